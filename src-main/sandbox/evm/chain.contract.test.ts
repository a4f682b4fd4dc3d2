import { mkdtempSync, rmSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { privateKeyToAddress } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProviderResponse } from '../provider.ts';
import { createAnvilChain } from './anvil-chain.ts';
import { findAnvil, startAnvil } from './anvil-process.ts';
import {
  BASE_FEE, EURC_CONTRACT, GWEI, hexOf, NATIVE_PER_UNIT, REVERTS, SYSTEM_ADDRESS, USDC_CONTRACT,
  ZERO_ADDRESS, type Done, type EvmChain, type Hex, type SignedTransfer, type TransferOrder,
} from './chain-port.ts';
import { NO_ANVIL } from './choose-chain.ts';
import { answerFromModel } from './evm.ts';
import { createModelChain } from './model-chain.ts';

type Bench = {
  readonly chain: EvmChain;
  ask(method: string, ...params: unknown[]): Promise<unknown>;
  /** Ends a reorganisation: what was thrown out is mined again. */
  back(signed: SignedTransfer): Promise<void>;
  stop(): Promise<void>;
};

const START_MS = Date.UTC(2026, 0, 1);

async function modelBench(): Promise<Bench> {
  const clock = { nowMs: START_MS };
  const chain = createModelChain({ world: {
    nowMs: () => clock.nowMs, record: () => undefined, book: () => undefined,
    randomBytes: (size) => Uint8Array.from({ length: size }, () => randomInt(256)),
  } });
  chain.begin();
  const answers = answerFromModel(chain);
  return {
    chain, ask: asking(async (bodyText) => answers(bodyText)), stop: () => Promise.resolve(),
    back: async () => {
      clock.nowMs += 5_000;
      chain.settleDue();
    },
  };
}

async function anvilBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-anvil-'));
  const nowMs = (): number => START_MS;
  const binary = findAnvil() ?? '';
  const process = await startAnvil({ binary, folder, nowMs, random: (below) => randomInt(below) });
  const chain = await createAnvilChain({ ...process, nowMs, onBug: (error) => { throw error; } });
  return {
    chain, back: (signed) => done((then) => chain.send(signed, then)),
    ask: asking(async (bodyText) => (await chain.ask(bodyText).pending) ?? chain.ask(bodyText)),
    stop: async () => {
      chain.close();
      await process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function asking(answer: (bodyText: string) => Promise<ProviderResponse>): Bench['ask'] {
  return async (method, ...params) => {
    const { bodyText } = await answer(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    return z.object({ result: z.unknown() }).parse(JSON.parse(bodyText)).result;
  };
}

function done<T>(ask: (then: Done<T>) => void): Promise<T> {
  return new Promise((resolve) => { ask(resolve); });
}

if (findAnvil() === null) process.stderr.write(`Not run on anvil: ${NO_ANVIL}\n`);
const benches = [['model', modelBench], ['anvil', anvilBench]] as const;

const KEY: Hex = `0x${'5a'.repeat(32)}`;
const OURS = hexOf(privateKeyToAddress(KEY));
const FEES = { maxFeePerGas: 43n * GWEI, maxPriorityFeePerGas: 3n * GWEI, gasLimit: 120_000n };
const MONEY = { native: 1_000n * 10n ** 18n, eurc: 500_000_000n };

const logShape = z.object({
  address: z.string(), data: z.string(), topics: z.array(z.string()), logIndex: z.string(),
  blockHash: z.string(), transactionHash: z.string(),
});
const receiptShape = z.object({ status: z.string(), logs: z.array(logShape) });

describe.each(benches.filter(([name]) => name === 'model' || findAnvil() !== null))(
  'the %s chain', (_name, open) => {
    const kept: { bench: Bench | null; nonce: number; payees: number } =
      { bench: null, nonce: 0, payees: 0 };
    beforeAll(async () => {
      kept.bench = await open();
      const { chain } = kept.bench;
      await done((then) => chain.adopt(OURS, then));
      await done((then) => chain.endow(OURS, MONEY, then));
    }, 30_000);
    afterAll(() => kept.bench?.stop(), 30_000);

    const bench = (): Bench => {
      if (kept.bench === null) throw new Error('The chain did not start.');
      return kept.bench;
    };
    const freshPayee = (): Hex => {
      kept.payees += 1;
      return hexOf(`aa${String(kept.payees).padStart(38, '0')}`);
    };
    const order = (given: Partial<TransferOrder> = {}): TransferOrder => ({
      key: KEY, from: OURS, to: freshPayee(), nonce: kept.nonce, route: 'token', asset: 'USDC',
      units: 2_500_000n, fees: FEES, ...given,
    });
    const sign = (wanted: TransferOrder): Promise<SignedTransfer> =>
      done((then) => bench().chain.sign(wanted, then));
    const send = (signed: SignedTransfer): Promise<void> =>
      done((then) => bench().chain.send(signed, then));
    const receipt = (hash: Hex) => done<ReceiptOf>((then) =>
      bench().chain.receipt(hash, then));
    const untilMined = async (hash: Hex): Promise<void> => {
      await expect.poll(() => receipt(hash), { timeout: 5_000 }).not.toBeNull();
    };
    /** Carries a transfer out under the next nonce. */
    const pay = async (given: Partial<TransferOrder> = {}): Promise<SignedTransfer> => {
      const signed = await sign(order(given));
      kept.nonce += 1;
      await send(signed);
      await untilMined(signed.hash);
      return signed;
    };
    const logsOf = async (hash: Hex) => receiptShape.parse(
      await bench().ask('eth_getTransactionReceipt', hash)).logs;

    test('is Arc\'s test network with a first block of its own', async () => {
      const { ask, chain } = bench();
      expect(await ask('eth_chainId')).toBe('0x4cef52');
      expect(await ask('eth_getBlockByNumber', '0x0', false))
        .toMatchObject({ hash: chain.genesisHash(), number: '0x0' });
      const other = await open();
      expect(other.chain.genesisHash()).not.toBe(chain.genesisHash());
      await other.stop();
    });

    test('moves USDC by the token with two logs of one movement', async () => {
      const to = freshPayee();
      const { hash } = await pay({ to });
      const said = (await logsOf(hash)).map(({ address, data }) => [address, BigInt(data)]);
      expect(said).toEqual([
        [SYSTEM_ADDRESS, 2_500_000n * NATIVE_PER_UNIT], [USDC_CONTRACT, 2_500_000n],
      ]);
      expect(await done((then) => bench().chain.balances(to, then)))
        .toEqual({ native: 2_500_000n * NATIVE_PER_UNIT, eurc: 0n });
    });

    test('moves USDC natively with one log', async () => {
      const to = freshPayee();
      const { hash } = await pay({ to, route: 'native' });
      const [log, ...more] = await logsOf(hash);
      expect(more).toEqual([]);
      expect(log).toMatchObject({ address: SYSTEM_ADDRESS, logIndex: '0x0' });
      expect(log?.topics.slice(1).map((topic) => hexOf(topic.slice(-40)))).toEqual([OURS, to]);
      expect(await bench().ask('eth_getLogs', { fromBlock: '0x0', toBlock: 'latest',
        address: SYSTEM_ADDRESS, topics: [null, null, log?.topics[2] ?? ''] })).toEqual([
        expect.objectContaining({ transactionHash: hash }),
      ]);
    });

    test('moves EURC as a token of its own, and takes the fee in USDC', async () => {
      const before = await done<BalancesOf>((then) =>
        bench().chain.balances(OURS, then));
      const { hash } = await pay({ asset: 'EURC', units: 1_000_000n });
      const after = await done<BalancesOf>((then) => bench().chain.balances(OURS, then));
      const found = await receipt(hash);
      expect((await logsOf(hash)).map(({ address }) => address)).toEqual([EURC_CONTRACT]);
      expect(before.eurc - after.eurc).toBe(1_000_000n);
      expect(found?.effectiveGasPrice).toBe(BASE_FEE + FEES.maxPriorityFeePerGas);
      expect(before.native - after.native)
        .toBe((found?.gasUsed ?? 0n) * (BASE_FEE + FEES.maxPriorityFeePerGas));
    });

    test('says beforehand, in the contracts\' words, what would not succeed', async () => {
      const { chain } = bench();
      const check = (given: Partial<TransferOrder>) =>
        done<string | null>((then) => chain.check(order(given), then));
      const blocked = freshPayee();
      await done((then) => chain.block(blocked, then));
      for (const route of ['token', 'native'] as const) {
        expect(await check({ route })).toBeNull();
        expect(await check({ route, units: 10n ** 15n })).toBe(REVERTS.balance);
        expect(await check({ route, to: blocked })).toBe(REVERTS.blocked);
        expect(await check({ route, to: ZERO_ADDRESS })).toBe(REVERTS.zero);
      }
      const { native } = await done<BalancesOf>((then) => chain.balances(OURS, then));
      expect(await check({ units: native / NATIVE_PER_UNIT })).toBe(REVERTS.fees);
      expect(await check({ asset: 'EURC', units: 10n ** 12n })).toBe(REVERTS.balance);
    });

    test('mines what reverts, and moves nothing by it', async () => {
      const to = freshPayee();
      const { hash } = await pay({ to, units: 10n ** 18n });
      expect(await receipt(hash)).toMatchObject({ isSuccess: false });
      expect(await logsOf(hash)).toEqual([]);
      expect(await done((then) => bench().chain.balances(to, then)))
        .toEqual({ native: 0n, eurc: 0n });
    });

    test('mines in the order of nonces, each transfer once however often it comes', async () => {
      const to = freshPayee();
      const [first, second] = [
        await sign(order({ to })), await sign(order({ to, nonce: kept.nonce + 1 })),
      ];
      await send(second);
      expect(await receipt(second.hash)).toBeNull();
      await send(first);
      await untilMined(second.hash);
      kept.nonce += 2;
      await send(first);
      await send(second);
      expect(await done((then) => bench().chain.nonce(OURS, then))).toBe(kept.nonce);
      expect((await done<BalancesOf>((then) => bench().chain.balances(to, then))).native)
        .toBe(5_000_000n * NATIVE_PER_UNIT);
    });

    test('mines one of two with the same nonce', async () => {
      const to = freshPayee();
      const held = await sign(order({ to, nonce: kept.nonce + 1 }));
      await send(held);
      const dearer = { ...FEES, maxFeePerGas: 60n * GWEI, maxPriorityFeePerGas: 9n * GWEI };
      const rival = await sign(order({ to, nonce: kept.nonce + 1, units: 1n, fees: dearer }));
      await send(rival);
      await pay();
      await untilMined(rival.hash);
      kept.nonce += 1;
      expect(await receipt(held.hash)).toBeNull();
    });

    test('forgets a block in a reorganisation, and mines its transfer in another', async () => {
      const { chain, ask, back } = bench();
      const signed = await pay();
      const before = await receipt(signed.hash);
      await done((then) => chain.reorg(signed, 3_000, then));
      expect(await receipt(signed.hash)).toBeNull();
      expect(await ask('eth_getTransactionReceipt', signed.hash)).toBeNull();
      expect(await ask('eth_getBlockByHash', before?.blockHash, false)).toBeNull();
      await back(signed);
      await untilMined(signed.hash);
      expect((await receipt(signed.hash))?.blockHash).not.toBe(before?.blockHash);
    });

    test('answers the views of both tokens', async () => {
      const call = (to: Hex, data: string) => bench().ask('eth_call', { to, data }, 'latest');
      for (const to of [USDC_CONTRACT, EURC_CONTRACT]) {
        expect(BigInt(z.string().parse(await call(to, '0x313ce567')))).toBe(6n);
        expect(await call(to, '0x95d89b41')).toContain(
          Buffer.from(to === EURC_CONTRACT ? 'EURC' : 'USDC').toString('hex'));
      }
      const native = BigInt(z.string().parse(await bench().ask('eth_getBalance', OURS, 'latest')));
      const units = await call(USDC_CONTRACT, `0x70a08231${OURS.slice(2).padStart(64, '0')}`);
      expect(BigInt(z.string().parse(units))).toBe(native / NATIVE_PER_UNIT);
    });
  },
);

type ReceiptOf = Parameters<Parameters<EvmChain['receipt']>[1]>[0];
type BalancesOf = Parameters<Parameters<EvmChain['balances']>[1]>[0];
