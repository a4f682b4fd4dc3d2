import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { CompletedTask, Reconciled, ReconciledRow, TaskPreview } from '../api.ts';
import type { CallOutput, CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type * as view from '../../contract/payouts.ts';
import { idsOf } from './batch-handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { walletView } from './payout-facts.ts';
import { reviewPayouts } from './payout-review.ts';
import { treasuryView } from './payout-treasury.ts';
import { walletFile } from './wallet-file.ts';
import { moneyWire } from './wire.ts';

type PayoutHandlers = Pick<Handlers, Extract<keyof Handlers, `payouts.${string}`>>;

/** What windows ask about payouts from a treasury: balances, wallets, files, reconciliation. */
export function payoutDeskHandlers(deps: ViewDeps): PayoutHandlers {
  const { payouts } = deps.engine;
  return {
    ...walletHandlers(deps),
    'payouts.treasury': reads(deps, async () => {
      const found = await payouts.treasury();
      return accept({ items: await Promise.all(found.map((one) => treasuryView(deps, one))) });
    }),
    'payouts.preview': reads(deps, async (input: CallParsed<'payouts.preview'>) => {
      const seen = await payouts.preview(tasksOf(deps, input, ''));
      return seen.ok ? accept({ rows: seen.value.map(previewView) }) : seen;
    }),
    'payouts.plan': acts(deps, async (input: CallParsed<'payouts.plan'>, { ask }) => {
      const planned = await payouts.plan(ask, tasksOf(deps, input, input.source));
      return planned.ok ? accept({
        rows: planned.value.map((row) => row.kind === 'planned' ? row : refusedView(row)),
      }) : planned;
    }),
    'payouts.review': reads(deps, async ({ selection }: CallParsed<'payouts.review'>) => {
      const selected = await idsOf(deps, selection);
      return selected.ok ? reviewPayouts(deps, selected.value) : selected;
    }),
    'payouts.reconcile': reads(deps, async (input: CallParsed<'payouts.reconcile'>) => {
      if (input.fromMs > input.toMs) {
        return refuse('invalid_request', { period: 'It ends before it begins.' });
      }
      const found = await payouts.reconcile(input);
      return found.ok ? accept(reconciledView(found.value)) : found;
    }),
  };
}

function walletHandlers(deps: ViewDeps) {
  const { engine, names } = deps;
  return {
    'payouts.wallets': reads(deps, async (input: CallParsed<'payouts.wallets'>) => {
      const page = await engine.lists.wallets(input);
      return accept({
        items: await Promise.all(page.items.map((wallet) => walletView(names, wallet))),
        next: page.next,
      });
    }),
    'payouts.wallet': reads(deps, async ({ id }: { id: string }) => {
      const wallet = await engine.read.payeeWallet(id);
      return wallet === null ? refuse('not_found', { wallet: id })
        : accept(await walletFile(deps, wallet));
    }),
    'payouts.look': reads(deps, async (
      { account }: { account: string },
    ): Promise<Result<CallOutput<'payouts.look'>>> => {
      const looked = await engine.payeeWallets.look(account);
      if (looked.ok) {
        const { ours, alike } = looked.value;
        return accept({ ours, alike: [...alike], problem: null });
      }
      // What is wrong with the account stands at its field; the rest is said for the whole form.
      return looked.refusal.code === 'invalid_address'
        ? accept({ ours: false, alike: [], problem: looked.refusal.message }) : looked;
    }),
    'payouts.saveWallet': acts(deps, async (
      input: CallParsed<'payouts.saveWallet'>, { ask },
    ) => {
      const saved = await engine.payeeWallets.save(ask, input);
      return saved.ok ? accept(await walletView(names, saved.value)) : saved;
    }),
  } satisfies Partial<PayoutHandlers>;
}

/** Rows of a file as tasks that were completed; `source` is told with the job. */
function tasksOf(
  { nowMs }: ViewDeps,
  { marketplaceId, rows }: CallParsed<'payouts.preview'>,
  source: string,
): readonly CompletedTask[] {
  return rows.map(({ taskId, payee, amount, asset, completedAt, title, identity }) => ({
    marketplaceId, taskId, payeeReference: payee, amountText: amount, assetCode: asset,
    completedAt: completedAt ?? nowMs(), durationMinutes: null, hasProof: false, rating: null,
    identity, title,
    payload: JSON.stringify({ externalTaskId: taskId, workerId: payee, amount, source }),
  }));
}

function previewView(row: TaskPreview): view.PreviewedRow {
  switch (row.kind) {
    case 'refused': return refusedView(row);
    case 'present': return row;
    case 'payable': return {
      ...row, gross: moneyWire(row.gross), fee: moneyWire(row.fee), net: moneyWire(row.net),
      reasons: [...row.reasons],
    };
  }
}

function refusedView({ refusal }: Extract<TaskPreview, { readonly kind: 'refused' }>) {
  return { kind: 'refused', code: refusal.code, message: refusal.message } as const;
}

function reconciledView({ rows, ...rest }: Reconciled) {
  return { ...rest, rows: rows.map(reconciledRowView) };
}

function reconciledRowView(row: ReconciledRow): view.ReconciledRow {
  const { reference, key, ledger, provider, chain, differences } = row;
  return {
    reference, key, differences: [...differences],
    ledger: ledger === null ? null : { ...ledger, amount: moneyWire(ledger.amount) },
    provider: provider === null ? null : { ...provider, amount: moneyWire(provider.amount) },
    chain: chain === null ? null : {
      ...chain, amount: chain.amount === null ? null : moneyWire(chain.amount),
    },
  };
}
