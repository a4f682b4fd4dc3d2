import {
  initiateDeveloperControlledWalletsClient, type TransactionState,
} from '@circle-fin/developer-controlled-wallets';
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPublicClient, http } from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAnvil } from '../evm/anvil-process.ts';
import { hexOf } from '../evm/chain-port.ts';
import { NO_ANVIL, type ChainChoice } from '../evm/choose-chain.ts';
import { createSandboxServer, type SandboxServer } from '../http-server.ts';

/**
 * The official SDK against the stand-in over HTTP: every call of the guide's table 1.4, as it is
 * made by the client that the rail uses.
 */
const NO_LIMITS = { getsPerSecond: null, postsPerSecond: null };
type Hook = { readonly body: string; readonly signature: string; readonly keyId: string };
const running: {
  server: SandboxServer | null; hooks: Server | null; folder: string; told: Hook[];
} = { server: null, hooks: null, folder: '', told: [] };

async function start(chain: ChainChoice): Promise<void> {
  running.folder = mkdtempSync(join(tmpdir(), 'sandbox-circle-'));
  running.server = await createSandboxServer({
    dataDir: running.folder, signing: 'hash', circleLimits: NO_LIMITS, chain,
  });
  running.hooks = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const head = incoming.headers;
      if (incoming.method === 'POST') running.told.push({
        body: Buffer.concat(chunks).toString(), keyId: String(head['x-circle-key-id']),
        signature: String(head['x-circle-signature']),
      });
      outgoing.writeHead(incoming.method === 'HEAD' ? 200 : 204).end();
    });
  });
  await new Promise<void>((resolve) => { running.hooks?.listen(0, '127.0.0.1', resolve); });
}

async function stop(): Promise<void> {
  await running.server?.close();
  running.hooks?.close();
  rmSync(running.folder, { recursive: true, force: true });
}

if (findAnvil() === null) process.stderr.write(`Not run on anvil: ${NO_ANVIL}\n`);
const chains = findAnvil() === null ? ['model'] as const : ['model', 'anvil'] as const;

function desk() {
  const { server } = running;
  if (server === null) throw new Error('The sandbox did not start.');
  const { circle, evm } = server.connections;
  const [treasury, payee] = circle.wallets;
  const [foreign] = circle.foreign;
  if (treasury === undefined || payee === undefined || foreign === undefined) {
    throw new Error('The sandbox has too few accounts.');
  }
  const { apiKey, entitySecret, url: baseUrl } = circle;
  const sdk = initiateDeveloperControlledWalletsClient({ apiKey, entitySecret, baseUrl });
  const pay = (idempotencyKey: string, more: { amount?: string[]; to?: string } = {}) =>
    sdk.createTransaction({
      walletId: treasury.id, tokenId: circle.tokenIds.USDC, idempotencyKey,
      amount: more.amount ?? ['2.5'], destinationAddress: more.to ?? foreign.address,
      fee: { type: 'level', config: { feeLevel: 'MEDIUM' } }, refId: `pay-${idempotencyKey}`,
    });
  return { server, circle, evm, sdk, treasury, payee, foreign, pay };
}

async function untilFinal(id: string) {
  const { sdk } = desk();
  const final: readonly (TransactionState | undefined)[] =
    ['COMPLETE', 'FAILED', 'DENIED', 'CANCELLED'];
  for (;;) {
    const { data } = await sdk.getTransaction({ id });
    if (final.includes(data?.transaction?.state)) return data?.transaction;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

describe.each(chains)('the official SDK, over the %s chain', (chain) => {
  beforeAll(() => start(chain), 30_000);
  afterAll(stop, 30_000);

  test('pays, reads and lists, and the chain says the same', async () => {
    const { sdk, pay, treasury, foreign, evm } = desk();
    expect(evm.implementation).toBe(chain);
    const key = randomUUID();
    const { status, data: made } = await pay(key);
    expect(status).toBe(201);
    expect(made).toMatchObject({ state: 'INITIATED', id: expect.stringMatching(/-5[0-9a-f]{3}-/) });
    const paid = await untilFinal(made?.id ?? '');
    expect(paid).toMatchObject({
      state: 'COMPLETE', amounts: ['2.5'], refId: `pay-${key}`, sourceAddress: treasury.address,
      destinationAddress: foreign.address, transactionType: 'OUTBOUND',
    });
    // The first answer again, whatever became of it since.
    expect((await pay(key)).data).toEqual(made);
    const listed = await sdk.listTransactions({ walletIds: [treasury.id], pageSize: 50 });
    expect(listed.data?.transactions?.map(({ id }) => id)).toContain(made?.id);

    const node = createPublicClient({ transport: http(evm.rpcUrl) });
    expect(await node.getChainId()).toBe(5_042_002);
    const hash = hexOf(paid?.txHash ?? '');
    const receipt = await node.getTransactionReceipt({ hash });
    expect(receipt).toMatchObject({ status: 'success', blockHash: paid?.blockHash });
    expect(receipt.logs.map(({ address }) => address)).toEqual([
      '0xfffffffffffffffffffffffffffffffffffffffe',
    ]);
  }, 30_000);

  test('makes wallet sets and wallets, and reads them', async () => {
    const { sdk, treasury } = desk();
    const set = await sdk.createWalletSet({ name: 'Payees', idempotencyKey: randomUUID() });
    const walletSetId = set.data?.walletSet?.id ?? '';
    const made = await sdk.createWallets({
      walletSetId, blockchains: ['ARC-TESTNET'], count: 2, idempotencyKey: randomUUID(),
      metadata: [{ name: 'One', refId: 'p-1' }, { name: 'Two', refId: 'p-2' }],
    });
    const [one] = made.data?.wallets ?? [];
    expect(one).toMatchObject({ name: 'One', refId: 'p-1', state: 'LIVE', accountType: 'EOA' });
    expect((await sdk.getWallet({ id: one?.id ?? '' })).data?.wallet).toEqual(one);
    expect((await sdk.listWallets({ walletSetId })).data?.wallets).toHaveLength(2);
    expect((await sdk.listWallets({ address: treasury.address })).data?.wallets?.[0]?.id)
      .toBe(treasury.id);
    expect((await sdk.getWalletSet({ id: walletSetId })).data?.walletSet?.id).toBe(walletSetId);
    expect((await sdk.listWalletSets()).data?.walletSets?.length).toBeGreaterThan(1);
    expect((await sdk.updateWallet({ id: one?.id ?? '', name: 'Uno' })).data?.wallet)
      .toMatchObject({ name: 'Uno', refId: 'p-1' });
  });

  test('reads balances and tokens', async () => {
    const { sdk, treasury, circle } = desk();
    const { data } = await sdk.getWalletTokenBalance({ id: treasury.id });
    const [usdc, eurc] = data?.tokenBalances ?? [];
    expect(usdc?.token).toMatchObject({ id: circle.tokenIds.USDC, isNative: true, decimals: 18 });
    expect(eurc).toMatchObject({ token: { symbol: 'EURC', decimals: 6 }, amount: '100000' });
    const with_ = await sdk.getWalletsWithBalances({ blockchain: 'ARC-TESTNET' });
    expect(with_.data?.wallets?.[0]?.tokenBalances).toBeDefined();
    expect((await sdk.getToken({ id: circle.tokenIds.EURC })).data?.token?.tokenAddress)
      .toBe('0x89b50855aa3be2f677cd6303cec089b5f319d72a');
  });

  test('asks for fees and for the form of an address', async () => {
    const { sdk, treasury, foreign, circle } = desk();
    const fee = await sdk.estimateTransferFee({
      walletId: treasury.id, tokenId: circle.tokenIds.USDC, amount: ['1'],
      destinationAddress: foreign.address,
    });
    expect(fee.data?.low).toEqual({
      gasLimit: '21000', baseFee: '20', priorityFee: '2.741319766', maxFee: '42.741319766',
      networkFee: '0.000897567715086', networkFeeRaw: '0.000477567715086',
    });
    const levels = await sdk.getFeeParameters({ blockchain: 'ARC-TESTNET', accountType: 'EOA' });
    expect(levels.data?.medium?.maxFee).toBe('43.39');
    const valid = async (address: string) =>
      (await sdk.validateAddress({ blockchain: 'ARC-TESTNET', address })).data?.isValid;
    expect(await valid(foreign.address)).toBe(true);
    expect(await valid(foreign.address.slice(0, -1))).toBe(false);
  });

  test('accelerates and cancels what is stuck', async () => {
    const { sdk, pay, treasury, server } = desk();
    const stuck = async () => {
      server.sandbox.faults.add({
        provider: 'circle', operation: 'payout', fault: 'stuck', times: 1,
      });
      const { data } = await pay(randomUUID());
      const id = data?.id ?? '';
      await expect.poll(async () => (await sdk.getTransaction({ id })).data?.transaction?.state,
        { timeout: 5_000 }).toBe('STUCK');
      return id;
    };
    const faster = await stuck();
    const lowest = await sdk.getLowestNonceTransaction({
      address: treasury.address, blockchain: 'ARC-TESTNET',
    });
    expect(lowest.data?.transaction?.id).toBe(faster);
    const before = (await sdk.getTransaction({ id: faster })).data?.transaction?.txHash;
    expect((await sdk.accelerateTransaction({ id: faster, idempotencyKey: randomUUID() })).data?.id)
      .toBe(faster);
    const sped = await untilFinal(faster);
    expect(sped?.state).toBe('COMPLETE');
    expect(sped?.txHash).not.toBe(before);
    const withdrawn = await stuck();
    await sdk.cancelTransaction({ id: withdrawn, idempotencyKey: randomUUID() });
    expect(await untilFinal(withdrawn)).toMatchObject({ state: 'CANCELLED' });
  }, 30_000);

  test('subscribes to notifications, and reads the key that signs them', async () => {
    const { sdk, server, pay } = desk();
    running.told = [];
    const address = running.hooks?.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const made = await sdk.createSubscription({ endpoint: `http://127.0.0.1:${port}/hooks` });
    const id = made.data?.id ?? '';
    expect(made.data).toMatchObject({ enabled: true, notificationTypes: ['*'] });
    expect((await sdk.listSubscriptions()).data).toHaveLength(1);
    expect((await sdk.getSubscription(id)).data?.id).toBe(id);
    const { data: paid } = await pay(randomUUID());
    await expect.poll(() => running.told.at(-1)?.body, { timeout: 5_000 }).toContain('COMPLETE');
    const { body = '', signature = '', keyId = '' } = running.told.at(-1) ?? {};
    expect(body).toContain(paid?.id ?? 'none');
    const key = (await sdk.getNotificationSignature(keyId)).data?.publicKey ?? '';
    const publicKey = createPublicKey({
      key: Buffer.from(key, 'base64'), format: 'der', type: 'spki',
    });
    expect(verify('sha256', Buffer.from(body), publicKey, Buffer.from(signature, 'base64')))
      .toBe(true);
    const off = await sdk.updateSubscription({ id, name: 'ours', enabled: false });
    expect(off.data).toMatchObject({ name: 'ours', enabled: false });
    expect((await sdk.deleteSubscription(id)).status).toBe(204);
    await expect(sdk.createSubscription({ endpoint: 'http://127.0.0.1:9/hooks' })).rejects
      .toThrow('API parameter invalid');
    const now = server.sandbox.circle.hooks.keyId();
    expect((await sdk.getNotificationSignature(now)).data?.algorithm).toBe('ECDSA_SHA_256');
  });

  test('takes drips from the faucet, and asks for the public key', async () => {
    const { sdk, payee } = desk();
    const drip = { address: payee.address, blockchain: 'ARC-TESTNET', usdc: true } as const;
    expect((await sdk.requestTestnetTokens(drip)).status).toBe(204);
    const { data } = await sdk.getWalletTokenBalance({ id: payee.id });
    expect(data?.tokenBalances?.[0]?.amount).toBe('20');
    await expect(sdk.requestTestnetTokens({ ...drip, native: true })).rejects
      .toThrow('API parameter invalid');
    expect((await sdk.getPublicKey()).data?.publicKey).toContain('BEGIN PUBLIC KEY');
  });
});
