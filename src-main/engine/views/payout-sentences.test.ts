import { describe, expect, test } from 'vitest';
import { consentEnds, consentStates, type Consent } from '../domain/consent.ts';
import { AITBC } from '../domain/money.ts';
import { consentText } from '../payments/texts.ts';
import { consentTold } from './payout-sentences.ts';
import { inEnglish } from './told.ts';

const consent: Consent = {
  id: 'cns_1', paymentId: 'pay_1', operationId: 'op_1', ordinal: 1, state: 'preparing',
  endedAs: null, finishHash: 'hash', link: null, linkExpiresAt: null, readyAt: null,
  debit: null, receive: null, incomingReference: null, quoteReference: null,
  quoteExpiresAt: null, box: { keyId: 'plain', box: '' }, failureText: null, tries: 0,
  dueAt: 0, createdAt: 0, returnedAt: null, endedAt: null, closedAt: null, version: 1,
};

describe('a line of the timeline about a consent is told by key', () => {
  const everywhere = [
    ...consentStates.map((state) => ({ ...consent, state })),
    ...consentEnds.map((endedAs) => ({ ...consent, state: 'ended' as const, endedAs })),
  ];

  test.each(everywhere)('$state $endedAs', (standing) => {
    for (const failureText of [null, 'the wallet said no (twice)']) {
      const text = consentText({ ...standing, failureText });
      const told = consentTold(text);
      expect(told === null ? null : inEnglish(told)).toBe(text);
    }
  });

  test('with what it costs the payer', () => {
    const debit = { minor: 250_000_000n, asset: AITBC };
    const text = consentText({ ...consent, state: 'asked', debit });
    expect(consentTold(text)).toMatchObject({
      key: 'event.consentCost', values: { cost: '2.50000000 AITBC' },
    });
  });

  test('of other words stands as it is', () => {
    expect(consentTold('Consent: something new')).toBeNull();
  });
});
