import { describe, expect, test } from 'vitest';
import { connection, postingPair, START_MS } from '../../db/sample-rows.ts';
import { btc, situation, type Act } from '../../testing/aggregates.ts';
import type { Job } from '../domain/job.ts';
import { WAITS_FOR_PROVIDER } from '../domain/operation.ts';
import { attentionText, eventText } from '../payments/texts.ts';
import * as sentences from './sentences.ts';
import { inEnglish, tell, timeText, toldFrom } from './told.ts';

const whereSentence = (...of: Parameters<typeof sentences.whereSentence>): string =>
  inEnglish(sentences.whereSentence(...of));
const ifNobodyActs = (...of: Parameters<typeof sentences.ifNobodyActs>): string => {
  const told = sentences.ifNobodyActs(...of);
  return told === null ? '' : inEnglish(told);
};
const disagreement = (...of: Parameters<typeof sentences.disagreement>): string | null => {
  const told = sentences.disagreement(...of);
  return told === null ? null : inEnglish(told);
};

const held: Act = ['hold', 'settled'];
const due = { dueAt: START_MS } as const;
const at = timeText(START_MS);
const HOUR = 3_600_000;

describe('the time of a sentence', () => {
  test.each([
    [0, '1970-01-01 00:00:00 UTC'],
    [Date.UTC(2026, 10, 21, 14, 32, 4, 999), '2026-11-21 14:32:04 UTC'],
    [Date.UTC(2026, 11, 31, 23, 59, 59), '2026-12-31 23:59:59 UTC'],
  ])('%s is %s', (atMs, text) => {
    expect(timeText(atMs)).toBe(text);
  });
});

describe('a sentence that stands written', () => {
  test.each([
    tell('notice.providerDown', { name: 'Wallet (a.b)', why: { says: 'Resting: a while.' } }),
    tell('notice.providerUp', { name: 'A $& wallet' }),
    tell('notice.backupMade', { backup: '2026-11-21T12-00-00-000Z-daily' }),
    tell('notice.drillBad', { backup: 'x', why: { says: 'Two\nlines.' } }),
    tell('notice.drillFailed', { backup: 'x', why: { says: 'No room.' } }),
  ])('is read back with its values: $key', (sentence) => {
    const key = sentence.key as Parameters<typeof tell>[0];
    expect(toldFrom(inEnglish(sentence), key)).toEqual(sentence);
  });

  test('is not taken for another', () => {
    expect(toldFrom('Wallet answers again', 'notice.providerUp')).toBeNull();
    expect(toldFrom('The daily backup x was made.', 'notice.drillFine')).toBeNull();
  });
});

describe('where the money is', () => {
  test.each([
    ['0.00001000 BTC is to be held; nothing was sent yet.', [['hold', 'scheduled']]],
    ['0.00001000 BTC is being held by Wallet.', [['hold', 'submitted']]],
    ['It is not known whether the hold of 0.00001000 BTC happened at Wallet.',
      [['hold', 'unclear']]],
    ['Nothing is held: no funds.', [['hold', 'rejected', { failureText: 'no funds' }]]],
    ['Nothing is held: the hold failed.', [['hold', 'rejected']]],
    ['0.00001000 BTC is held in bcrt1qpay_1 by Wallet.', [held]],
    ['0.00001000 BTC is held in bcrt1qpay_1 by Wallet.', [held, ['release', 'rejected']]],
    ['0.00000600 BTC is held in bcrt1qpay_1 by Wallet.',
      [held, ['release', 'settled', { amount: btc(400n) }]]],
    ['0.00001000 BTC is held in bcrt1qpay_1 by Wallet; '
      + 'a refund of 0.00001000 BTC is on its way.', [held, ['refund', 'submitted']]],
    ['0.00001000 BTC is held in bcrt1qpay_1 by Wallet; '
      + 'a release of 0.00001000 BTC is about to leave.', [held, ['release', 'scheduled']]],
    ['0.00001000 BTC is held in bcrt1qpay_1 by Wallet.',
      [held, ['refund', 'scheduled', { deadAt: 1 }]]],
    ['It is not known whether the release of 0.00001000 BTC happened at Wallet.',
      [held, ['release', 'unclear']]],
    ['0.00001000 BTC was released to Worker.', [held, ['release', 'settled']]],
    ['0.00000400 BTC was released to Worker, and 0.00000600 BTC went back to Buyer (bcrt1refund).',
      [held, ['release', 'settled', { amount: btc(400n) }],
        ['refund', 'settled', { amount: btc(600n) }]]],
    ['0.00001000 BTC went back to Buyer (bcrt1refund).', [held, ['refund', 'settled']]],
    ['The payment was cancelled before any money moved.', [['hold', 'cancelled']]],
  ] as const)('is said as: %s', (text, acts) => {
    expect(whereSentence(situation({ acts }), connection())).toBe(text);
  });

  test('names the payer alone without an address, and the provider without a name', () => {
    const acts = [held, ['refund', 'settled']] as const;
    const payment = { refundAddress: null } as const;
    expect(whereSentence(situation({ acts, payment }), null)).toMatch(/went back to Buyer\.$/);
    expect(whereSentence(situation({ acts, payment: { ...payment, payerAccount: 'ait1b' } }), null))
      .toMatch(/went back to Buyer \(ait1b\)\.$/);
    expect(whereSentence(situation({ acts: [held] }), null)).toMatch(/by the provider\.$/);
  });

  test('is nowhere for a payment that was given up', () => {
    expect(whereSentence(situation({
      acts: [['hold', 'rejected']], payment: { abandonedAt: 1 },
    }), null)).toBe('The payment was given up; no money is out.');
  });
});

describe('if nobody acts', () => {
  const end = timeText(START_MS + HOUR);

  test.each([
    [`The hold is sent at ${at}.`, [['hold', 'scheduled', due]], {}],
    [`The provider returns it by itself; it is asked at ${at} whether it did.`,
      [held, ['refund', 'scheduled', { ...due, failureCode: WAITS_FOR_PROVIDER }]], {}],
    ['The release is being sent.', [held, ['release', 'dispatching', due]], {}],
    [`The provider is asked again at ${at}.`, [held, ['release', 'submitted', due]], {}],
    [`The provider is asked again at ${at}.`, [held, ['release', 'unclear', due]], {}],
    ['Nothing happens by itself: the provider cannot say, so a person has to decide.',
      [['hold', 'unclear', { deadAt: 1 }]], {}],
    ['Nothing happens by itself: the hold could not be sent and waits for a person.',
      [['hold', 'scheduled', { deadAt: 1 }]], {}],
    [`If nobody acts, it goes back to Buyer (bcrt1refund) at ${end}.`, [held], {}],
    [`If nobody acts, it is released to Worker at ${timeText(START_MS + HOUR - 60_000)}.`, [held],
      { onExpiry: 'release' }],
    [`If nobody acts, a person is asked at ${end}.`, [held], { onExpiry: 'ask' }],
    [`If nobody acts, it goes back to Buyer (bcrt1refund) at ${end}.`,
      [held, ['release', 'scheduled', { deadAt: 1 }]], {}],
    ['Nothing happens until two operators supply a refund address.', [held, ['refund', 'planned']],
      { refundAddress: null }],
    ['', [held, ['release', 'settled']], {}],
    ['', [['hold', 'cancelled']], {}],
    ['Nothing happens by itself: a person has to decide.', [['hold', 'rejected']], {}],
  ] as const)('it is said: %s', (text, acts, payment) => {
    expect(ifNobodyActs(situation({ acts, payment }), null)).toBe(text);
  });

  test.each([
    ['expired', { expiredAt: 1 }], ['asks a person', { decisionNeeded: 'Where is it?' }],
  ])('and the escrow %s, a person has to decide', (_what, escrow) => {
    expect(ifNobodyActs(situation({ acts: [held], escrow }), null))
      .toBe('Nothing happens by itself: a person has to decide.');
  });

  const job: Job = {
    id: 'job_1', marketplaceId: 'mkt_1', state: 'running', payload: '{}', ttlMs: 1_000,
    expiresAt: START_MS + 1_000, paymentId: 'pay_1', reason: '', createdAt: START_MS,
    updatedAt: START_MS, endedAt: null, version: 1,
  };

  test('the job\'s clock is named while it ends first and is this payment\'s', () => {
    const resting = situation({ acts: [held] });
    expect(ifNobodyActs(resting, job)).toBe('If nobody acts, the job ends and it goes back to '
      + `Buyer (bcrt1refund) at ${timeText(START_MS + 1_000)}.`);
    for (const other of [
      { ...job, endedAt: START_MS }, { ...job, paymentId: 'pay_2' },
      { ...job, expiresAt: START_MS + 2 * HOUR },
    ]) expect(ifNobodyActs(resting, other)).toContain(end);
  });
});

describe('ledger and payment', () => {
  const inEscrow = postingPair('pst_1', { from: 'payer', to: 'escrow', minor: 1_000n });
  const lost = postingPair('pst_2', { from: 'escrow', to: 'suspense', minor: 1_000n });

  test.each([
    ['with the money in escrow', [held], inEscrow],
    ['with a release in suspense', [held, ['release', 'unclear']], [...inEscrow, ...lost]],
    ['with nothing anywhere', [['hold', 'submitted']], []],
  ] as const)('agree %s', (_how, acts, postings) => {
    expect(disagreement(situation({ acts }), postings)).toBeNull();
  });

  test('that disagree are said with both amounts', () => {
    expect(disagreement(situation({ acts: [held] }), [])).toBe(
      'The ledger holds 0.00000000 BTC for it, the payment 0.00001000 BTC.');
    expect(disagreement(situation({ acts: [held, ['release', 'settled']] }), inEscrow)).toBe(
      'The ledger holds 0.00001000 BTC for it, the payment 0.00000000 BTC.');
  });
});

describe('texts that were composed before', () => {
  test.each([
    ['outcome-unclear', [['hold', 'unclear', { failureText: 'no answer' }]]],
    ['dead-letter', [['hold', 'scheduled', { deadAt: 1, failureText: 'Down.' }]]],
    ['hold-rejected', [['hold', 'rejected']]],
    ['refund-address-missing', [held, ['refund', 'planned']]],
    ['expiring-soon', [held]],
  ] as const)('of an item that waits (%s) are told by key', (reason, acts) => {
    const aggregate = situation({ acts });
    const text = attentionText(reason, aggregate);
    const told = sentences.attentionTold(reason, text, aggregate);
    expect(told === null ? null : inEnglish(told)).toBe(text);
    expect(sentences.attentionTold(reason, 'It was otherwise then.', aggregate)).toBeNull();
  });

  test('of an escrow that runs out name what is still held', () => {
    const aggregate = situation({ acts: [held, ['release', 'settled', { amount: btc(400n) }]] });
    expect(attentionText('expiring-soon', aggregate))
      .toBe('The escrow of 0.00000600 BTC for Worker runs out soon.');
  });

  test.each([
    ['settled', { reference: 'ab12' }], ['scheduled', { reason: 'asked for' }],
    ['rejected', { failureText: 'no funds' }], ['unclear', {}],
  ] as const)('of a step (%s) are told by key', (state, change) => {
    const operation = situation({ acts: [['hold', state, change]] }).operations[0];
    if (operation === undefined) throw new Error('The situation has an operation.');
    const text = eventText(operation);
    const told = sentences.eventTold({ kind: 'operation', text, to: state }, operation);
    expect(told === null ? null : inEnglish(told)).toBe(text);
    const other = { kind: 'payment', text: 'Refund address set.', to: null };
    expect(sentences.eventTold(other, operation)).toBeNull();
  });
});
