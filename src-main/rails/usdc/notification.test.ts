import { generateKeyPairSync, sign } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { reply } from '../test-rail.ts';
import { circleHint } from './hint.ts';
import { isGenuine, notificationKey, readNotification } from './notification.ts';
import { createDesk, KEY, recorded } from './test-desk.ts';

/** Circle's own example (guide 2). */
const golden = {
  publicKey: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESl76SZPBJemW0mJNN4KTvYkLT8bOT4UGhFhzNk3fJqf6iuPl'
    + 'LQLq533FelXwczJbjg2U1PHTvQTK7qOQnDL2Tg==',
  signature: 'MEQCIBlJPX7t0FDOcozsRK6qIQwik5Fq6mhAtCSSgIB/yQO7AiB9U5lVpdufKvPhk3cz4TH2f5MP7ArnmPRB'
    + 'mhPztpsIFQ==',
  body: '{"subscriptionId":"00000000-0000-0000-0000-000000000000",'
    + '"notificationId":"00000000-0000-0000-0000-000000000000","notificationType":"webhooks.test",'
    + '"notification":{"hello":"world"},"timestamp":"2024-01-26T18:22:19.779834211Z","version":2}',
};
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const KEY_ID = '879dc113-5ca4-4ff7-a6b7-54652083fcf8';
const KEYS = 'GET /v2/notifications/publicKey/:id';

describe('a notification', () => {
  test('of Circle\'s own example is genuine', () => {
    expect(isGenuine(bytes(golden.body), golden)).toBe(true);
  });

  test('with one byte changed is not', () => {
    for (let at = 0; at < golden.body.length; at += 7) {
      const changed = Buffer.from(golden.body);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(isGenuine(changed, golden), String(at)).toBe(false);
    }
  });

  test.each([
    ['', golden.publicKey], ['AAAA', golden.publicKey], ['not base64!', golden.publicKey],
    ['A'.repeat(100_000), golden.publicKey], [golden.signature, ''], [golden.signature, 'AAAA'],
  ])('with a broken signature or key is not, and nothing is thrown', (signature, publicKey) => {
    expect(isGenuine(bytes(golden.body), { signature, publicKey })).toBe(false);
  });

  test('signed with another kind of key is not, however well', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const made = {
      signature: sign('sha256', bytes(golden.body), privateKey).toString('base64'),
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    };
    expect(isGenuine(bytes(golden.body), made)).toBe(false);
  });

  test('is read, with the spelling of its states', () => {
    expect(readNotification(bytes(recorded('notification-outbound.json')))).toEqual({
      notificationId: 'acab8c14-92ea-481a-8335-6eb5271da014', type: 'transactions.outbound',
      transactionId: '65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f', refId: KEY, state: 'CANCELLED',
    });
  });

  test('of a test names no transaction', () => {
    expect(readNotification(bytes(golden.body))).toMatchObject({
      type: 'webhooks.test', transactionId: null, refId: null, state: null,
    });
    expect(circleHint.read(bytes(golden.body))).toEqual({
      messageId: '00000000-0000-0000-0000-000000000000', type: 'webhooks.test', key: null,
    });
  });

  test('with strange contents is still one, and without an id is none', () => {
    const id = 'ACAB8C14-92ea-481a-8335-6eb5271da014';
    const strange = { notificationId: id, notificationType: 'x', notification: [1, null] };
    expect(readNotification(bytes(JSON.stringify(strange)))).toMatchObject({
      notificationId: id.toLowerCase(), transactionId: null,
    });
    for (const body of ['', 'null', '[]', '{"notificationId":"1","notificationType":"x"}']) {
      expect(readNotification(bytes(body))).toBeNull();
    }
  });
});

describe('the key of a notification', () => {
  const answered = (data: object) => reply(200, { data });

  test('is fetched from Circle with the API key', async () => {
    const desk = createDesk();
    desk.on(KEYS, answered({
      id: KEY_ID, algorithm: 'ECDSA_SHA_256', publicKey: golden.publicKey, createDate: 'x',
    }));
    const found = await circleHint.key(desk.call(), KEY_ID);
    expect(found).toEqual({ kind: 'key', key: golden.publicKey });
    expect(circleHint.isSigned({
      body: bytes(golden.body), signature: golden.signature, keyId: KEY_ID,
    }, golden.publicKey)).toBe(true);
    expect(desk.requests[0]?.headers['authorization']).toMatch(/^Bearer TEST_API_KEY:/);
  });

  test('is unknown where Circle does not know it, or it is no key of ours', async () => {
    const desk = createDesk();
    desk.on(KEYS, reply(404, { code: 404, message: 'Not found.' }));
    expect((await notificationKey(desk.call(), KEY_ID)).kind).toBe('unknown');
    desk.on(KEYS, answered({ id: KEY_ID, algorithm: 'RSA', publicKey: golden.publicKey }));
    expect((await notificationKey(desk.call(), KEY_ID)).kind).toBe('unknown');
  });

  test('is not asked for under an id that is none', async () => {
    const desk = createDesk();
    for (const id of ['', '../wallets', `${KEY_ID}/x`, '%2e%2e']) {
      expect(circleHint.isKeyId(id)).toBe(false);
      expect((await notificationKey(desk.call(), id)).kind).toBe('unknown');
    }
    expect(desk.requests).toEqual([]);
  });

  test('is asked for again later where Circle is silent or refuses us', async () => {
    const desk = createDesk();
    for (const answer of [reply(503, ''), reply(401, { code: 401, message: 'no' })]) {
      desk.on(KEYS, answer);
      expect((await notificationKey(desk.call(), KEY_ID)).kind).toBe('unavailable');
    }
  });
});
