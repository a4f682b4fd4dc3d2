import { describe, expect, test } from 'vitest';

import { EURC, money, USDC } from '../../engine/domain/money.ts';
import { reply } from '../test-rail.ts';
import { feeIn, identityOf, lookAt, type Sight, type Transfer } from './chain.ts';
import { readUsdcConfig } from './config.ts';
import {
  BLOCK, blockAt, createDesk, GENESIS, HASH, HEIGHT, logsOf, PAYEE, receiptOf, rpc, TREASURY,
  type UsdcDesk,
} from './test-desk.ts';

const EURC_CONTRACT = '0x89b50855aa3be2f677cd6303cec089b5f319d72a';
const STRANGER = '0x9999999999999999999999999999999999999999';
const receiptRpc = 'eth_getTransactionReceipt';
const transactionRpc = 'eth_getTransactionByHash';

const usdc: Transfer = {
  from: TREASURY, to: PAYEE, amount: money(100_000n, USDC),
  token: {
    tokenId: null, tokenAddress: '0x3600000000000000000000000000000000000000', isNative: true,
  },
};
const eurc: Transfer = {
  ...usdc, amount: money(100_000n, EURC),
  token: { tokenId: null, tokenAddress: EURC_CONTRACT, isNative: false },
};

function look(desk: UsdcDesk, transfer: Transfer = usdc): Promise<Sight> {
  const call = desk.call();
  return lookAt(call, readUsdcConfig(call.connection), { hash: HASH, transfer });
}

/** The chain shows this receipt. */
function showing(given: Record<string, unknown>, config = {}): UsdcDesk {
  const desk = createDesk(config);
  desk.on(receiptRpc, rpc(receiptOf(given)));
  return desk;
}

const word = (address: string): string => `0x${address.slice(2).toLowerCase().padStart(64, '0')}`;
const amountWord = (value: bigint): string => `0x${value.toString(16).padStart(64, '0')}`;
const [systemLog = {}, tokenLog = {}] = logsOf(receiptOf());
type Log = Record<string, unknown>;
function toward(log: Log, to: string, from: string = TREASURY): Log {
  const topics = Array.isArray(log['topics']) ? log['topics'] : [];
  return { ...log, topics: [topics[0], word(from), word(to)] };
}
const worth = (log: Log, value: bigint): Log => ({ ...log, data: amountWord(value) });

describe('a transfer on the chain', () => {
  test('by the token\'s route is proven by the system log, counted once', async () => {
    expect(await look(createDesk())).toEqual({ kind: 'proven', proof: {
      hash: HASH, blockNumber: HEIGHT.toString(), blockHash: BLOCK, logIndex: 0,
      emitter: '0xfffffffffffffffffffffffffffffffffffffffe', value: '100000000000000000',
      fee: 48_800n * 20_000_000_001n, feePayer: TREASURY,
    } });
  });

  test('by the native route is proven by the system log alone', async () => {
    expect(await look(showing({ logs: [systemLog] }))).toMatchObject({ kind: 'proven' });
  });

  test('on a chain without system logs is proven by the token\'s log', async () => {
    expect(await look(showing({ logs: [tokenLog] }))).toMatchObject({
      kind: 'proven', proof: { value: '100000', logIndex: 1 },
    });
  });

  test('in EURC is proven by its own contract only', async () => {
    const log = { ...tokenLog, address: EURC_CONTRACT };
    expect((await look(showing({ logs: [log] }), eurc)).kind).toBe('proven');
    expect((await look(showing({ logs: [systemLog, tokenLog] }), eurc)).kind).not.toBe('proven');
  });

  test('is proven through the addresses of a smart account as well', async () => {
    const desk = showing({ from: STRANGER });
    expect(await look(desk)).toMatchObject({ kind: 'proven', proof: { feePayer: STRANGER } });
  });

  test.each<[string, Log[]]>([
    ['another payee', [toward(systemLog, STRANGER), toward(tokenLog, STRANGER)]],
    ['another amount', [worth(systemLog, 10n ** 17n + 1n), worth(tokenLog, 100_001n)]],
    ['an amount of nothing', [worth(systemLog, 0n), worth(tokenLog, 0n)]],
    ['six places where eighteen belong', [worth(systemLog, 100_000n)]],
    ['the transfer twice', [systemLog, { ...systemLog, logIndex: '0x2' }]],
    ['the token\'s log twice', [systemLog, tokenLog, { ...tokenLog, logIndex: '0x2' }]],
    ['two logs that differ', [systemLog, worth(tokenLog, 99_999n)]],
  ])('that shows %s is something else', async (_what, logs) => {
    expect((await look(showing({ logs }))).kind).toBe('other');
  });

  test.each<[string, Log[]]>([
    ['a stranger\'s contract', [{ ...tokenLog, address: STRANGER }]],
    ['another payer', [toward(systemLog, PAYEE, STRANGER), toward(tokenLog, PAYEE, STRANGER)]],
    ['an approval', [{ ...tokenLog, topics: [word(STRANGER), word(TREASURY), word(PAYEE)] }]],
    ['a removed log', [{ ...systemLog, removed: true }, { ...tokenLog, removed: true }]],
    ['no log', []],
  ])('that shows %s only is none of ours', async (_what, logs) => {
    const desk = showing({ logs });
    desk.on(transactionRpc, rpc({
      hash: HASH, blockHash: BLOCK, from: TREASURY, to: STRANGER, value: '0x1', input: '0x',
    }));
    expect((await look(desk)).kind).toBe('other');
  });

  test('that failed on the chain is told as such', async () => {
    expect(await look(showing({ status: '0x0', logs: [] }))).toEqual({ kind: 'reverted' });
  });

  test.each([
    ['carried nothing', { to: STRANGER, value: '0x0', input: '0x' }],
    ['went to the treasury itself', { to: TREASURY, value: '0x0', input: '0xabcdef01' }],
  ])('that %s took a transfer\'s place', async (_what, given) => {
    const desk = showing({ logs: [toward(systemLog, TREASURY)] });
    desk.on(transactionRpc, rpc({ hash: HASH, blockHash: BLOCK, from: TREASURY, ...given }));
    expect(await look(desk)).toEqual({ kind: 'empty' });
  });

  test('that called something and left no log is none to be sure of', async () => {
    const desk = showing({ logs: [] });
    desk.on(transactionRpc, rpc({
      hash: HASH, blockHash: BLOCK, from: TREASURY, to: STRANGER, value: '0x0', input: '0xa9059cbb',
    }));
    expect((await look(desk)).kind).toBe('other');
  });
});

describe('a transaction that is not final', () => {
  test('is absent where the node knows nothing', async () => {
    const desk = createDesk();
    desk.on(receiptRpc, rpc(null));
    expect(await look(desk)).toEqual({ kind: 'absent' });
  });

  test('is pending where it waits for a block', async () => {
    const desk = createDesk();
    desk.on(receiptRpc, rpc(null));
    desk.on(transactionRpc, rpc({
      hash: HASH, blockHash: null, from: TREASURY, to: PAYEE, value: '0x0', input: '0x',
    }));
    expect(await look(desk)).toEqual({ kind: 'pending' });
  });

  test('is pending where its block was replaced', async () => {
    const desk = createDesk();
    desk.on('eth_getBlockByNumber', (request) => blockAt(request, `0x${'c'.repeat(64)}`));
    expect(await look(desk)).toEqual({ kind: 'pending' });
    desk.on('eth_getBlockByNumber', rpc(null));
    expect(await look(desk)).toEqual({ kind: 'pending' });
  });

  test.each([[1, 0n, 'proven'], [2, 0n, 'pending'], [2, 1n, 'proven'], [3, 1n, 'pending']])(
    'of %i wanted blocks with %i above it is %s', async (confirmations, above, kind) => {
      const desk = createDesk({ confirmations });
      desk.on('eth_blockNumber', rpc(`0x${(HEIGHT + above).toString(16)}`));
      expect((await look(desk)).kind).toBe(kind);
    },
  );

  test('is no failure either before enough blocks stand on it', async () => {
    const desk = showing({ status: '0x0', logs: [] }, { confirmations: 2 });
    expect(await look(desk)).toEqual({ kind: 'pending' });
  });
});

describe('a node', () => {
  test.each([
    ['is down', { ok: false, sent: 'no', message: 'refused' } as const],
    ['is silent', { ok: false, sent: 'maybe', message: 'timeout' } as const],
    ['answers 502', reply(502, '')],
    ['answers a page', reply(200, '<html>')],
    ['limits us', reply(200, { jsonrpc: '2.0', id: 1, error: { code: -32011, message: 'slow' } })],
    ['shortens a hash', rpc({ ...receiptOf(), blockHash: '0x12' })],
    ['writes a number', rpc({ ...receiptOf(), gasUsed: 48_800 })],
    ['names another status', rpc({ ...receiptOf(), status: '0x2' })],
    ['leaves out the logs', rpc({ ...receiptOf(), logs: undefined })],
    ['answers for another one', rpc(receiptOf({ transactionHash: BLOCK }))],
  ])('that %s proves nothing', async (_what, answer) => {
    const desk = createDesk();
    desk.on(receiptRpc, answer);
    expect((await look(desk)).kind).toBe('unavailable');
  });

  test('that fails at any further question proves nothing', async () => {
    for (const method of ['eth_getBlockByNumber', 'eth_blockNumber']) {
      const desk = createDesk();
      desk.on(method, reply(500, ''));
      expect((await look(desk)).kind, method).toBe('unavailable');
    }
  });

  test('is asked in plain JSON-RPC through our sender, each question once', async () => {
    const desk = createDesk();
    await look(desk);
    expect(desk.sent().toSorted()).toEqual([
      'eth_blockNumber', 'eth_getBlockByNumber', 'eth_getTransactionReceipt',
    ]);
    expect(JSON.parse(desk.requests[0]?.body ?? '')).toEqual({
      jsonrpc: '2.0', id: 1, method: receiptRpc, params: [HASH],
    });
    expect(desk.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  test('does not hide a bug of ours', async () => {
    const desk = createDesk();
    desk.on(receiptRpc, () => { throw new Error('our own'); });
    await expect(look(desk)).rejects.toThrow('our own');
  });
});

describe('which chain a node is of', () => {
  const identity = (desk: UsdcDesk) =>
    identityOf(desk.call(), readUsdcConfig(desk.call().connection));

  test('is proven by chain id and first block, and believed for a minute', async () => {
    const desk = createDesk();
    expect(await identity(desk)).toEqual({ kind: 'bound', chainId: 5_042_002, genesis: GENESIS });
    desk.on('eth_chainId', reply(500, ''));
    desk.clock.nowMs += 59_999;
    expect((await identity(desk)).kind).toBe('bound');
    desk.clock.nowMs += 1;
    expect((await identity(desk)).kind).toBe('unavailable');
  });

  test('is not believed across a clock that was set back', async () => {
    const desk = createDesk();
    await identity(desk);
    desk.clock.nowMs -= 3_600_000;
    desk.on('eth_chainId', rpc('0x1'));
    expect((await identity(desk)).kind).toBe('other');
  });

  test('is another one with another id or another first block', async () => {
    const desk = createDesk();
    desk.on('eth_chainId', rpc('0x13b2'));
    expect(await identity(desk)).toEqual({ kind: 'other', chainId: 5_042, genesis: GENESIS });
    desk.on('eth_chainId', rpc('0x4cef52'));
    desk.on('eth_getBlockByNumber', rpc({ number: '0x0', hash: BLOCK }));
    expect(await identity(desk)).toMatchObject({ kind: 'other', genesis: BLOCK });
    // A mistake that was put right counts at once.
    desk.on('eth_getBlockByNumber', (request) => blockAt(request));
    expect((await identity(desk)).kind).toBe('bound');
  });

  test('is shown where the connection is bound to none', async () => {
    expect(await identity(createDesk({ genesisHash: '' }))).toEqual({
      kind: 'unbound', chainId: 5_042_002, genesis: GENESIS,
    });
  });
});

test('a fee is rounded up to the smallest unit', () => {
  expect(feeIn(USDC, 976_000_000_000_000n).minor).toBe(976n);
  expect(feeIn(USDC, 976_000_000_000_001n).minor).toBe(977n);
  expect(feeIn(USDC, 0n).minor).toBe(0n);
});
