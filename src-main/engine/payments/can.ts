/**
 * What may be done with a payment now, and if not, why: one table read by engine, API and buttons
 * (the stand-ins do not read it: they judge it).
 */
import type { Operation } from '../domain/operation.ts';
import {
  available, isTerminal, latestOperation, openOperation, tokensCredited, unpaid,
  type Payment, type PaymentAggregate,
} from '../domain/payment.ts';
import { migrationOffered, type MarketplacePolicy } from '../domain/policy.ts';
import { asksPayer, railAssets } from '../domain/rails.ts';
import type { PayeeWallet } from '../domain/records.ts';

export type VerbName =
  | 'release' | 'refund' | 'cancel' | 'retry' | 'check' | 'stop' | 'attachEvidence'
  | 'declareNotDone' | 'recordReturn' | 'recordRelease' | 'setRefundAddress' | 'migrate'
  | 'giveUp' | 'askPayer' | 'payBack' | 'accelerate' | 'takeBack';

/** Null: allowed. A text: the reason why not, as the disabled button shows it. */
export type Permission = string | null;

type Situation = {
  readonly aggregate: PaymentAggregate;
  readonly policy: MarketplacePolicy;
  /** The payee's wallet, where a treasury pays; absent is none. */
  readonly wallet?: PayeeWallet | null;
};

const ended = 'The payment has ended.';

/** Every verb with its rule. */
const rules = {
  release: (situation) => (paysFromTreasury(situation) ? payoutRule(situation)
    : moneyRule(situation) ?? purchaseRule(situation, false)),
  refund: (situation) => moneyRule(situation) ?? purchaseRule(situation, true),
  cancel: ({ aggregate: { payment, operations } }) => {
    if (payment.held.minor > 0n) return 'Money is held: release or refund it.';
    if (payment.released.minor > 0n) return 'A part has arrived: give up the rest instead.';
    const open = openOperation(operations);
    if (open === null || open.state === 'scheduled') return null;
    return onItsWay(open);
  },
  retry: ({ aggregate: { operations } }) => {
    const open = openOperation(operations);
    if (open !== null) {
      return open.state === 'scheduled' && open.deadAt !== null
        ? null : open.state === 'unclear' ? 'The outcome is not known: check it.'
          : 'An operation is still open.';
    }
    return latestOperation(operations)?.state === 'rejected' ? null : 'Nothing was rejected.';
  },
  check: ({ aggregate: { operations } }) => {
    const open = openOperation(operations);
    return open?.state === 'unclear' || open?.state === 'submitted'
      ? null : 'Nothing is waiting for an answer.';
  },
  stop: ({ aggregate: { operations } }) =>
    operations.some(({ state }) => state === 'scheduled' || state === 'planned')
      ? null : 'Nothing is waiting to be sent.',
  attachEvidence: unclearRule,
  declareNotDone: unclearRule,
  recordReturn: providerMoveRule,
  recordRelease: providerMoveRule,
  setRefundAddress: ({ aggregate: { operations } }) => {
    const open = openOperation(operations);
    return open?.kind === 'refund' ? 'A refund is already on its way.' : null;
  },
  migrate: ({ aggregate, policy }) => {
    const { payment } = aggregate;
    if (payment.rail !== 'bitcoin' || payment.jobId === null) {
      return 'Only a Bitcoin payment of a job can move to tokens.';
    }
    if (!migrationOffered(policy.bitcoinPhase)) return 'The bitcoin policy does not offer it yet.';
    return moneyRule({ aggregate });
  },
  giveUp: ({ aggregate: { payment, operations } }) => {
    if (payment.held.minor > 0n) return 'Money is held: release or refund it.';
    if (openOperation(operations) !== null) return 'An operation is still open.';
    return payment.status === 'stalled' ? null : 'The payment is not stalled.';
  },
  askPayer: ({ aggregate: { payment, operations } }) => {
    if (!asksPayer(payment.rail)) return 'Nobody is asked for consent on this rail.';
    if (payment.payerAccount === null) return 'Whoever pays this is not known, so nobody is asked.';
    const open = openOperation(operations);
    if (open !== null) return onItsWay(open);
    const waits = operations.some(({ state }) => state === 'planned');
    return waits || unpaid(payment) > 0n ? null : 'Nothing is left to be paid.';
  },
  // A paid payment never changes again: what goes back is a payment of its own (DESIGN 4).
  payBack: ({ aggregate: { payment }, wallet = null }) => {
    const { rail, status, released, link } = payment;
    if (railAssets[rail].holds) return 'This rail pays back what is held; what was paid is final.';
    if (link?.kind === 'refund-of') return 'This payment is itself a repayment.';
    if (!asksPayer(rail) && !isKeptForUs(wallet, payment)) {
      return 'What was paid is final: the wallet is the payee\'s own, and only the payee can send '
        + 'it back.';
    }
    return status === 'released' && released.minor > 0n
      ? null : 'Only what has been paid can be paid back.';
  },
  accelerate: nudgeRule,
  takeBack: nudgeRule,
} as const satisfies Record<VerbName, (situation: Situation) => Permission>;

export const verbNames = Object.keys(rules) as VerbName[];

/** Whether a verb may be used now: null, or the reason why not. */
export function permission(verb: VerbName, situation: Situation): Permission {
  const { status } = situation.aggregate.payment;
  if (isTerminal(status) && verb !== 'payBack') return ended;
  return rules[verb](situation);
}

function onItsWay({ kind }: Operation): string {
  return kind === 'payout' ? 'The payout is on its way; wait for its outcome.'
    : 'The hold is on its way; wait for its outcome.';
}

function moneyRule({ aggregate: { payment, operations } }: Pick<Situation, 'aggregate'>) {
  if (!railAssets[payment.rail].holds) return 'Nothing is held on this rail.';
  const open = openOperation(operations);
  if (open?.state === 'unclear') return 'The outcome of an operation is not known: check it.';
  if (open !== null) return 'Another operation is still open.';
  if (operations.some(({ state }) => state === 'planned')) {
    return 'A refund waits for its address.';
  }
  return available(payment) > 0n ? null : 'Nothing is held.';
}

function paysFromTreasury({ aggregate: { payment } }: Pick<Situation, 'aggregate'>): boolean {
  return railAssets[payment.rail].paysFrom === 'treasury';
}

/** Whether the account that was paid is one that the provider keeps for us, under our key. */
function isKeptForUs(wallet: PayeeWallet | null, { payeeAccount, connectionId }: Payment): boolean {
  return wallet?.origin === 'created' && wallet.connectionId === connectionId
    && wallet.account.toLowerCase() === payeeAccount?.toLowerCase();
}

/** A payout from the treasury waits for somebody to let it go. */
function payoutRule({ aggregate: { operations } }: Pick<Situation, 'aggregate'>): Permission {
  const open = openOperation(operations);
  if (open?.state === 'unclear') return 'The outcome of an operation is not known: check it.';
  if (open !== null) return onItsWay(open);
  return operations.some(({ state }) => state === 'planned') ? null
    : 'No payout waits to be sent.';
}

/** What the provider has and has not finished can be spoken about with it, never sent again. */
function nudgeRule(situation: Pick<Situation, 'aggregate'>): Permission {
  if (!paysFromTreasury(situation)) return 'This rail knows no such request.';
  const open = openOperation(situation.aggregate.operations);
  return open?.reference !== null && (open?.state === 'submitted' || open?.state === 'unclear')
    ? null : 'The provider has nothing that is under way.';
}

/** Bitcoin pays for tokens: it goes out once they are credited, and back only if they are not. */
function purchaseRule(
  { aggregate: { payment, operations } }: Pick<Situation, 'aggregate'>,
  back: boolean,
): Permission {
  if (payment.purchaseId === null) return null;
  const credited = tokensCredited(operations);
  if (back && credited) return 'The tokens were credited; the bitcoin is owed for them.';
  return back || credited ? null : 'The tokens are not credited yet.';
}

function unclearRule({ aggregate: { operations } }: Pick<Situation, 'aggregate'>): Permission {
  return openOperation(operations)?.state === 'unclear' ? null : 'No outcome is unclear.';
}

/**
 * What the provider did by itself can be recorded where that is possible: the escrow ran out, or
 * the provider refused to move it.
 */
function providerMoveRule({ aggregate: { payment, operations, escrow } }: Situation): Permission {
  if (openOperation(operations) !== null) return 'An operation is still open.';
  if (escrow === null || available(payment) <= 0n) return 'Nothing is held.';
  const wasRefused = latestOperation(operations)?.state === 'rejected';
  return wasRefused || escrow.expiredAt !== null || escrow.decisionNeeded !== null
    ? null : 'The escrow has not ended at the provider, as far as is known.';
}
