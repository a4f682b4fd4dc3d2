import { assetRef, formatAmount, money, type Money } from '../domain/money.ts';
import {
  lookAlikes, STATEMENT_LINES_MAX, type Payee, type StatementLine,
} from '../domain/payee.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { renderStatementPdf } from '../receipts/statement-pdf.ts';
import { statementCsv, type Statement } from '../reports/statement-csv.ts';
import { acts, reads, type PreparedFile, type ViewDeps } from './guard.ts';
import { walletOfPayee } from './wallet-file.ts';
import { moneyWire } from './wire.ts';

type PayeeHandlers = Pick<Handlers, Extract<keyof Handlers, `payees.${string}`>>;
type Period = { readonly payee: string; readonly fromMs: number; readonly toMs: number };

export function payeeHandlers(deps: ViewDeps): PayeeHandlers {
  const { lists } = deps.engine;
  return {
    'payees.list': reads(deps, async (input: Parameters<typeof lists.payees>[0]) => {
      const page = await lists.payees(input);
      return accept({ items: page.items.map(payeeView), next: page.next });
    }),
    'payees.get': reads(deps, async ({ payee }: { payee: string }) => {
      const file = await lists.payee(payee);
      if (file === null) return refuse('not_found', { payee });
      const pairs = lookAlikes(file.accounts.map(({ account }) => account));
      return accept({
        payee: payeeView(file.payee),
        accounts: file.accounts.map((account) => ({
          ...account,
          alike: pairs.filter((pair) => pair.includes(account.account))
            .flatMap((pair) => pair.filter((other) => other !== account.account)),
        })),
        wallet: await walletOfPayee(deps, payee),
      });
    }),
    'payees.statement': reads(deps, async (period: Period) => {
      const made = await statementOf(deps, period);
      return made.ok ? accept({
        payee: made.value.payee, fromMs: made.value.fromMs, toMs: made.value.toMs,
        lines: made.value.lines.map((line) => ({ ...line, amount: moneyWire(line.amount) })),
        totals: made.value.totals.map(moneyWire),
      }) : made;
    }),
    'payees.statementFile': acts(deps, (input: Period & { format: 'csv' | 'pdf' }) =>
      statementFile(deps, input)),
  };
}

function payeeView({ totals, ...payee }: Payee) {
  return {
    ...payee,
    totals: totals.map(({ payments, held, released, refunded }) => ({
      payments, held: moneyWire(held), released: moneyWire(released),
      refunded: moneyWire(refunded),
    })),
  };
}

/** The ledger's lines of a period and their totals; refused where they are too many. */
async function statementOf(
  { engine }: ViewDeps,
  { payee, fromMs, toMs }: Period,
): Promise<Result<Statement>> {
  const lines = await engine.lists.statement({ payee, fromMs, toMs });
  if (lines.length > STATEMENT_LINES_MAX) {
    return refuse('invalid_request', {
      period: `It has more than ${STATEMENT_LINES_MAX} lines; choose a shorter one.`,
    });
  }
  return accept({ payee, fromMs, toMs, lines, totals: totalsOf(lines) });
}

function totalsOf(lines: readonly StatementLine[]): readonly Money[] {
  const sums = new Map<string, Money>();
  for (const { amount } of lines) {
    const ref = assetRef(amount.asset);
    sums.set(ref, money((sums.get(ref)?.minor ?? 0n) + amount.minor, amount.asset));
  }
  return [...sums.values()].toSorted((a, b) => (assetRef(a.asset) < assetRef(b.asset) ? -1 : 1));
}

async function statementFile(
  deps: ViewDeps,
  { format, ...period }: Period & { readonly format: 'csv' | 'pdf' },
): Promise<Result<PreparedFile>> {
  const made = await statementOf(deps, period);
  if (!made.ok) return made;
  const { lines } = made.value;
  const name = `${deps.sandbox ? 'SANDBOX-' : ''}${statementName(period)}.${format}`;
  if (format === 'csv') {
    return accept(await deps.shelf.addBytes({
      name, mime: 'text/csv; charset=utf-8', rows: lines.length,
      bytes: new TextEncoder().encode(statementCsv(made.value, name)),
    }));
  }
  const bytes = await renderStatementPdf({
    ...made.value, issuedAtMs: deps.nowMs(), sandbox: deps.sandbox, version: deps.version,
    totalWords: made.value.totals.map((total) => `${formatAmount(total)} ${total.asset.code}`),
  });
  return accept(await deps.shelf.addBytes({
    name, mime: 'application/pdf', rows: lines.length, bytes,
  }));
}

/** A name of a file stays under 120 units, whatever script the payee's is in. */
const BEGINNING = /^.{1,36}/su;
const LAST_DAY_MS = Date.UTC(9999, 11, 31);

/**
 * `statement-Ana-Lima-2026-10-01-to-2026-10-31`: letters and digits of the payee's name alone, so
 * that no name leads into another folder, ends in something that runs, or turns the direction of
 * what is read (R16). Where none are left, the period has to do.
 */
export function statementName({ payee, fromMs, toMs }: Period): string {
  const letters = payee.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu)?.join('-') ?? '';
  const short = BEGINNING.exec(letters)?.[0].replace(/-$/, '') ?? '';
  return ['statement', ...short === '' ? [] : [short], dayOf(fromMs), 'to', dayOf(toMs)].join('-');
}

/** The UTC day of an instant; what lies beyond the days that can be written is the last of them. */
function dayOf(atMs: number): string {
  return new Date(Math.min(Math.max(atMs, 0), LAST_DAY_MS)).toISOString().slice(0, 10);
}
