import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { fixture, reply } from '../test-rail.ts';
import {
  anything, must, readAnswer, refusals, settleSteps, StepFailed, type Answer,
} from './translate.ts';
import {
  grantView, incomingView, outgoingView, publicIncomingView, quoteView, walletDocument, wireAmount,
} from './wire.ts';

function read<T>(shape: z.ZodType<T>, status: number, body: unknown, redact = same): Answer<T> {
  return readAnswer(reply(status, body), { shape, nowMs: 0, redact });
}
const same = (text: string): string => text;

function recorded<T>(name: string, shape: z.ZodType<T>): T {
  return must(read(shape, 200, fixture(import.meta.url, name)));
}

const errors = z.array(z.tuple([z.number(), z.unknown(), z.string()]))
  .parse(JSON.parse(fixture(import.meta.url, 'errors.json')));

describe('a refusal', () => {
  test.each(errors)('%i %j is %s', (status, body, code) => {
    const answer = read(anything, status, body);
    expect(answer).toMatchObject({ kind: 'refused', code });
    expect(answer.kind === 'refused' ? answer.message : '').toContain(`answered ${status}`);
  });

  test('has a sentence of its own for every code', () => {
    const sentences = Object.values(refusals);
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('of every row of the table was recorded', () => {
    const seen = new Set(errors.map(([, , code]) => code));
    const words = Object.keys(refusals);
    expect(words.slice(words.indexOf('too_fast')).filter((code) => !seen.has(code))).toEqual([]);
  });

  test('shows the server\'s words as text, in one line, without our secrets', () => {
    const answer = read(anything, 400, 'a\nS3CRET\u202E<b>', (text) =>
      text.replaceAll('S3CRET', '[secret]'));
    expect(answer.kind === 'refused' ? answer.message : '').toContain('400: a [secret] <b>)');
  });
});

describe('a reply', () => {
  test('that was provably not sent was not received', () => {
    expect(readAnswer({ ok: false, sent: 'no', message: 'refused' }, {
      shape: anything, nowMs: 0, redact: same,
    })).toEqual({ kind: 'not-received', message: 'refused', retryAfterMs: null });
  });

  test.each([100, 301, 302, 307, 408, 425, 500, 502, 503, 504, 599])(
    '%i proves nothing', (status) => {
      expect(read(anything, status, 'Internal Server Error'))
        .toMatchObject({ kind: 'unknown', status });
    });

  test('429 was turned away, and says when to come back', () => {
    const answer = readAnswer(reply(429, '', { 'retry-after': '3' }), {
      shape: anything, nowMs: 0, redact: same,
    });
    expect(answer).toMatchObject({ kind: 'not-received', retryAfterMs: 3_000 });
  });

  test('of 2xx that cannot be read proves nothing', () => {
    expect(read(incomingView, 201, '<p>It works')).toMatchObject({ kind: 'unknown', status: 201 });
    expect(read(incomingView, 201, {})).toMatchObject({ kind: 'unknown' });
    expect(read(incomingView, 204, '')).toMatchObject({ kind: 'unknown' });
  });

  test('of 204 is all that a deletion says', () => {
    expect(read(anything, 204, '').kind).toBe('read');
  });
});

describe('what servers answer', () => {
  test('a wallet, its addresses to the letter', () => {
    expect(recorded('wallet.json', walletDocument)).toMatchObject({
      publicName: 'Grace Franklin', asset: { code: 'USD', scale: 2 },
      authServer: 'http://cloud-nine-wallet-auth:3006/438fa74a-fa7d-4317-9ced-dde32ece1787',
    });
  });

  test('a grant that was given and one that asks', () => {
    const issued = recorded('grant-issued.json', grantView);
    expect(issued.access_token).toMatchObject({ expires_in: 600, value: '2B0C8A97C9E5A3D1F60B' });
    expect(issued.access_token?.access[0]?.limits?.debitAmount?.minor).toBe(1132n);
    expect(recorded('grant-pending.json', grantView)).toMatchObject({
      interact: { finish: '8F1A0C3D5B7E9F20' }, continue: { wait: 5 },
    });
  });

  test('a request for money, a quote and a payment', () => {
    expect(recorded('incoming.json', incomingView)).toMatchObject({
      completed: false, metadata: { paydesk: 'key-1' }, createdAt: Date.UTC(2026, 7, 12, 8),
      incomingAmount: { minor: 1000n }, receivedAmount: { minor: 0n },
    });
    expect(recorded('quote.json', quoteView)).toMatchObject({
      debitAmount: { minor: 1132n }, receiveAmount: { minor: 1000n },
    });
    expect(recorded('outgoing-failed.json', outgoingView)).toMatchObject({
      failed: true, metadata: { cancellationReason: 'Account does not have enough balance.' },
    });
    expect(recorded('incoming.json', publicIncomingView).receivedAmount.minor).toBe(0n);
  });

  test.each([
    ['a negative amount', { value: '-1', assetCode: 'USD', assetScale: 2 }],
    ['a broken amount', { value: '1.5', assetCode: 'USD', assetScale: 2 }],
    ['an amount beyond 64 bits', { value: '9999999999999999999', assetCode: 'USD', assetScale: 2 }],
    ['an asset that is none', { value: '1', assetCode: 'usd!', assetScale: 2 }],
    ['a scale beyond measure', { value: '1', assetCode: 'USD', assetScale: 255 }],
    ['no amount', undefined],
  ])('is not believed with %s', (_what, receivedAmount) => {
    expect(read(publicIncomingView, 200, { receivedAmount }).kind).toBe('unknown');
  });

  test('keep amounts exact, there and back', () => {
    const given = { value: '9007199254740993', assetCode: 'MXN', assetScale: 2 };
    const { receivedAmount } = must(read(publicIncomingView, 200, { receivedAmount: given }));
    expect(receivedAmount.minor).toBe(9_007_199_254_740_993n);
    expect(wireAmount(receivedAmount)).toEqual(given);
  });
});

describe('steps', () => {
  test('end with what the first failure means', async () => {
    const failing = async (): Promise<string> => String(must(read(anything, 409, '')));
    expect(await settleSteps(failing, ({ kind }) => `it was ${kind}`)).toBe('it was refused');
  });

  test('do not hide a bug', async () => {
    const broken = settleSteps(() => Promise.reject(new TypeError('bug')), () => 'hidden');
    await expect(broken).rejects.toThrow(TypeError);
    expect(new StepFailed({ kind: 'unknown', message: 'm', status: null }).message).toBe('m');
  });
});
