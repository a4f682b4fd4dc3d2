import { generateKeyPairSync } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { reply } from '../test-rail.ts';
import { createClient } from './client.ts';
import {
  bodyOf, createDesk, ENTITY_KEY, entityKey, recorded, refusal, TRANSFER,
} from './test-desk.ts';
import { sessionOf } from './transport.ts';

const otherKey = generateKeyPairSync('rsa', {
  modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).publicKey;

describe('the entity\'s public key', () => {
  const fetched = (desk: ReturnType<typeof createDesk>) =>
    desk.sent().filter((line) => line === ENTITY_KEY).length;

  test('is fetched once for all calls of a connection', async () => {
    const desk = createDesk();
    for (let at = 0; at < 5; at += 1) await desk.pay();
    expect(desk.posted()).toHaveLength(5);
    expect(fetched(desk)).toBe(1);
  });

  test('is fetched again, once, when Circle can no longer read the secret', async () => {
    const desk = createDesk();
    await desk.pay();
    desk.on(ENTITY_KEY, reply(200, { data: { publicKey: otherKey } }));
    let tries = 0;
    desk.on(TRANSFER, () => {
      tries += 1;
      return tries === 1 ? refusal(400, 156_013) : reply(201, recorded('created.json'));
    });
    expect((await desk.pay()).kind).toBe('submitted');
    expect([fetched(desk), tries]).toEqual([2, 2]);
    const [, second, third] = desk.posted().map(bodyOf);
    expect(second?.['idempotencyKey']).toBe(third?.['idempotencyKey']);
    expect(second?.['entitySecretCiphertext']).not.toBe(third?.['entitySecretCiphertext']);
  });

  test('that is the same as before does not make Circle refuse twice', async () => {
    const desk = createDesk();
    await desk.pay();
    desk.on(TRANSFER, refusal(400, 156_013));
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'entity_secret_refused' });
    expect([fetched(desk), desk.posted().length]).toEqual([2, 2]);
  });

  test('that was just fetched is not doubted', async () => {
    const desk = createDesk();
    desk.on(TRANSFER, refusal(400, 156_013));
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'entity_secret_refused' });
    expect([fetched(desk), desk.posted().length]).toEqual([1, 1]);
  });

  test.each([[reply(503, '')], [reply(200, '{}')], [reply(429, '', { 'retry-after': '3' })]])(
    'that cannot be had means that nothing was sent', async (answer) => {
      const desk = createDesk();
      desk.on(ENTITY_KEY, answer);
      expect((await desk.pay()).kind).toBe('not-received');
      expect(desk.posted()).toEqual([]);
    },
  );

  test('that a wrong API key is refused is a refusal', async () => {
    const desk = createDesk();
    desk.on(ENTITY_KEY, reply(401, { code: 401, message: 'Malformed authorization.' }));
    expect(await desk.pay()).toMatchObject({ kind: 'rejected', code: 'provider_auth' });
  });
});

describe('a question', () => {
  test('names what is asked for as Circle does', async () => {
    const desk = createDesk();
    desk.on('GET /v1/w3s/transactions', reply(200, { data: { transactions: [] } }));
    const client = createClient(sessionOf(desk.call()));
    await client.listTransactions({
      walletId: '30cb80df-2f7a-5c7e-9d6a-6f2f8c1d5b11', order: 'ASC', pageAfter: 'abc',
      period: { fromMs: 0, toMs: 86_400_000 },
    });
    const query = Object.fromEntries(new URL(desk.requests[0]?.url ?? '').searchParams);
    expect(query).toEqual({
      blockchain: 'ARC-TESTNET', custodyType: 'DEVELOPER', includeAll: 'true', order: 'ASC',
      pageAfter: 'abc', pageSize: '50', txType: 'OUTBOUND',
      walletIds: '30cb80df-2f7a-5c7e-9d6a-6f2f8c1d5b11',
      from: '1970-01-01T00:00:00.000Z', to: '1970-01-02T00:00:00.000Z',
    });
  });

  test('needs no entity secret', async () => {
    const desk = createDesk();
    await createClient(sessionOf(desk.call())).readWallet();
    expect(desk.sent()).toEqual(['GET /v1/w3s/wallets/:id']);
    expect(entityKey.publicKey).toContain('PUBLIC KEY');
  });
});
