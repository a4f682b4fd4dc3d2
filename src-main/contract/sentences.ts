/**
 * The sentences that the engine composes for windows, each under a key, so that a window can say
 * them in another language. The engine fills the same table for receipts, exports and every window
 * that speaks English.
 */
import { z } from 'zod';
import { instant, moneyWire } from './values.ts';

/** `{{name}}` stands for a value of that name. */
export const sentences = {
  /** Words that are values of sentences. */
  word: {
    hold: 'hold', release: 'release', refund: 'refund', payout: 'payout', purchase: 'purchase',
    provider: 'the provider', escrow: 'escrow',
    planned: 'planned', scheduled: 'scheduled', dispatching: 'being sent',
    submitted: 'taken by the provider', unclear: 'outcome not known', settled: 'settled',
    rejected: 'rejected', cancelled: 'withdrawn',
    consentPreparing: 'a quote and a link are asked for', consentAsked: 'the payer has the link',
    consentDeclined: 'the payer is said to have refused', consentReturned: 'the payer came back',
    consentGranted: 'the payer agreed', endDeclined: 'the payer refused',
    endLapsed: 'nobody used the link in time', endReplaced: 'a newer link took its place',
    endWithdrawn: 'withdrawn', endRefused: 'the provider refused',
    endUsed: 'closed after its payout',
  },
  /** Where the money is. */
  where: {
    unclear: 'It is not known whether the {{act}} of {{amount}} happened at {{by}}.',
    released: '{{amount}} was released to {{payee}}.',
    split: '{{amount}} was released to {{payee}}, and {{back}} went back to {{to}}.',
    refunded: '{{amount}} went back to {{to}}.',
    cancelled: 'The payment was cancelled before any money moved.',
    failed: 'The payment was given up; no money is out.',
    requested: '{{amount}} is to be held; nothing was sent yet.',
    asking: '{{payer}} is to pay {{amount}} to {{payee}}; a link is being asked for.',
    asked: '{{payer}} has a link to pay {{amount}} to {{payee}}; nothing was paid yet.',
    agreed: '{{payer}} agreed to pay {{amount}} to {{payee}}; it has not left yet.',
    unasked: '{{payer}} was asked to pay {{amount}} to {{payee}} and the link is gone; nothing \
was paid.',
    open: '{{payee}} asks for {{amount}}; nothing has arrived yet.',
    paying: '{{amount}} is on its way from {{payer}} to {{payee}}.',
    paid: '{{amount}} reached {{payee}}.',
    paidPart: '{{amount}} of {{whole}} reached {{payee}}; the rest did not.',
    notPaid: 'Nothing reached {{payee}}: {{why}}.',
    ready: '{{amount}} is owed to {{payee}}; nothing was sent yet.',
    leaving: '{{amount}} is about to leave the treasury for {{payee}}.',
    onChain: '{{amount}} is on its way from the treasury to {{payee}}.',
    leavingBack: '{{amount}} is about to leave the wallet of {{payer}} for the treasury.',
    goingBack: '{{amount}} is on its way from the wallet of {{payer}} back to the treasury.',
    stuck: '{{amount}} for {{payee}} is stuck on its way; nothing says yet that it arrived.',
    holding: '{{amount}} is being held by {{by}}.',
    nothing: 'Nothing is held: {{why}}.',
    holdFailed: 'Nothing is held: the hold failed.',
    held: '{{amount}} is held in {{place}} by {{by}}.',
    heldLeaving:
      '{{amount}} is held in {{place}} by {{by}}; a {{act}} of {{moving}} is about to leave.',
    heldMoving:
      '{{amount}} is held in {{place}} by {{by}}; a {{act}} of {{moving}} is on its way.',
  },
  /** What happens by itself if nobody acts. */
  then: {
    sent: 'The {{act}} is sent at {{at}}.',
    returns: 'The provider returns it by itself; it is asked at {{at}} whether it did.',
    sending: 'The {{act}} is being sent.',
    asked: 'The provider is asked again at {{at}}.',
    dead: 'Nothing happens by itself: the {{act}} could not be sent and waits for a person.',
    cannotSay: 'Nothing happens by itself: the provider cannot say, so a person has to decide.',
    link: 'If {{payer}} does not use the link, the payment ends unpaid at {{at}}.',
    address: 'Nothing happens until two operators supply a refund address.',
    jobEnds: 'If nobody acts, the job ends and it goes back to {{to}} at {{at}}.',
    refund: 'If nobody acts, it goes back to {{to}} at {{at}}.',
    release: 'If nobody acts, it is released to {{payee}} at {{at}}.',
    ask: 'If nobody acts, a person is asked at {{at}}.',
    decide: 'Nothing happens by itself: a person has to decide.',
    nothing: 'Nothing happens by itself.',
  },
  /** What happened meanwhile and asks nothing of anybody. */
  notice: {
    batchReleases: 'The batch of {{total}} releases by {{by}} has ended.',
    batchRefunds: 'The batch of {{total}} refunds by {{by}} has ended.',
    expiredRefunded: 'The escrow for {{payee}} ran out and {{amount}} went back.',
    expiredReleased: 'The escrow for {{payee}} ran out and {{amount}} was released.',
    providerDown: '{{name}} does not answer: {{why}}',
    providerUp: '{{name}} answers again.',
    backupMade: 'The daily backup {{backup}} was made.',
    backupFailed: 'The daily backup was not made: {{why}}',
    drillFine: 'The weekly drill found the backup {{backup}} whole.',
    drillBad: 'The weekly drill found that the backup {{backup}} cannot be relied on: {{why}}',
    drillFailed: 'The weekly drill of the backup {{backup}} did not end: {{why}}',
  },
  /** What a rail noted with its evidence: figures of the provider that do not agree. */
  evidence: {
    spent: 'The grant has spent {{spent}}, and the payment debited {{debit}}.',
    beyond: 'The payment debited {{debit}}, and the payer agreed to {{limit}}.',
  },
  ledger: {
    disagrees: 'The ledger holds {{ledger}} for it, the payment {{payment}}.',
  },
  /** What waits for a person, and why. */
  waits: {
    unclear: 'It is not known whether the {{act}} of {{amount}} happened: {{why}}.',
    dead: 'The {{act}} of {{amount}} could not be sent and nothing left: {{why}}.',
    refused: 'The provider refused the {{act}} of {{amount}}: {{why}}.',
    address: 'The refund to {{payer}} waits for a refund address.',
    consent: 'The {{act}} of {{amount}} needs its payer\'s consent again: {{why}}.',
    part: '{{amount}} of {{whole}} reached {{payee}}; the rest did not.',
    review: 'The {{act}} of {{amount}} to {{payee}} waits for a look: {{review}}.',
    stuck: 'The provider has the {{act}} of {{amount}} and does not move it on: speed it up or \
take it back.',
    soon: 'The escrow of {{amount}} for {{payee}} runs out soon.',
    backup: 'The daily backup needs you. It was not made: {{why}} Paydesk goes on trying.',
    drillBad: `The weekly drill needs you. The copy {{backup}} cannot be relied on: {{why}} \
Paydesk goes on trying.`,
    drillFailed: `The weekly drill needs you. The copy {{backup}} could not be examined: {{why}} \
Paydesk goes on trying.`,
  },
  /** A line of the timeline; `rest` is what follows the state, as it was written. */
  event: {
    step: '{{act}} of {{amount}}: {{state}}{{rest}}',
    stepWhy: '{{act}} of {{amount}}: {{state}} ({{why}})',
    consent: 'Consent: {{state}}',
    consentCost: 'Consent: {{state}}, for {{cost}} in all',
    consentWhy: 'Consent: {{state}} ({{why}})',
  },
  next: {
    escrow: 'the escrow for {{payee}} ends and {{then}}',
  },
  health: {
    answered: 'Answered in {{ms}} ms.',
  },
} as const;

/**
 * A value of a sentence: a name as it is, money, a time, a word of the table, or words of the
 * engine or a provider that may be known by themselves.
 */
const toldValue = z.union([
  z.string(), z.object({ money: moneyWire }), z.object({ at: instant }),
  z.object({ word: z.string() }), z.object({ says: z.string() }),
]);
export type ToldValue = z.infer<typeof toldValue>;

/** A sentence by its key (`group.name`) and its values; its English stands beside it. */
export const told = z.object({ key: z.string(), values: z.record(z.string(), toldValue) });
export type Told = z.infer<typeof told>;
