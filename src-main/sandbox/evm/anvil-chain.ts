import { privateKeyToAccount } from 'viem/accounts';
import { concat, encodeFunctionData, keccak256, pad, parseAbi, toHex } from 'viem/utils';
import { z } from 'zod';
import { answer, refuse } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import {
  BASE_FEE, CHAIN_ID, EURC_CONTRACT, hexOf, NATIVE_PER_UNIT, REVERTS, SYSTEM_ADDRESS, USDC_CONTRACT,
  type Done, type EvmChain, type Hex, type Receipt, type TransferOrder,
} from './chain-port.ts';
import { createAnvilRpc, type AnvilRpc } from './anvil-rpc.ts';
import { codeOf } from './contracts/code.ts';
import { readQuestions } from './json-rpc.ts';

/** The code that our own accounts delegate to (EIP-7702). */
const MOVER: Hex = '0x36000000000000000000000000000000000000aa';
const abi = parseAbi([
  'function transfer(address to, uint256 value) returns (bool)',
  'function arcMove(address to, uint256 value)',
  'function balanceOf(address account) view returns (uint256)',
]);
/** A native movement is a call here, and costs more than the 21,000 of Arc itself. */
const GAS_LIMIT_MIN = 120_000n;

export type AnvilChain = EvmChain & {
  ask(bodyText: string): ProviderResponse;
  /** Before anvil is stopped: what is asked of it from now on is no bug. */
  close(): void;
};

/**
 * Arc on anvil: one USDC balance with both views and both logs, the fee floor, the blocklist and
 * the words of Circle's contracts (guide to Circle and Arc, section 3.3). What differs from Arc:
 * a plain payment of an account that is not ours leaves no log, and gas costs what it costs here.
 */
export async function createAnvilChain({ url, isFresh, nowMs, onBug }: {
  readonly url: string;
  readonly isFresh: boolean;
  nowMs(): number;
  onBug(error: unknown): void;
}): Promise<AnvilChain> {
  const rpc = createAnvilRpc(url);
  const [genesis] = await Promise.all([genesisOf(rpc), putContracts(rpc)]);
  // One after the other, so that nobody sees an account between its making and its money.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>, done: Done<T>): void => {
    const before = queue;
    queue = (async () => {
      try {
        await before;
        done(await task());
      } catch (error) {
        if (!rpc.isClosed()) onBug(error);
      }
    })();
  };
  const deps: Deps = { rpc, nowMs };
  return {
    implementation: 'anvil',
    isFresh: () => isFresh,
    genesisHash: () => genesis,
    begin: () => undefined,
    adopt: (address, done) => inTurn(async () => {
      await rpc('anvil_setCode', address, concat(['0xef0100', MOVER]));
    }, done),
    endow: (address, { native, eurc }, done) => inTurn(async () => {
      await rpc('anvil_setBalance', address, toHex(native));
      await rpc('anvil_setStorageAt', EURC_CONTRACT, slotOf(address), pad(toHex(eurc)));
    }, done),
    balances: (address, done) => inTurn(async () => ({
      native: await bigintOf(rpc, 'eth_getBalance', address, 'latest'),
      eurc: await eurcOf(rpc, address),
    }), done),
    nonce: (address, done) => inTurn(async () =>
      Number(await bigintOf(rpc, 'eth_getTransactionCount', address, 'latest')), done),
    check: (order, done) => inTurn(() => checked(rpc, order), done),
    sign: (order, done) => inTurn(() => signed(order), done),
    send: ({ raw }, done) => inTurn(() => sent(deps, raw), done),
    receipt: (hash, done) => inTurn(() => receiptOf(rpc, hash), done),
    reorg: ({ hash }, _forMs, done) => inTurn(async () => {
      const mined = await receiptOf(rpc, hash);
      if (mined === null) return;
      const tip = await bigintOf(rpc, 'eth_blockNumber');
      await rpc('anvil_reorg', Number(tip - mined.blockNumber) + 1, []);
    }, done),
    block: (address, done) => inTurn(async () => {
      await rpc('anvil_setStorageAt', USDC_CONTRACT, slotOf(address), pad('0x1'));
    }, done),
    ask: (bodyText) => forwarded(url, bodyText),
    close: rpc.close,
  };
}

type Deps = { readonly rpc: AnvilRpc; nowMs(): number };

async function genesisOf(rpc: AnvilRpc): Promise<Hex> {
  const { hash } = z.object({ hash: z.string() })
    .parse(await rpc('eth_getBlockByNumber', '0x0', false));
  return hexOf(hash);
}

async function putContracts(rpc: AnvilRpc): Promise<void> {
  await rpc('anvil_setCode', USDC_CONTRACT, codeOf('ArcUsdc'));
  await rpc('anvil_setCode', MOVER, codeOf('ArcMover'));
  await rpc('anvil_setCode', SYSTEM_ADDRESS, codeOf('ArcLogger'));
  await rpc('anvil_setCode', EURC_CONTRACT, codeOf('SandboxEurc'));
}

/** Where a mapping in slot 0 keeps what it says of an address. */
function slotOf(address: Hex): Hex {
  return keccak256(concat([pad(address), pad('0x0')]));
}

async function bigintOf(rpc: AnvilRpc, method: string, ...params: unknown[]): Promise<bigint> {
  return BigInt(z.string().parse(await rpc(method, ...params)));
}

async function eurcOf(rpc: AnvilRpc, address: Hex): Promise<bigint> {
  const data = encodeFunctionData({ abi, functionName: 'balanceOf', args: [address] });
  return bigintOf(rpc, 'eth_call', { to: EURC_CONTRACT, data }, 'latest');
}

/** The call that carries a transfer out, by whichever route. */
function callOf({ from, to, route, asset, units }: TransferOrder): { to: Hex; data: Hex } {
  if (route === 'native') {
    const args = [to, units * NATIVE_PER_UNIT] as const;
    return { to: from, data: encodeFunctionData({ abi, functionName: 'arcMove', args }) };
  }
  const data = encodeFunctionData({ abi, functionName: 'transfer', args: [to, units] });
  return { to: asset === 'EURC' ? EURC_CONTRACT : USDC_CONTRACT, data };
}

async function checked(rpc: AnvilRpc, order: TransferOrder): Promise<string | null> {
  const { from, asset, units, fees } = order;
  const [called, has] = await rpc.batch([
    ['eth_call', { from, ...callOf(order) }, 'latest'], ['eth_getBalance', from, 'latest'],
  ]);
  const said = called?.error?.message.replace(/^execution reverted:? ?/, '') ?? null;
  if (said !== null) return said;
  const native = BigInt(z.string().parse(has?.result));
  const needed = gasOf(order) * fees.maxFeePerGas
    + (asset === 'USDC' ? units * NATIVE_PER_UNIT : 0n);
  return native < needed ? REVERTS.fees : null;
}

function gasOf({ fees }: TransferOrder): bigint {
  return fees.gasLimit < GAS_LIMIT_MIN ? GAS_LIMIT_MIN : fees.gasLimit;
}

async function signed(order: TransferOrder): Promise<{ hash: Hex; raw: Hex }> {
  const { key, nonce, fees: { maxFeePerGas, maxPriorityFeePerGas } } = order;
  const raw = await privateKeyToAccount(key).signTransaction({
    type: 'eip1559', chainId: CHAIN_ID, nonce, gas: gasOf(order), maxFeePerGas,
    maxPriorityFeePerGas, ...callOf(order),
  });
  return { raw, hash: keccak256(raw) };
}

/** Base fee and time as Arc would have them, then the transaction; what it has already is fine. */
async function sent({ rpc, nowMs }: Deps, raw: string): Promise<void> {
  await rpc.batch([
    ['anvil_setNextBlockBaseFeePerGas', toHex(BASE_FEE)],
    // Refused where the last block is later: time does not go back there.
    ['evm_setNextBlockTimestamp', toHex(Math.floor(nowMs() / 1000))],
    // Refused where it is in a block or waits for one: its receipt says what came of it.
    ['eth_sendRawTransaction', raw],
  ]);
}

const receiptShape = z.object({
  status: z.string(), blockHash: z.string(), blockNumber: z.string(), gasUsed: z.string(),
  effectiveGasPrice: z.string(),
});
const blockShape = z.object({ timestamp: z.string() });

async function receiptOf(rpc: AnvilRpc, hash: Hex): Promise<Receipt | null> {
  const found = await rpc('eth_getTransactionReceipt', hash);
  if (found === null) return null;
  const receipt = receiptShape.parse(found);
  const block = blockShape.parse(await rpc('eth_getBlockByNumber', receipt.blockNumber, false));
  return {
    isSuccess: receipt.status === '0x1', blockHash: hexOf(receipt.blockHash),
    blockNumber: BigInt(receipt.blockNumber), gasUsed: BigInt(receipt.gasUsed),
    effectiveGasPrice: BigInt(receipt.effectiveGasPrice),
    blockTimeMs: Number.parseInt(block.timestamp, 16) * 1000,
  };
}

/** What anybody may ask of a node; what steers anvil is the stand-in's own business. */
const PUBLIC_METHOD = /^(?:eth|net|web3)_/;

function forwarded(url: string, bodyText: string): ProviderResponse {
  const questions = readQuestions(bodyText);
  const isPublic = questions?.every(({ method }) => PUBLIC_METHOD.test(method)) ?? false;
  if (!isPublic) {
    return answer(200, {
      jsonrpc: '2.0', id: questions?.[0]?.id ?? null,
      error: questions === null ? { code: -32700, message: 'Parse error' }
        : { code: -32601, message: 'The method does not exist or is not available' },
    });
  }
  const passedOn = async (): Promise<ProviderResponse> => {
    try {
      const response = await fetch(url, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: bodyText,
      });
      return {
        status: response.status, headers: { 'content-type': 'application/json' },
        bodyText: await response.text(),
      };
    } catch {
      // Anvil is being started again, or stopped: what a proxy in front of a node says then.
      return refuse(502, 'The node does not answer.');
    }
  };
  return { status: 500, headers: {}, bodyText: '', pending: passedOn() };
}
