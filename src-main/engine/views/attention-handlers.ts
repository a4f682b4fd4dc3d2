import {
  attentionReasonNames, attentionReasons, type AttentionGroup, type AttentionItem,
  type AttentionReason,
} from '../domain/attention.ts';
import { openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { asksPayer, railAssets, type RailName } from '../domain/rails.ts';
import { accept } from '../domain/result.ts';
import type { AttentionItemView, OpenQuestion } from '../../contract/attention.ts';
import type { CallOutput, CallParsed } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { nextEvent } from './overview-handlers.ts';
import { verbsOf } from './payment-page.ts';
import { refusedKind } from './refused-kind.ts';
import { attentionTold, copiesTold, ifNobodyActs } from './sentences.ts';
import { inEnglish, tell } from './told.ts';
import { moneyWire, paymentRowView } from './wire.ts';
import type { VerbName } from '../payments/can.ts';

type AttentionHandlers = Pick<Handlers, Extract<keyof Handlers, `attention.${string}`>>;

/** The verbs that can end an item, in the order of their buttons. */
const endingVerbs = {
  'outcome-unclear': [
    'check', 'attachEvidence', 'declareNotDone', 'recordReturn', 'recordRelease',
  ],
  'dead-letter': ['retry', 'stop'],
  'hold-rejected': ['retry', 'giveUp'],
  'release-rejected': ['retry', 'refund', 'recordReturn', 'recordRelease'],
  'refund-rejected': ['retry', 'release', 'recordReturn', 'recordRelease'],
  'refund-address-missing': ['setRefundAddress'],
  'expiry-decision': ['refund', 'release', 'recordReturn', 'recordRelease'],
  'expiring-soon': ['release', 'refund'],
  'purchase-rejected': ['retry', 'refund'],
  'consent-needed': ['askPayer', 'cancel'],
  'paid-in-part': ['askPayer', 'giveUp'],
  'review-needed': ['release', 'cancel'],
  'payout-stuck': ['accelerate', 'takeBack', 'check'],
  'batch-paused': [], 'webhook-undelivered': [], 'work-broken': [], contradiction: [],
} as const satisfies Record<AttentionItem['reason'], readonly VerbName[]>;

/** Where nothing is held, a refused payout is asked for again, sent again or given up. */
function verbsEnding(reason: AttentionItem['reason'], rail: RailName): readonly VerbName[] {
  if (reason !== 'release-rejected' || railAssets[rail].holds) return endingVerbs[reason];
  return [asksPayer(rail) ? 'askPayer' : 'retry', 'giveUp'];
}

const verbLabels = {
  release: 'Release', refund: 'Refund', cancel: 'Cancel', retry: 'Retry', check: 'Check',
  stop: 'Withdraw', attachEvidence: 'Attach evidence', declareNotDone: 'Declare not done',
  recordReturn: 'Record return', recordRelease: 'Record release',
  setRefundAddress: 'Set refund address', migrate: 'Migrate', giveUp: 'Give up',
  askPayer: 'Ask the payer again', payBack: 'Pay back', accelerate: 'Speed up',
  takeBack: 'Take back',
} as const satisfies Record<VerbName, string>;

export function attentionHandlers(deps: ViewDeps): AttentionHandlers {
  const { engine } = deps;
  return {
    'attention.list': reads(deps, async (input: CallParsed<'attention.list'>, { operator }) => {
      const page = await engine.lists.attention({ ...input, operator: operator.name });
      const items = await Promise.all(page.items.map((item) => itemView(deps, item)));
      return accept({ items, next: page.next });
    }),
    'attention.counts': reads(deps, async () => accept(await countsOf(deps))),
    'attention.claim': acts(deps, async (input: CallParsed<'attention.claim'>, { ask }) => {
      const result = await engine.attention.claim(ask, input);
      return result.ok ? accept({ itemId: result.value }) : result;
    }),
    'attention.replay': acts(deps, async ({ itemId }: { itemId: string }, { ask }) => {
      const result = await engine.attention.replay(ask, itemId);
      return result.ok ? accept({ itemId: result.value }) : result;
    }),
  };
}

async function itemView(deps: ViewDeps, item: AttentionItem): Promise<AttentionItemView> {
  const { id, subject, subjectId, reason, stage, text, openedAt, deadlineAt, claimedBy } = item;
  const base = {
    id, subject, subjectId, reason, group: attentionReasons[reason], stage, text, openedAt,
    deadlineAt, claimedBy,
  };
  const aggregate = subject === 'payment' ? await deps.engine.read.payment(subjectId) : null;
  if (aggregate === null) {
    return {
      ...base, ifNobodyActs: inEnglish(tell('then.nothing')), payment: null, question: null,
      told: { text: copiesTold(text), ifNobodyActs: tell('then.nothing') },
      verbs: itemVerbs(reason),
    };
  }
  const marketplace = await deps.names.marketplace(aggregate.payment.marketplaceId);
  const { jobId } = aggregate.payment;
  const job = jobId === null ? null : await deps.engine.read.job(jobId);
  const verbs = verbsOf(aggregate, marketplace.policy);
  const next = ifNobodyActs(aggregate, job);
  return {
    ...base,
    refused: refusedKind(reason, aggregate),
    ifNobodyActs: next === null ? '' : inEnglish(next),
    question: reason === 'outcome-unclear' ? await questionOf(deps, aggregate) : null,
    told: { text: attentionTold(reason, text, aggregate), ifNobodyActs: next },
    payment: {
      ...paymentRowView({ payment: aggregate.payment, next: null, attention: true },
        marketplace.name),
      version: aggregate.payment.version,
    },
    verbs: [
      ...verbsEnding(reason, aggregate.payment.rail).map((name) =>
        ({ name, label: verbLabels[name], state: verbs[name] })),
      ...itemVerbs(reason),
    ],
  };
}

/** What the provider was asked to do, and how often it was asked about it since. */
async function questionOf(
  { engine, names }: ViewDeps,
  { operations }: PaymentAggregate,
): Promise<OpenQuestion | null> {
  const open = openOperation(operations);
  if (open?.state !== 'unclear') return null;
  const asked = await engine.read.inquiries(open.id);
  return {
    operation: open.kind, amount: moneyWire(open.amount),
    connectionName: await names.connectionName(open.connectionId) ?? '',
    key: open.key, sentAt: open.dispatchedAt, tries: open.tries,
    asked: asked?.asked ?? 0, lastAskedAt: asked?.lastAskedAt ?? null,
    lastAnswer: asked?.lastAnswer ?? null,
    nextAskAt: open.deadAt === null ? open.dueAt : null,
  };
}

async function countsOf(deps: ViewDeps): Promise<CallOutput<'attention.counts'>> {
  const { read } = deps.engine;
  const [now, waiting, next] = await Promise.all([
    read.counters('attention:'), read.counters('awaiting:'), nextEvent(deps),
  ]);
  const countOf = (rows: typeof now, wanted: (reason: AttentionReason) => boolean): number =>
    attentionReasonNames.filter(wanted).reduce((sum, reason) =>
      sum + (rows.find(({ name }) => name.endsWith(`:${reason}`))?.count ?? 0), 0);
  const inGroup = (group: AttentionGroup): number =>
    countOf(now, (reason) => attentionReasons[reason] === group);
  const isUnknown = (reason: AttentionReason): boolean => reason === 'outcome-unclear';
  return {
    now: {
      check: inGroup('check'), decide: inGroup('decide'), approve: inGroup('approve'),
      fix: inGroup('fix'),
    },
    waiting: countOf(waiting, () => true),
    unknown: countOf(now, isUnknown) + countOf(waiting, isUnknown),
    nextEvent: next,
  };
}

/** Verbs that act on the item itself, where no verb of a payment ends it. */
function itemVerbs(reason: AttentionItem['reason']): AttentionItemView['verbs'] {
  const state = { allowed: true, reason: null };
  switch (reason) {
    case 'batch-paused': return [{ name: 'resume', label: 'Resume', state }];
    case 'webhook-undelivered': return [{ name: 'replay', label: 'Send again', state }];
    case 'work-broken': return [{ name: 'replay', label: 'Try again', state }];
    case 'contradiction': return [{ name: 'replay', label: 'Seen and settled', state }];
    default: return [];
  }
}
