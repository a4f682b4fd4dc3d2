import { constants, privateDecrypt } from 'node:crypto';

import axios from 'axios';
import { describe, expect, test } from 'vitest';

import type { RailReply, RailRequest } from '../rail.ts';
import { reply } from '../test-rail.ts';
import { createClient } from './client.ts';
import {
  API_KEY, bodyOf, createDesk, entityKey, ENTITY_SECRET, KEY, PAYEE, TRANSFER,
} from './test-desk.ts';
import { perform, sessionOf } from './transport.ts';

const opened = (request: RailRequest | undefined): string => privateDecrypt({
  key: entityKey.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256',
}, Buffer.from(String(bodyOf(request)['entitySecretCiphertext']), 'base64')).toString('hex');

describe('what the SDK sends', () => {
  test('goes through our sender, as Circle wants it', async () => {
    const desk = createDesk();
    await desk.pay();
    const [sent, ...more] = desk.posted();
    expect(more).toEqual([]);
    expect(sent?.url).toBe('http://127.0.0.1:20000/v1/w3s/developer/transactions/transfer');
    expect(sent?.headers).toEqual({
      accept: 'application/json, text/plain, */*', authorization: `Bearer ${API_KEY}`,
      'content-type': 'application/json',
      'user-agent': 'CircleNodeJS / DeveloperControlledWallets / 10.8.1',
    });
    expect(bodyOf(sent)).toEqual({
      entitySecretCiphertext: expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/),
      idempotencyKey: KEY, refId: KEY, amounts: ['0.1'], destinationAddress: PAYEE,
      feeLevel: 'MEDIUM', blockchain: 'ARC-TESTNET',
      walletAddress: '0x22e2aa11bb22cc33dd44ee55ff660077889ac449',
      tokenAddress: '0x3600000000000000000000000000000000000000',
    });
    expect(opened(sent)).toBe(ENTITY_SECRET);
  });

  test('has no body and no type where it asks', async () => {
    const desk = createDesk();
    await desk.inquire();
    const asked = desk.requests.find(({ url }) => url.includes('/transactions/'));
    expect(asked?.body).toBeNull();
    expect(asked?.headers).not.toHaveProperty('content-type');
  });

  test('carries the entity secret encrypted anew each time, under the same key', async () => {
    const desk = createDesk();
    await desk.pay();
    await desk.pay();
    const bodies = desk.posted().map(bodyOf);
    expect(bodies.map((body) => body['idempotencyKey'])).toEqual([KEY, KEY]);
    expect(new Set(bodies.map((body) => body['entitySecretCiphertext'])).size).toBe(2);
  });

  test.each([301, 302, 307, 308])('follows no redirect: %i', async (status) => {
    const desk = createDesk();
    desk.on(TRANSFER, reply(status, '', { location: 'http://127.0.0.1:1/elsewhere' }));
    expect((await desk.pay()).kind).toBe('unclear');
    expect(desk.posted()).toHaveLength(1);
  });

  test.each([408, 429, 500, 502, 503, 504])('is never repeated by itself: %i', async (status) => {
    const desk = createDesk();
    desk.on(TRANSFER, reply(status, ''));
    await desk.pay();
    expect(desk.posted()).toHaveLength(1);
  });

  test('keeps two connections apart that are used at once', async () => {
    const desks = Array.from({ length: 8 }, (_, at) => {
      const desk = createDesk();
      const apiKey = `TEST_API_KEY:${at}:secret`;
      const baseUrl = `http://127.0.0.${at + 1}:20000`;
      const call = { ...desk.call(), connection: {
        ...desk.connection, baseUrl, secrets: { apiKey, entitySecret: String(at).repeat(64) },
      } };
      return { desk, apiKey, baseUrl, client: createClient(sessionOf(call)) };
    });
    await Promise.all(desks.flatMap(({ client }) => [
      client.readWallet(), client.readTransaction('65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f'),
      client.nudge('cancel', '65aa2774-df57-5d8a-a1d0-bc1eaeccaa2f', KEY).catch(() => null),
    ]));
    for (const [at, { desk, apiKey, baseUrl }] of desks.entries()) {
      expect(desk.requests.length).toBeGreaterThanOrEqual(3);
      for (const request of desk.requests) {
        expect(request.headers['authorization']).toBe(`Bearer ${apiKey}`);
        expect(request.url.startsWith(`${baseUrl}/`)).toBe(true);
      }
      const nudges = desk.requests.filter(({ url }) => url.endsWith('/cancel'));
      expect(nudges.map(opened)).toEqual([`${at}`.repeat(64)]);
    }
  });
});

describe('the transport', () => {
  const session = (send: (request: RailRequest) => Promise<RailReply>) =>
    sessionOf({ ...createDesk().call(), send });

  test('answers with what came over the wire, to the byte', async () => {
    const body = '{"data":{"wallet":{"n":0.10000000000000000001}}}';
    const made = session(() => Promise.resolve(reply(200, body)));
    const answer = await perform(made, null, (sdk) => sdk.getWallet({ id: 'x' }));
    expect(answer).toEqual({ ok: true, status: 200, headers: {}, body });
  });

  test('does not take a bug of ours for a fault of the provider', async () => {
    const made = session(() => Promise.reject(new Error('our own')));
    const asked = perform(made, null, (sdk) => sdk.getWallet({ id: 'x' }));
    await expect(asked).rejects.toThrow('our own');
  });

  test('proves that nothing was sent where the SDK refuses what it is given', async () => {
    const made = { ...session(() => Promise.reject(new Error('sent'))), entitySecret: 'zz' };
    const answer = await perform(made, entityKey.publicKey, (sdk) =>
      sdk.cancelTransaction({ id: 'x', idempotencyKey: KEY }));
    expect(answer).toMatchObject({ ok: false, sent: 'no' });
  });

  test('sends one request per step, so that no answer is taken for another', async () => {
    const made = session(() => Promise.resolve(reply(200, '{}')));
    await expect(perform(made, null, async (sdk) => {
      await sdk.getWallet({ id: 'x' });
      await sdk.getWallet({ id: 'y' });
    })).rejects.toThrow('one request');
  });

  test('leaves everybody else\'s axios alone', async () => {
    await createDesk().inquire();
    const seen: string[] = [];
    const adapter: NonNullable<typeof axios.defaults.adapter> = (request) => {
      seen.push(request.url ?? '');
      const answer = { data: 1, status: 200, statusText: '', headers: {}, config: request };
      return Promise.resolve(answer);
    };
    await axios.request({ url: 'http://127.0.0.1:9/theirs', adapter });
    expect(seen).toEqual(['http://127.0.0.1:9/theirs']);
  });

  test('gives the SDK neither the API key nor a place to go', async () => {
    const made = session(() => Promise.resolve(reply(200, '{}')));
    let asked = '';
    await perform(made, null, async (sdk) => {
      asked = JSON.stringify(await sdk.getWallet({ id: 'x' }));
    });
    expect(asked).not.toContain('TEST_API_KEY');
    expect(asked).toContain('circle.invalid');
    expect(API_KEY).toContain('TEST_API_KEY');
  });

  test('takes secrets out of what people may read', () => {
    const made = session(() => Promise.reject(new Error('not called')));
    const text = `Bad key ${API_KEY} and ${ENTITY_SECRET}.`;
    expect(made.redact(text)).not.toMatch(/ebb3ad72|c0ffee/);
  });
});
