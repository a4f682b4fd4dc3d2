import {
  attentionReasons, type AttentionItem, type AttentionReason,
} from '../domain/attention.ts';
import { moneyBuckets, type MoneyBucket } from '../domain/counters.ts';
import {
  expiryPolicy, isTerminal, openOperation, paymentStatuses, type OnExpiry, type PaymentAggregate,
} from '../domain/payment.ts';
import { railAssets, railNames, type RailName } from '../domain/rails.ts';
import { assetRef, money, parseAssetRef, type Asset, type Money } from '../domain/money.ts';
import type { CounterDelta } from '../domain/records.ts';
import { accept } from '../domain/result.ts';
import type { Handlers } from '../../contract/handlers.ts';
import type { CallOutput, CallParsed } from '../../contract/contract.ts';
import { reads, type ViewDeps } from './guard.ts';
import { pathOf } from './inbox-handlers.ts';
import { endsOf, periodOf, type Period } from './overview-ends.ts';
import { refusedKind } from './refused-kind.ts';
import { ifItSays, inEnglish, tell } from './told.ts';
import { moneyWire } from './wire.ts';

type OverviewHandlers = Pick<Handlers, Extract<keyof Handlers, `overview.${string}`>>;
type Overview = CallOutput<'overview.get'>;

const EXPIRING_SHOWN = 8;
const TOP_SHOWN = 3;

const reasonWords = {
  'outcome-unclear': 'Outcome unclear', 'dead-letter': 'Tries used up',
  'hold-rejected': 'Hold rejected', 'release-rejected': 'Release or payout rejected',
  'refund-rejected': 'Refund rejected', 'refund-address-missing': 'Refund address missing',
  'expiry-decision': 'Expiry asks for a decision', 'expiring-soon': 'Expiring soon',
  'purchase-rejected': 'Purchase rejected', 'batch-paused': 'Batch paused',
  'webhook-undelivered': 'Webhook undelivered', 'work-broken': 'Work broken',
  'consent-needed': 'Consent needed again', 'paid-in-part': 'Paid in part',
  'review-needed': 'Waits for a look', 'payout-stuck': 'Stuck at the provider',
  contradiction: 'Evidence contradicts',
} as const satisfies Record<AttentionReason, string>;

const atExpiry = {
  refund: 'goes back', release: 'is released', ask: 'asks a person',
} as const satisfies Record<OnExpiry, string>;

export function overviewHandlers(deps: ViewDeps): OverviewHandlers {
  return {
    'overview.get': reads(deps, async ({ days }: CallParsed<'overview.get'>, { operator }) => {
      const period = periodOf(deps.nowMs(), days);
      const [needsMe, top, moneyRows, states, expiring, providers, volume, ends]
        = await Promise.all([
          needsMeOf(deps), topOf(deps, operator.name), moneyOfRails(deps), statesOf(deps),
          expiringOf(deps), providersOf(deps), volumeOf(deps, period), endsOf(deps, period),
        ]);
      return accept({
        period, needsMe, top, money: moneyRows, states, expiring, providers, volume, ends,
        nextEvent: nextEventOf(expiring),
      });
    }),
    'overview.providers': reads(deps, async () => accept(await providersOf(deps))),
    'overview.badges': reads(deps, async () => {
      const { read } = deps.engine;
      const [attention, batches, webhooks] = await Promise.all([
        read.counters('attention:'), read.counters('batch:paused'),
        read.counters('attention:webhook-undelivered'),
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

/** What is due first and what has waited longest, of what nobody else holds. */
async function topOf(deps: ViewDeps, operator: string): Promise<Overview['top']> {
  const first = async (order: 'deadline' | 'age'): Promise<Overview['top']['byAge']> => {
    const page = await deps.engine.lists.attention({
      queue: 'now', group: null, reason: null, operator, order, cursor: null, limit: TOP_SHOWN,
    });
    return Promise.all(page.items.map((item) => topItem(deps, item)));
  };
  const [byDeadline, byAge] = await Promise.all([first('deadline'), first('age')]);
  return { byDeadline: byDeadline.filter(({ deadlineAt }) => deadlineAt !== null), byAge };
}

async function topItem(
  { engine }: ViewDeps,
  { id, reason, subject, subjectId, openedAt, deadlineAt }: AttentionItem,
): Promise<Overview['top']['byAge'][number]> {
  const payment = subject === 'payment' ? await engine.read.payment(subjectId) : null;
  return {
    id, reason, refused: payment === null ? null : refusedKind(reason, payment),
    payee: payment?.payment.payee ?? null, path: pathOf({ subject, subjectId }),
    openedAt, deadlineAt,
  };
}

async function moneyOfRails({ engine }: ViewDeps): Promise<Overview['money']> {
  const counters = await engine.read.counters('money:');
  return railNames.flatMap((rail) => assetsOf(rail, counters).map((asset) => {
    const ref = assetRef(asset);
    const find = (bucket: MoneyBucket) =>
      counters.find(({ name }) => name === `money:${rail}:${ref}:${bucket}`);
    const amount = (bucket: MoneyBucket): Money => money(find(bucket)?.minor ?? 0n, asset);
    return {
      rail, asset: ref, held: moneyWire(amount('held')),
      releasing: moneyWire(amount('releasing')), refunding: moneyWire(amount('refunding')),
      unclear: moneyWire(amount('unclear')),
      count: moneyBuckets.reduce((sum, bucket) => sum + (find(bucket)?.count ?? 0), 0),
    };
  }));
}

/** The rail's own asset, or all that its accounts have moved so far, by code. */
function assetsOf(rail: RailName, counters: readonly CounterDelta[]): readonly Asset[] {
  const { asset } = railAssets[rail];
  if (asset !== null) return [asset];
  const refs = counters.map(({ name }) => name.split(':'))
    .filter(([, of]) => of === rail).map(([, , ref]) => ref ?? '');
  return [...new Set(refs)].toSorted().map(parseAssetRef).filter((found) => found !== null);
}

/** How many payments stand in each state that is not an end, from counters. */
async function statesOf({ engine }: ViewDeps): Promise<Overview['states']> {
  const counters = await engine.read.counters('status:');
  return railNames.flatMap((rail) => paymentStatuses.flatMap((status) => {
    if (isTerminal(status)) return [];
    const count = counters
      .filter(({ name }) => name.startsWith(`status:${rail}:`) && name.endsWith(`:${status}`))
      .reduce((sum, counter) => sum + counter.count, 0);
    return count === 0 ? [] : [{ rail, status, count }];
  }));
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
    const text = state?.text ?? 'Not asked yet.';
    const told = state?.latencyMs === undefined || state.latencyMs === null ? null
      : ifItSays(text, tell('health.answered', { ms: `${state.latencyMs}` }));
    return { connectionId: id, name, rail, state: state?.state ?? 'unknown', text, told };
  });
}

/** Created, released and refunded per day, from the first day of the compared period on. */
async function volumeOf(
  { engine }: ViewDeps, { current, previous }: Period,
): Promise<Overview['volume']> {
  const days = await engine.lists.volume(previous.from, current.to);
  return days.map(({ day, rail, measure, count, amount }) =>
    ({ day, rail, measure, count, amount: moneyWire(amount) }));
}

/** What happens next by itself, for screens that have nothing else to say. */
export async function nextEvent(deps: ViewDeps): Promise<Overview['nextEvent']> {
  return nextEventOf(await expiringOf(deps));
}

function nextEventOf(expiring: Overview['expiring']): Overview['nextEvent'] {
  const [first] = expiring;
  if (first === undefined) return null;
  const told = tell('next.escrow', { payee: first.payee, then: { says: first.then } });
  return { paymentId: first.paymentId, at: first.expiresAt, text: inEnglish(told), told };
}

