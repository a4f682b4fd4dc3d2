import { describe, expect, test } from 'vitest';
import type { IncomingWebhook } from '../api.ts';
import { isSignedWith, readSignedHead, TOLERANCE_MS } from './signature.ts';

/** The example of the Standard Webhooks reference libraries. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const OTHER = `v1,${'A'.repeat(43)}=`;
const SENT_MS = 1_614_265_330_000;
const body = Buffer.from('{"test": 2432232314}');

function webhook(with_: Partial<IncomingWebhook> = {}): IncomingWebhook {
  return {
    marketplaceId: null, messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330',
    signature: SIGNATURE, body, headers: {}, ...with_,
  };
}

function isBelieved(with_: Partial<IncomingWebhook>, nowMs = SENT_MS, secret = SECRET): boolean {
  const given = webhook(with_);
  const head = readSignedHead(given, nowMs);
  return head !== null && isSignedWith(secret, head, given.body);
}

describe('a signature', () => {
  test('is the one that other implementations make', () => {
    expect(isBelieved({})).toBe(true);
  });

  test.each([
    ['with another byte in the body', { body: Buffer.from('{"test": 2432232315}') }],
    ['with a space less in the body', { body: Buffer.from('{"test":2432232314}') }],
    ['under another id', { messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJel' }],
    ['at another time', { timestamp: '1614265331' }],
    ['of another key', { signature: OTHER }],
    ['of another version', { signature: SIGNATURE.replace('v1,', 'v2,') }],
    ['without a version', { signature: SIGNATURE.slice(3) }],
    ['that is cut short', { signature: SIGNATURE.slice(0, -4) }],
    ['that is empty', { signature: '' }],
  ])('is not believed %s', (_what, with_) => {
    expect(isBelieved(with_)).toBe(false);
  });

  test('is not believed under another secret', () => {
    expect(isBelieved({}, SENT_MS, `whsec_${Buffer.alloc(32, 7).toString('base64')}`)).toBe(false);
  });

  test('is found among several', () => {
    expect(isBelieved({ signature: `${OTHER} v1a,zzz ${SIGNATURE}` })).toBe(true);
    expect(isBelieved({ signature: `${`${OTHER} `.repeat(8)}${SIGNATURE}` })).toBe(false);
  });
});

describe('the time of a message', () => {
  test.each([
    [TOLERANCE_MS, true], [TOLERANCE_MS + 1, false], [-TOLERANCE_MS, true],
    [-TOLERANCE_MS - 1, false],
  ])('%i ms ago is believed: %s', (ageMs, believed) => {
    expect(isBelieved({}, SENT_MS + ageMs)).toBe(believed);
  });

  test.each(['', '1e9', '-1614265330', '1614265330.0', ' 1614265330', '9999999999999'])(
    'is not read from "%s"', (timestamp) => {
      expect(readSignedHead(webhook({ timestamp }), SENT_MS)).toBeNull();
    },
  );
});

describe('the id of a message', () => {
  // `a.1` at 2 and `a` at 1 would sign the same text.
  test.each(['', 'a.b', 'a b', 'a, a', 'é', 'a'.repeat(257)])('is not "%s"', (messageId) => {
    expect(readSignedHead(webhook({ messageId }), SENT_MS)).toBeNull();
  });
});
