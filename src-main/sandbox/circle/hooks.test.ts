import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { FaultWord } from '../faults.ts';
import { asJson, createCircleDesk, dataOf } from './test-circle.ts';

const ENDPOINT = 'http://127.0.0.1:4001/webhooks/circle';

/** Circle's own example, from its documentation: key, signature, and the body that they fit. */
const GOLDEN = {
  publicKey: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESl76SZPBJemW0mJNN4KTvYkLT8bOT4UGhFhzNk3fJqf6iuPl'
    + 'LQLq533FelXwczJbjg2U1PHTvQTK7qOQnDL2Tg==',
  signature: 'MEQCIBlJPX7t0FDOcozsRK6qIQwik5Fq6mhAtCSSgIB/yQO7AiB9U5lVpdufKvPhk3cz4TH2f5MP7Arn'
    + 'mPRBmhPztpsIFQ==',
  body: '{"subscriptionId":"00000000-0000-0000-0000-000000000000","notificationId":'
    + '"00000000-0000-0000-0000-000000000000","notificationType":"webhooks.test","notification":'
    + '{"hello":"world"},"timestamp":"2024-01-26T18:22:19.779834211Z","version":2}',
};

function isSigned(publicKey: string, signature: string, body: string): boolean {
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki',
  });
  return verify('sha256', Buffer.from(body), key, Buffer.from(signature, 'base64'));
}

function subscribedDesk() {
  const desk = createCircleDesk();
  const subscription = dataOf(desk.ask('POST /v2/notifications/subscriptions', {
    endpoint: ENDPOINT,
  }));
  const { hooks } = desk.sandbox.circle;
  const [hello] = hooks.due();
  if (hello === undefined) throw new Error('The fresh subscription was told nothing.');
  hooks.ended(hello.deliveryId, true);
  const pay = (fault?: FaultWord): string => {
    if (fault === undefined) return desk.transfer().id;
    desk.sandbox.faults.add({ provider: 'circle', operation: 'payout', fault, times: 1 });
    const delivery = desk.sandbox.deliver('circle', {
      method: 'POST', path: '/v1/w3s/developer/transactions/transfer',
      headers: { authorization: `Bearer ${desk.sandbox.secrets.circleApiKey}` },
      bodyText: JSON.stringify({
        ...desk.order(), idempotencyKey: desk.freshKey(),
        entitySecretCiphertext: desk.ciphertext(),
      }),
    });
    return delivery.kind;
  };
  /** Everything that is delivered within a while, taken at once. */
  const delivered = (forMs = 2_000) => {
    const told = [];
    for (let ms = 0; ms < forMs; ms += 10) {
      desk.sandbox.advance(10);
      for (const notice of hooks.due()) {
        hooks.ended(notice.deliveryId, true);
        const body = asJson(JSON.parse(notice.body));
        const state = asJson(body['notification'])['state'];
        told.push({ ...notice, state, type: body['notificationType'], body_: body });
      }
    }
    return told;
  };
  const publicKeyOf = (id: string): string =>
    String(dataOf(desk.ask(`GET /v2/notifications/publicKey/${id}`))['publicKey']);
  return { ...desk, subscription, hello, hooks, pay, delivered, publicKeyOf };
}

describe('a notification', () => {
  test('is signed as Circle\'s own example is', () => {
    const { publicKey, signature, body } = GOLDEN;
    expect(isSigned(publicKey, signature, body)).toBe(true);
    expect(isSigned(publicKey, signature, body.replace('world', 'w0rld'))).toBe(false);
    const { hello, publicKeyOf, subscription } = subscribedDesk();
    expect(isSigned(publicKeyOf(hello.keyId), hello.signature, hello.body)).toBe(true);
    expect(JSON.parse(hello.body)).toMatchObject({
      subscriptionId: subscription['id'], notificationType: 'webhooks.test',
      notification: { hello: 'world' }, version: 2,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    });
  });

  test('tells QUEUED, SENT and COMPLETE, each with the transaction as it is', () => {
    const { pay, delivered, publicKeyOf, transaction } = subscribedDesk();
    const id = pay();
    const told = delivered();
    expect(told.map(({ type, state }) => [type, state])).toEqual([
      ['transactions.outbound', 'QUEUED'], ['transactions.outbound', 'SENT'],
      ['transactions.outbound', 'COMPLETE'],
    ]);
    expect(told.at(-1)?.body_['notification']).toEqual(transaction(id));
    for (const { keyId, signature, body } of told) {
      expect(isSigned(publicKeyOf(keyId), signature, body)).toBe(true);
    }
  });

  test('that is not taken comes again, later and later, at most six times', () => {
    const { pay, hooks, sandbox } = subscribedDesk();
    pay();
    sandbox.advance(25);
    const [first] = hooks.due();
    expect(hooks.due()).toEqual([]);
    const waits: number[] = [];
    for (let at = 0; at < 1_200_000; at += 500) {
      for (const { deliveryId, id } of at === 0 && first !== undefined ? [first] : hooks.due()) {
        const isOurs = id === first?.id;
        if (isOurs) waits.push(at);
        hooks.ended(deliveryId, !isOurs);
      }
      sandbox.advance(500);
    }
    expect(waits).toHaveLength(6);
    const gaps = waits.slice(1).map((at, index) => at - (waits[index] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  });

  test('under bad-signature fits no key, and under duplicate-webhook comes twice', () => {
    const desk = subscribedDesk();
    desk.pay('bad-signature');
    for (const { keyId, signature, body } of desk.delivered()) {
      expect(isSigned(desk.publicKeyOf(keyId), signature, body)).toBe(false);
    }
    desk.pay('duplicate-webhook');
    const ids = desk.delivered().map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(3);
  });

  test('under reorder-webhooks comes in the wrong order', () => {
    const desk = subscribedDesk();
    desk.pay('reorder-webhooks');
    expect(desk.delivered().map(({ state }) => state)).toEqual(['COMPLETE', 'SENT', 'QUEUED']);
  });

  test('under key-rotation is signed with a new key, and the old one stays known', () => {
    const desk = subscribedDesk();
    desk.pay('key-rotation');
    const [told] = desk.delivered();
    expect(told?.keyId).not.toBe(desk.hello.keyId);
    expect(isSigned(desk.publicKeyOf(told?.keyId ?? ''), told?.signature ?? '', told?.body ?? ''))
      .toBe(true);
    expect(desk.publicKeyOf(desk.hello.keyId)).toMatch(/^MFkw/);
  });

  test('goes to this machine only, and to nobody who does not want it', () => {
    const desk = subscribedDesk();
    expect(desk.ask('POST /v2/notifications/subscriptions', {
      endpoint: 'https://example.com/hooks',
    }).status).toBe(400);
    desk.ask(`PATCH /v2/notifications/subscriptions/${String(desk.subscription['id'])}`, {
      enabled: false,
    });
    desk.pay();
    expect(desk.delivered()).toEqual([]);
  });
});
