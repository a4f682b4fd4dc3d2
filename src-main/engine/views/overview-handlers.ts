import { attentionReasons, type AttentionReason } from '../domain/attention.ts';
import { moneyBuckets, utcDay, type MoneyBucket } from '../domain/counters.ts';
import {
  expiryPolicy, openOperation, type OnExpiry, type PaymentAggregate,
} from '../domain/payment.ts';
import { railAssets, railNames } from '../domain/rails.ts';
import { money, type Money } from '../domain/money.ts';
import { accept } from '../domain/result.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { CallOutput } from '../../contract/contract.ts';
import { reads, type ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

type OverviewHandlers = Pick<Handlers, Extract<keyof Handlers, `overview.${string}`>>;
type Overview = CallOutput<'overview.get'>;

const DAYS_SHOWN = 30;
const DAY_MS = 86_400_000;
const EXPIRING_SHOWN = 8;

const reasonWords = {
  'outcome-unclear': 'Outcome unclear', 'dead-letter': 'Tries used up',
  'hold-rejected': 'Hold rejected', 'release-rejected': 'Release rejected',
  'refund-rejected': 'Refund rejected', 'refund-address-missing': 'Refund address missing',
  'expiry-decision': 'Expiry asks for a decision', 'expiring-soon': 'Expiring soon',
  'purchase-rejected': 'Purchase rejected', 'batch-paused': 'Batch paused',
  'webhook-undelivered': 'Webhook undelivered', 'work-broken': 'Work broken',
  contradiction: 'Evidence contradicts',
} as const satisfies Record<AttentionReason, string>;

const atExpiry = {
  refund: 'goes back', release: 'is released', ask: 'asks a person',
} as const satisfies Record<OnExpiry, string>;

export function overviewHandlers(deps: ViewDeps): OverviewHandlers {
  return {
    'overview.get': reads(deps, async () => {
      const [needsMe, moneyRows, expiring, providers, volume] = await Promise.all([
        needsMeOf(deps), moneyOfRails(deps), expiringOf(deps), providersOf(deps), volumeOf(deps),
      ]);
      return accept({
        needsMe, money: moneyRows, expiring, providers, volume,
        nextEvent: nextEventOf(expiring),
      });
    }),
    'overview.badges': reads(deps, async () => {
      const { read } = deps.engine;
      const [attention, batches, webhooks] = await Promise.all([
        read.counters('attention:'), read.counters('batch:paused'),
        read.counters('deliveries:dead'),
      ]);
      const total = (rows: readonly { readonly count: number }[]): number =>
        rows.reduce((sum, { count }) => sum + count, 0);
      return accept({
        attention: total(attention), batches: total(batches), webhooks: total(webhooks),
      });
    }),
  };
}

async function needsMeOf({ engine }: ViewDeps): Promise<Overview['needsMe']> {
  const counts = new Map((await engine.read.counters('attention:'))
    .map(({ name, count }) => [name, count]));
  return (Object.keys(attentionReasons) as AttentionReason[]).flatMap((reason) => {
    const count = counts.get(`attention:${reason}`) ?? 0;
    return count === 0 ? [] : [{ reason, text: reasonWords[reason], count }];
  });
}

async function moneyOfRails({ engine }: ViewDeps): Promise<Overview['money']> {
  const counters = await engine.read.counters('money:');
  return railNames.map((rail) => {
    const { asset } = railAssets[rail];
    const ref = `${asset.code}/${asset.scale}`;
    const find = (bucket: MoneyBucket) =>
      counters.find(({ name }) => name === `money:${rail}:${ref}:${bucket}`);
    const amount = (bucket: MoneyBucket): Money => money(find(bucket)?.minor ?? 0n, asset);
    return {
      rail, asset: ref, held: moneyWire(amount('held')),
      releasing: moneyWire(amount('releasing')), refunding: moneyWire(amount('refunding')),
      unclear: moneyWire(amount('unclear')),
      count: moneyBuckets.reduce((sum, bucket) => sum + (find(bucket)?.count ?? 0), 0),
    };
  });
}

async function expiringOf({ engine }: ViewDeps): Promise<Overview['expiring']> {
  const page = await engine.lists.escrows({ cursor: null, limit: EXPIRING_SHOWN });
  const rows = await Promise.all(page.items.map(async (escrow) => {
    const aggregate = await engine.read.payment(escrow.paymentId);
    if (aggregate === null || !runsOut(aggregate)) return [];
    const { payment } = aggregate;
    return [{
      paymentId: payment.id, payee: payment.payee, amount: moneyWire(escrow.amount),
      expiresAt: escrow.expiresAt, then: atExpiry[expiryPolicy(aggregate)],
    }];
  }));
  return rows.flat();
}

/** Whether the end of the escrow does something by itself: not beside what may have left. */
function runsOut({ operations, escrow }: PaymentAggregate): boolean {
  const open = openOperation(operations);
  return escrow !== null && escrow.expiredAt === null && escrow.decisionNeeded === null
    && (open === null || open.state === 'scheduled');
}

async function providersOf({ engine }: ViewDeps): Promise<Overview['providers']> {
  const [health, connections] = await Promise.all([engine.health(), engine.read.connections()]);
  return connections.filter(({ enabled }) => enabled).map(({ id, name, rail }) => {
    const state = health.find(({ connectionId }) => connectionId === id);
    return {
      connectionId: id, name, rail, state: state?.state ?? 'unknown',
      text: state?.text ?? 'Not asked yet.',
    };
  });
}

async function volumeOf({ engine, nowMs }: ViewDeps): Promise<Overview['volume']> {
  const now = nowMs();
  const days = await engine.lists.volume(
    utcDay(now - (DAYS_SHOWN - 1) * DAY_MS), utcDay(now),
  );
  return days.map(({ day, rail, measure, count, amount }) =>
    ({ day, rail, measure, count, amount: moneyWire(amount) }));
}

function nextEventOf(expiring: Overview['expiring']): Overview['nextEvent'] {
  const [first] = expiring;
  if (first === undefined) return null;
  return {
    paymentId: first.paymentId, at: first.expiresAt,
    text: `the escrow for ${first.payee} ends and ${first.then}`,
  };
}

