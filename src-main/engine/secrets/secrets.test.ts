import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { dataKeyOf, formatDataKey, makeDataKey, parseDataKey } from './data-key.ts';
import { createSecrets, SealError } from './secrets.ts';

/** Bytes that differ from call to call and repeat from run to run. */
function countingRandom() {
  let next = 0;
  return { bytes: (length: number) => Uint8Array.from({ length }, () => (next += 7) % 256) };
}

const random = countingRandom();
const secrets = createSecrets({ key: new Uint8Array(32).fill(1), keyId: 'dk_one', random });

describe('a sealed secret', () => {
  test('opens in its own context to what it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
      expect(secrets.open(secrets.seal(plain, context), context)).toBe(plain);
    }));
  });

  test('shows neither its text nor twice the same box', () => {
    const first = secrets.seal('very-secret-token', 'connection/con_1/token');
    const second = secrets.seal('very-secret-token', 'connection/con_1/token');
    expect(first.box).not.toBe(second.box);
    expect(Buffer.from(first.box, 'base64url').toString('latin1')).not.toContain('very-secret');
    expect(first.keyId).toBe('dk_one');
  });

  test('stays shut in another context', () => {
    const box = secrets.seal('token', 'connection/con_1/token');
    expect(() => secrets.open(box, 'connection/con_2/token')).toThrow(SealError);
  });

  test('stays shut under another key of the same name', () => {
    const other = createSecrets({ key: new Uint8Array(32).fill(2), keyId: 'dk_one', random });
    expect(() => other.open(secrets.seal('token', 'a'), 'a')).toThrow(SealError);
  });

  test('names the key it needs when that is another one', () => {
    const other = createSecrets({ key: new Uint8Array(32).fill(1), keyId: 'dk_two', random });
    expect(() => other.open(secrets.seal('token', 'a'), 'a')).toThrow(/sealed with key dk_one/);
  });

  test.each([0, 11, 12, 20, -1])('is refused when byte %i was changed', (at) => {
    const sealed = secrets.seal('a token of some length', 'a');
    const bytes = Buffer.from(sealed.box, 'base64url');
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    const box = bytes.toString('base64url');
    expect(() => secrets.open({ keyId: sealed.keyId, box }, 'a')).toThrow(SealError);
  });

  test('is refused when it is cut short', () => {
    const { keyId, box } = secrets.seal('token', 'a');
    for (const length of [0, 5, 20, box.length - 1]) {
      expect(() => secrets.open({ keyId, box: box.slice(0, length) }, 'a')).toThrow(SealError);
    }
  });

  test('needs a key of 32 bytes', () => {
    expect(() => createSecrets({ key: new Uint8Array(16), keyId: 'x', random })).toThrow(SealError);
  });
});

describe('the key file', () => {
  test('gives back the key that it was made from', () => {
    const made = makeDataKey(random);
    expect(parseDataKey(formatDataKey(made))).toEqual(made);
    expect(formatDataKey(made)).toMatch(/^[0-9a-f]{64}\n$/);
  });

  test('names two keys differently', () => {
    const one = dataKeyOf(new Uint8Array(32).fill(1));
    expect(one.keyId).toMatch(/^dk_[0-9a-f]{16}$/);
    expect(one.keyId).not.toBe(dataKeyOf(new Uint8Array(32).fill(2)).keyId);
  });

  test.each(['', 'abc', 'g'.repeat(64), 'a'.repeat(63), `${'a'.repeat(64)}b`])(
    'holds no key in %j', (text) => {
      expect(parseDataKey(text)).toBeNull();
    });
});
