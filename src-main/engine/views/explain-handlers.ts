import type { Figure } from '../domain/figure.ts';
import { accept } from '../domain/result.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

type ExplainHandlers = Pick<Handlers, Extract<keyof Handlers, `explain.${string}`>>;

/** From a figure to the rows that make it up, and their sum beside it. */
export function explainHandlers(deps: ViewDeps): ExplainHandlers {
  const { engine, names } = deps;
  return {
    'explain.get': reads(deps, async ({ figure }: { figure: Figure }) => {
      const { shown, summed, rows } = await engine.lists.figureSum(figure);
      return accept({
        shown: moneyWire(shown), summed: moneyWire(summed), rows,
        same: shown.minor === summed.minor,
        connectionName: figure.kind === 'balance'
          ? await names.connectionName(figure.connectionId) : null,
      });
    }),
    'explain.list': reads(deps, async (
      input: { figure: Figure; cursor: string | null; limit: number },
    ) => {
      const page = await engine.lists.explained(input);
      return accept({
        items: page.items.map((row) => ({ ...row, amount: moneyWire(row.amount) })),
        next: page.next,
      });
    }),
    'explain.csv': acts(deps, async ({ figure }: { figure: Figure }) => {
      const name = `${deps.sandbox ? 'SANDBOX-' : ''}explained-${deps.nowMs()}-spreadsheet.csv`;
      const place = await deps.shelf.reserve(name);
      const { rows, sha256 } = await engine.lists.exportFigure({
        figure, path: place.path, title: name,
      });
      return accept(await place.done('text/csv; charset=utf-8', rows, sha256));
    }),
  };
}
