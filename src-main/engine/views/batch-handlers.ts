import { BATCH_ITEMS_MAX, type Batch } from '../domain/batch.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { PAGE_LIMIT_MAX, type BatchItemRow, type PaymentFilter } from '../lists.ts';
import { batchCsv, type BatchResult } from '../reports/batch-csv.ts';
import type { CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { dryRun } from './batch-dry-run.ts';
import { acts, reads, type PreparedFile, type ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

type BatchHandlers = Pick<Handlers, Extract<keyof Handlers, `batches.${string}`>>;
export type Selection = { paymentIds: readonly string[] } | { filter: PaymentFilter };

export function batchHandlers(deps: ViewDeps): BatchHandlers {
  const { engine } = deps;
  return {
    'batches.list': reads(deps, async (input: Parameters<typeof engine.lists.batches>[0]) => {
      const page = await engine.lists.batches(input);
      return accept({
        items: await Promise.all(page.items.map((batch) => batchView(deps, batch))),
        next: page.next,
      });
    }),
    'batches.get': reads(deps, async ({ batchId }: { batchId: string }) => {
      const batch = await engine.read.batch(batchId);
      return batch === null ? refuse('not_found', { batch: batchId })
        : accept(await batchView(deps, batch));
    }),
    'batches.items': reads(deps, async (input: Parameters<typeof engine.lists.batchItems>[0]) => {
      const page = await engine.lists.batchItems(input);
      return accept({
        items: page.items.map(itemView),
        next: page.next,
      });
    }),
    'batches.preview': reads(deps, (
      { act, selection }: { act: 'release' | 'refund'; selection: Selection },
    ) => previewOf(deps, act, selection)),
    'batches.create': acts(deps, async (
      { act, selection, reason }: {
        act: 'release' | 'refund'; selection: Selection; reason: string;
      },
      { ask },
    ) => {
      const selected = await idsOf(deps, selection);
      if (!selected.ok) return selected;
      const result = await engine.batches.create(ask, {
        marketplaceId: null, act, reason, paymentIds: selected.value,
      });
      return result.ok ? accept({ batchId: result.value.id }) : result;
    }),
    'batches.retryFailed': acts(deps, async (
      input: { batchId: string; reason: string }, { ask },
    ) => {
      const result = await engine.batches.retryFailed(ask, input);
      return result.ok ? accept({ batchId: result.value.id }) : result;
    }),
    'batches.csv': acts(deps, ({ batchId }: { batchId: string }) => resultFile(deps, batchId)),
    'batches.pause': acts(deps, async (input: { batchId: string; version: number }, { ask }) =>
      viewed(deps, await engine.batches.pause(ask, input))),
    'batches.resume': acts(deps, async (input: { batchId: string; version: number }, { ask }) =>
      viewed(deps, await engine.batches.resume(ask, input))),
  };
}

async function viewed(deps: ViewDeps, result: Result<Batch>) {
  return result.ok ? accept(await batchView(deps, result.value)) : result;
}

async function batchView({ engine }: ViewDeps, batch: Batch) {
  const {
    id, act, reason, state, requestedBy, total, createdAt, finishedAt, retryOf, version,
  } = batch;
  const [counts, retry] = await Promise.all([
    engine.read.batchItemCounts(id), engine.read.batchRetryOf(id),
  ]);
  return {
    id, act, reason, state, requestedBy, total, createdAt, finishedAt, version, retryOf,
    retriedBy: retry?.id ?? null,
    counts: { ...counts },
  };
}

function itemView({ position, paymentId, state, detail, payee, amount }: BatchItemRow) {
  return { position, paymentId, state, detail, payee, amount: moneyWire(amount) };
}

async function previewOf(
  deps: ViewDeps,
  act: 'release' | 'refund',
  selection: Selection,
): Promise<Result<CallOutput<'batches.preview'>>> {
  const selected = await idsOf(deps, selection);
  return selected.ok ? dryRun(deps, act, selected.value) : selected;
}

/** What came of each item, with the payment as it stands now. */
async function resultFile(deps: ViewDeps, batchId: string): Promise<Result<PreparedFile>> {
  const { engine } = deps;
  const batch = await engine.read.batch(batchId);
  if (batch === null) return refuse('not_found', { batch: batchId });
  const rows: BatchResult[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof engine.lists.batchItems>> = await engine.lists.batchItems(
      { batchId, state: null, cursor, limit: PAGE_LIMIT_MAX },
    );
    for (const item of page.items) {
      const found = await engine.read.payment(item.paymentId);
      const operation = item.operationId === null ? null
        : await engine.read.operation(item.operationId);
      rows.push({ batch, item, payment: found?.payment ?? null, operation });
    }
    cursor = page.next;
  } while (cursor !== null);
  const name = `${deps.sandbox ? 'SANDBOX-' : ''}batch-${batchId}-spreadsheet.csv`;
  return accept(await deps.shelf.addBytes({
    name, mime: 'text/csv; charset=utf-8', rows: rows.length,
    bytes: new TextEncoder().encode(batchCsv(rows, name)),
  }));
}

/** The payments that a selection names; a filter that finds more than a batch holds is refused. */
export async function idsOf(
  { engine }: Pick<ViewDeps, 'engine'>,
  selection: Selection,
): Promise<Result<readonly string[]>> {
  if ('paymentIds' in selection) return accept(selection.paymentIds);
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof engine.lists.payments>> = await engine.lists.payments({
      filter: selection.filter, cursor, limit: PAGE_LIMIT_MAX,
    });
    found.push(...page.items.map(({ payment }) => payment.id));
    if (found.length > BATCH_ITEMS_MAX) return refuse('batch_limit', { found: 'too many' });
    cursor = page.next;
  } while (cursor !== null);
  return accept(found);
}
