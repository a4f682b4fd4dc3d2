import { attentionReasons, type AttentionItem } from '../domain/attention.ts';
import { accept } from '../domain/result.ts';
import type { AttentionItemView } from '../../contract/attention.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { verbsOf } from './payment-page.ts';
import { ifNobodyActs } from './sentences.ts';
import { paymentRowView } from './wire.ts';
import type { VerbName } from '../payments/can.ts';

type AttentionHandlers = Pick<Handlers, Extract<keyof Handlers, `attention.${string}`>>;

/** The verbs that can end an item, in the order of their buttons. */
const endingVerbs = {
  'outcome-unclear': ['check', 'attachEvidence', 'declareNotDone'],
  'dead-letter': ['retry', 'stop'],
  'hold-rejected': ['retry', 'giveUp'],
  'release-rejected': ['retry', 'refund', 'recordReturn', 'recordRelease'],
  'refund-rejected': ['retry', 'release', 'recordReturn', 'recordRelease'],
  'refund-address-missing': ['setRefundAddress'],
  'expiry-decision': ['refund', 'release', 'recordReturn', 'recordRelease'],
  'expiring-soon': ['release', 'refund'],
  'purchase-rejected': ['retry', 'refund'],
  'batch-paused': [], 'webhook-undelivered': [], 'work-broken': [], contradiction: [],
} as const satisfies Record<AttentionItem['reason'], readonly VerbName[]>;

const verbLabels = {
  release: 'Release', refund: 'Refund', cancel: 'Cancel', retry: 'Retry', check: 'Check',
  stop: 'Withdraw', attachEvidence: 'Attach evidence', declareNotDone: 'Declare not done',
  recordReturn: 'Record return', recordRelease: 'Record release',
  setRefundAddress: 'Set refund address', migrate: 'Migrate', giveUp: 'Give up',
} as const satisfies Record<VerbName, string>;

export function attentionHandlers(deps: ViewDeps): AttentionHandlers {
  const { engine } = deps;
  return {
    'attention.list': reads(deps, async (input: Parameters<typeof engine.lists.attention>[0]) => {
      const page = await engine.lists.attention(input);
      const items = await Promise.all(page.items.map((item) => itemView(deps, item)));
      return accept({ items, next: page.next });
    }),
    'attention.claim': acts(deps, async (input: { itemId: string; claim: boolean }, { ask }) => {
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
  const { id, subject, subjectId, reason, text, openedAt, deadlineAt, claimedBy } = item;
  const base = {
    id, subject, subjectId, reason, group: attentionReasons[reason], text, openedAt, deadlineAt,
    claimedBy,
  };
  const aggregate = subject === 'payment' ? await deps.engine.read.payment(subjectId) : null;
  if (aggregate === null) {
    return {
      ...base, ifNobodyActs: 'Nothing happens by itself.', payment: null,
      verbs: itemVerbs(reason),
    };
  }
  const marketplace = await deps.names.marketplace(aggregate.payment.marketplaceId);
  const { jobId } = aggregate.payment;
  const job = jobId === null ? null : await deps.engine.read.job(jobId);
  const verbs = verbsOf(aggregate, marketplace.policy);
  return {
    ...base,
    ifNobodyActs: ifNobodyActs(aggregate, job),
    payment: {
      ...paymentRowView({ payment: aggregate.payment, next: null, attention: true },
        marketplace.name),
      version: aggregate.payment.version,
    },
    verbs: [
      ...endingVerbs[reason].map((name) =>
        ({ name, label: verbLabels[name], state: verbs[name] })),
      ...itemVerbs(reason),
    ],
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
