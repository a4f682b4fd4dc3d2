import { escrowRails, railAssets, type EscrowRail, type RailName } from '../domain/rails.ts';
import { moneyBuckets, type MoneyBucket } from '../domain/counters.ts';
import {
  expiryActsAt, expiryPolicy, heldOf, type Escrow, type PaymentAggregate,
} from '../domain/payment.ts';
import { assetRef, money } from '../domain/money.ts';
import type { Connection } from '../domain/records.ts';
import { accept } from '../domain/result.ts';
import type { EscrowRowView } from '../../contract/escrows.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { reads, type ViewDeps } from './guard.ts';
import { extendVerb, verbsOf } from './payment-page.ts';
import { ifNobodyActs } from './sentences.ts';
import { inEnglish } from './told.ts';
import { moneyWire } from './wire.ts';

type EscrowHandlers = Pick<Handlers, Extract<keyof Handlers, `escrows.${string}`>>;

type EscrowQuery = {
  readonly cursor: string | null;
  readonly limit: number;
  readonly filter: {
    readonly rail: RailName | null; readonly connectionId: string | null;
    readonly withinMs: number | null;
  };
};

export function escrowHandlers(deps: ViewDeps): EscrowHandlers {
  const { engine } = deps;
  return {
    'escrows.list': reads(deps, async ({ cursor, limit, filter }: EscrowQuery) => {
      const connections = await engine.read.connections();
      const chosen = connections.filter(({ id, rail }) =>
        (filter.connectionId === null || id === filter.connectionId)
        && (filter.rail === null || rail === filter.rail));
      const isNarrow = filter.connectionId !== null || filter.rail !== null;
      const page = await engine.lists.escrows({
        cursor, limit,
        ...isNarrow ? { connectionIds: chosen.map(({ id }) => id) } : {},
        ...filter.withinMs === null ? {} : { endsByMs: deps.nowMs() + filter.withinMs },
      });
      const rows = await Promise.all(page.items.map((escrow) =>
        rowOf(deps, escrow, connections.find(({ id }) => id === escrow.connectionId) ?? null)));
      return accept({ items: rows.filter((row) => row !== null), next: page.next });
    }),
    'escrows.counts': reads(deps, async () => {
      const [counters, connections] = await Promise.all([
        engine.read.counters('money:'), engine.read.connections(),
      ]);
      return accept({
        totals: escrowRails.map((rail) => totalsOf(rail, counters)),
        connections: connections.map(({ id, name, rail }) => ({ id, name, rail })),
      });
    }),
  };
}

function totalsOf(
  rail: EscrowRail,
  counters: Awaited<ReturnType<ViewDeps['engine']['read']['counters']>>,
) {
  const { asset } = railAssets[rail];
  const ref = assetRef(asset);
  const find = (bucket: MoneyBucket) =>
    counters.find(({ name }) => name === `money:${rail}:${ref}:${bucket}`);
  const amount = (bucket: MoneyBucket) => moneyWire(money(find(bucket)?.minor ?? 0n, asset));
  return {
    rail, asset: ref, held: amount('held'), releasing: amount('releasing'),
    refunding: amount('refunding'), unclear: amount('unclear'),
    count: moneyBuckets.reduce((sum, bucket) => sum + (find(bucket)?.count ?? 0), 0),
  };
}

/** One running escrow as its payment stands now; null where the payment is not to be had. */
async function rowOf(
  deps: ViewDeps,
  escrow: Escrow,
  connection: Connection | null,
): Promise<EscrowRowView | null> {
  const { engine, names } = deps;
  const aggregate: PaymentAggregate | null = await engine.read.payment(escrow.paymentId);
  if (aggregate === null) return null;
  const { payment } = aggregate;
  const [marketplace, job] = await Promise.all([
    names.marketplace(payment.marketplaceId),
    payment.jobId === null ? null : engine.read.job(payment.jobId),
  ]);
  const told = ifNobodyActs(aggregate, job);
  const { release, refund } = verbsOf(aggregate, marketplace.policy);
  return {
    id: escrow.id, paymentId: payment.id, payee: payment.payee,
    marketplaceName: marketplace.name, rail: payment.rail,
    connectionName: connection?.name ?? escrow.connectionId, reference: escrow.reference,
    status: payment.status, held: moneyWire(heldOf(payment)),
    expiresAt: escrow.expiresAt, actsAt: expiryActsAt(aggregate, escrow),
    then: expiryPolicy(aggregate), ifNobodyActs: told === null ? '' : inEnglish(told), told,
    decisionNeeded: escrow.decisionNeeded, release, refund,
    extend: extendVerb(connection === null ? null : engine.capabilitiesOf(connection)),
  };
}
