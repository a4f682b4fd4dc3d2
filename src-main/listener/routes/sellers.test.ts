import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import { sellerOf } from '../fake-payouts.ts';

const root = mkdtempSync(join(tmpdir(), 'paydesk-keys-'));
const folder = join(root, 'data');
const PEM = '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----';
beforeAll(() => {
  mkdirSync(join(folder, 'privates'), { recursive: true });
  writeFileSync(join(folder, 'privates', 'seller.key'), PEM);
  writeFileSync(join(folder, 'large.key'), 'x'.repeat(20_001));
  writeFileSync(join(root, 'outside.key'), PEM);
  symlinkSync(join(root, 'outside.key'), join(folder, 'link.key'));
});
afterAll(() => { rmSync(root, { recursive: true }); });

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(): Promise<Api> {
  const api = await startApi({ keyFolder: folder });
  open.push(api);
  return api;
}

const SELLER = {
  id: 'default-seller', walletAddressUrl: '$wallet.example/seller', keyId: 'kid-1',
};

describe('sellers', () => {
  test('are listed without their keys, and only the own ones', async () => {
    const { get, world } = await start();
    world.sellers.set('a', sellerOf('a', {}));
    world.sellers.set('b', sellerOf('b', { marketplaceId: 'mkt_b' }));
    expect((await get('/sellers')).body).toEqual({
      sellers: [{ id: 'a', walletAddressUrl: 'https://wallet.example/seller', keyId: 'kid' }],
    });
  });

  test('are registered with a key in the body', async () => {
    const { post, world } = await start();
    const answer = await post('/sellers', {
      ...SELLER, privateKey: `${PEM}\n`, name: 'Studio', categories: ['design'],
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, id: 'default-seller' } });
    expect(world.asked).toEqual([{ command: 'seller', input: {
      marketplaceId: 'mkt_a', reference: 'default-seller', version: null, name: 'Studio',
      categories: ['design'], walletAddress: 'https://wallet.example/seller', keyId: 'kid-1',
      privateKey: PEM, enabled: null,
    } }]);
  });

  test('are changed without one', async () => {
    const { post, world } = await start();
    await post('/sellers', SELLER);
    expect(world.asked[0]?.input).toMatchObject({
      privateKey: null, name: null, categories: null,
    });
  });

  test.each([
    ['a path in the data folder', () => './privates/seller.key'],
    ['an absolute path', () => join(root, 'outside.key')],
  ])('are registered with a key from %s', async (_what, path) => {
    const { post, world } = await start();
    const answer = await post('/sellers', { ...SELLER, privateKeyPath: path() });
    expect(answer.text).toBe('{"ok":true,"id":"default-seller"}');
    expect(Object(world.asked[0]?.input).privateKey).toBe(PEM);
  });

  test.each([
    ['outside of the folder', '../outside.key'], ['behind a link out of it', 'link.key'],
    ['that is a folder', 'privates'], ['of more than 20 kB', 'large.key'],
    ['that is not there', 'none.key'], ['that never ends', '/dev/zero'],
    ['that is a device', '/dev/null'],
    ['with a zero byte', 'a\u0000b'],
  ])('take no key from a file %s, nor say why', async (_what, privateKeyPath) => {
    const { post, world } = await start();
    const answer = await post('/sellers', { ...SELLER, privateKeyPath });
    expect(answer).toMatchObject({
      status: 400, body: { code: 'invalid_key', details: { privateKeyPath: 'gives no key' } },
    });
    expect(answer.text).not.toContain(root);
    expect(world.asked).toEqual([]);
  });

  test('hear the same of a file that holds something else', async () => {
    const { post, world } = await start();
    const missing = await post('/sellers', { ...SELLER, privateKeyPath: 'none.key' });
    world.refusal = { code: 'invalid_key', message: 'It is a poem.', details: {} };
    const poem = await post('/sellers', { ...SELLER, privateKeyPath: 'privates/seller.key' });
    expect(Object(poem.body).error).toBe(Object(missing.body).error);
    expect((await post('/sellers', { ...SELLER, privateKey: 'x' })).body)
      .toMatchObject({ error: 'It is a poem.' });
  });

  test('give their key in one way', async () => {
    const { post, world } = await start();
    const answer = await post('/sellers', {
      ...SELLER, privateKey: PEM, privateKeyPath: 'privates/seller.key',
    });
    expect(answer.status).toBe(400);
    expect(world.asked).toEqual([]);
  });

  test('are registered once under one Idempotency-Key', async () => {
    const { post, world } = await start();
    const key = { 'idempotency-key': 's1' };
    const first = await post('/sellers', SELLER, key);
    expect((await post('/sellers', SELLER, key)).text).toBe(first.text);
    expect(world.asked).toHaveLength(1);
    for (const claim of world.claims.values()) Object.assign(claim, { status: null, body: null });
    expect((await post('/sellers', SELLER, key)).text).toBe(first.text);
  });
});
