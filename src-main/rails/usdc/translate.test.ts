import * as sdk from '@circle-fin/developer-controlled-wallets';
import { describe, expect, test } from 'vitest';

import { reply } from '../test-rail.ts';
import { codeNamed, refusals } from './refusals.ts';
import { recorded, refusal, transactionOf } from './test-desk.ts';
import {
  circleStates, endedBecause, readAnswer, readState, type CircleState,
} from './translate.ts';
import { createdView, transactionView } from './wire.ts';

const how = { shape: createdView, nowMs: 0, redact: (text: string) => text };

/** The numbers of the SDK's own error classes. */
const sdkNumbers = Object.entries(sdk).flatMap(([name]) => {
  const digits = /^Error(\d+)$/.exec(name)?.[1];
  return digits === undefined ? [] : [Number.parseInt(digits, 10)];
});

describe('a state of Circle', () => {
  test('is known, whatever the SDK can name', () => {
    const named: readonly string[] = Object.values(sdk.TransactionState);
    expect(named.length).toBeGreaterThan(9);
    for (const state of named) expect(readState(state), state).toBe(state);
  });

  test('is known in the spelling of the notifications', () => {
    expect(readState('CANCELED')).toBe('CANCELLED');
    expect(readState('queued')).toBe('QUEUED');
  });

  test.each(['WAITING_FOR_GODOT', '', 'toString', '__proto__'])('stays unknown as %j', (word) => {
    expect(readState(word)).toBeNull();
  });

  test('only ends where Circle ends, and STUCK is on the way', () => {
    const ended = Object.entries(circleStates).filter(([, { phase }]) => phase === 'ended');
    expect(ended.map(([state]) => state)).toEqual(['FAILED', 'DENIED', 'CANCELLED']);
    expect(circleStates.STUCK).toEqual({ rank: 2, phase: 'stuck' });
    expect(circleStates.CONFIRMED.phase).toBe('open');
  });
});

describe('an error of Circle', () => {
  test('is named for each number that the SDK knows', () => {
    expect(sdkNumbers.length).toBeGreaterThan(200);
    const unnamed = sdkNumbers.filter((number) =>
      codeNamed(number, { status: 400, isBare: false }) === 'provider_refused');
    expect(unnamed).toEqual([]);
  });

  test.each([
    [156_001, 'wallet_unknown'], [156_003, 'transaction_unknown'],
    [156_013, 'entity_secret_refused'], [156_016, 'entity_secret_refused'],
    [156_020, 'key_reused'], [155_258, 'insufficient_treasury'],
    [177_025, 'insufficient_treasury'], [155_219, 'destination_refused'],
    [155_221, 'amount_refused'], [155_224, 'amount_refused'], [156_032, 'amount_refused'],
    [155_229, 'not_eligible'], [155_104, 'other_product'],
  ])('%i is %s', (number, code) => {
    expect(readAnswer(refusal(400, number), how)).toMatchObject({ kind: 'refused', code });
  });

  test.each([
    [156_004, 400], [177_602, 400], [155_264, 400], [177_026, 400],
  ])('%i made nothing and may be sent again', (number, status) => {
    expect(readAnswer(refusal(status, number), how)).toMatchObject({ kind: 'not-received' });
  });

  test.each([155_264, 177_026])(
    '%i waits for the transfers before it, and costs no try: one that is stuck holds all up',
    (number) => {
      expect(readAnswer(refusal(400, number), how)).toMatchObject({
        kind: 'not-received', paced: true,
      });
    },
  );

  test('that is new is a refusal, with its number', () => {
    expect(readAnswer(refusal(400, 999_999, 'Newly invented.'), how)).toEqual({
      kind: 'refused', code: 'provider_refused',
      message: `${refusals.provider_refused} Circle answered 400: Newly invented. (999999)`,
    });
  });

  test('says which parameter is meant', () => {
    expect(readAnswer(reply(400, recorded('error-parameter.json')), how)).toMatchObject({
      kind: 'refused', code: 'parameter_refused',
      message: expect.stringContaining('amounts must be positive'),
    });
  });

  test.each([
    [401, 'provider_auth'], [403, 'provider_auth'], [405, 'provider_route'],
    [404, 'provider_route'], [418, 'provider_refused'],
  ])('without a number is told by its status: %i', (status, code) => {
    expect(readAnswer(reply(status, '<html>no</html>'), how)).toMatchObject({ code });
  });
});

describe('an answer', () => {
  test.each([408, 409, 425, 301, 307, 500, 502, 503, 504])('with %i proves nothing', (status) => {
    expect(readAnswer(refusal(status, 2), how).kind).toBe('unknown');
  });

  test('with 429 was turned away, and says for how long', () => {
    expect(readAnswer(reply(429, '{}', { 'retry-after': '7' }), how)).toMatchObject({
      kind: 'not-received', retryAfterMs: 7_000,
    });
  });

  test.each(['', '<html>', '{}', '{"data":{}}', '{"data":{"id":7.0', '{"data":{"id":""}}'])(
    'of the 2xx family that is %j proves nothing', (body) => {
      expect(readAnswer(reply(201, body), how).kind).toBe('unknown');
    },
  );

  test('that never came proves nothing, unless it was never sent', () => {
    const lost = (sent: 'no' | 'maybe') =>
      readAnswer({ ok: false, sent, message: 'The connection broke.' }, how).kind;
    expect([lost('maybe'), lost('no')]).toEqual(['unknown', 'not-received']);
  });

  test('is told without secrets and in one line', () => {
    const redact = (text: string): string => text.replaceAll('SECRET', '[secret]');
    const answer = readAnswer(refusal(400, 2, 'bad\nSECRET\u202e'), { ...how, redact });
    expect(answer).toMatchObject({ message: expect.stringContaining('bad [secret]') });
  });
});

describe('the end of a transfer', () => {
  const endOf = (state: CircleState, given: Record<string, unknown> = {}) =>
    endedBecause(state, transactionView.parse({ transaction: transactionOf(given) })).code;

  test.each([
    ['INSUFFICIENT_NATIVE_TOKEN', 'insufficient_treasury'],
    ['INSUFFICIENT_TOKEN', 'insufficient_treasury'],
    ['INSUFFICIENT_TOKEN_BALANCE', 'insufficient_treasury'],
    ['ESTIMATION_ERROR', 'estimation_failed'], ['FAILED_ON_CHAIN', 'failed_on_chain'],
    ['FEE_EXCEEDS_MAX_ALLOWANCE', 'fee_refused'], ['GAS_LIMIT_TOO_LOW', 'fee_refused'],
    ['TX_NOT_INITIATED', 'not_initiated'], ['INTERNAL_ERROR', 'provider_failed'],
    ['PAYMASTER_POLICY_NOT_ACTIVE', 'policy_refused'], ['SOMETHING_NEW', 'payout_failed'],
    ['', 'payout_failed'],
  ])('because of %j is %s', (errorReason, code) => {
    expect(endOf('FAILED', { errorReason })).toBe(code);
  });

  test('is told by its state where Circle gives no reason', () => {
    expect([endOf('DENIED'), endOf('CANCELLED')]).toEqual(['denied', 'cancelled']);
  });

  test('quotes what the chain said', () => {
    const record = transactionView.parse({ transaction: transactionOf({
      errorReason: 'ESTIMATION_ERROR', errorDetails: 'Blacklistable: account is blacklisted',
    }) });
    expect(endedBecause('FAILED', record).message).toContain('Blacklistable');
  });
});
