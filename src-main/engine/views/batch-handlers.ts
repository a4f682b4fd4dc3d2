import { BATCH_ITEMS_MAX, type Batch } from '../domain/batch.ts';
import { assetRef, type Money } from '../domain/money.ts';
import { available } from '../domain/payment.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { PAGE_LIMIT_MAX, type PaymentFilter } from '../lists.ts';
import { permission } from '../payments/can.ts';
import type { CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { moneyOf, moneyWire } from './wire.ts';

type BatchHandlers = Pick<Handlers, Extract<keyof Handlers, `batches.${string}`>>;
type Selection = { paymentIds: readonly string[] } | { filter: PaymentFilter };

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
        items: page.items.map(({ position, paymentId, state, detail }) =>
          ({ position, paymentId, state, detail })),
        next: page.next,
      });
    }),
    'batches.preview': reads(deps, (
      { act, selection }: { act: 'release' | 'refund'; selection: Selection },
    ) => preview(deps, act, selection)),
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
  const { id, act, reason, state, requestedBy, total, createdAt, finishedAt, version } = batch;
  const counts = await engine.read.batchItemCounts(id);
  return {
    id, act, reason, state, requestedBy, total, createdAt, finishedAt, version,
    counts: { ...counts },
  };
}

/** The payments that a selection names; a filter that finds more than a batch holds is refused. */
async function idsOf(
  { engine }: ViewDeps,
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

/** What a batch would do if it were started now; nothing is changed. */
async function preview(
  deps: ViewDeps,
  act: 'release' | 'refund',
  selection: Selection,
): Promise<Result<CallOutput<'batches.preview'>>> {
  const selected = await idsOf(deps, selection);
  if (!selected.ok) return selected;
  const totals = new Map<string, bigint>();
  const refused = new Map<string, number>();
  let largest: { paymentId: string; amount: Money } | null = null;
  for (const paymentId of new Set(selected.value)) {
    const aggregate = await deps.engine.read.payment(paymentId);
    if (aggregate === null) return refuse('not_found', { payment: paymentId });
    const { payment } = aggregate;
    const { policy } = await deps.names.marketplace(payment.marketplaceId);
    const denied = permission(act, { aggregate, policy });
    if (denied !== null) {
      refused.set(denied, (refused.get(denied) ?? 0) + 1);
      continue;
    }
    const amount: Money = { minor: available(payment), asset: payment.amount.asset };
    const ref = assetRef(amount.asset);
    totals.set(ref, (totals.get(ref) ?? 0n) + amount.minor);
    if (largest === null || amount.minor > largest.amount.minor) largest = { paymentId, amount };
  }
  return accept({
    // What is refused is told apart and is no part of what would be done.
    count: new Set(selected.value).size - [...refused.values()].reduce((sum, n) => sum + n, 0),
    totals: [...totals].map(([ref, minor]) => moneyWire(moneyOf(minor, ref))),
    largest: largest === null ? null
      : { paymentId: largest.paymentId, amount: moneyWire(largest.amount) },
    refused: [...refused].map(([message, count]) => ({ message, count })),
  });
}
