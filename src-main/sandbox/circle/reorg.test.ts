import { expect, test } from 'vitest';
import type { EvmChain, Hex, Receipt } from '../evm/chain-port.ts';
import { createCircleDesk, faulted } from './test-circle.ts';

const MINED: Receipt = {
  isSuccess: true, blockHash: '0xb1', blockNumber: 1n, gasUsed: 21_000n,
  effectiveGasPrice: 20_000_000_000n, blockTimeMs: 0,
};

/** A chain by script: it shows the receipts that it is given, and remembers what it was handed. */
function scriptedChain(receipts: ReadonlyMap<Hex, Receipt>, handed: Hex[]): EvmChain {
  return {
    implementation: 'anvil', isFresh: () => false, genesisHash: () => '0xa0',
    begin: () => undefined, adopt: (_address, done) => done(),
    endow: (_address, _balances, done) => done(),
    balances: (_address, done) => done({ native: 10n ** 24n, eurc: 0n }),
    nonce: (_address, done) => done(0), check: (_order, done) => done(null),
    sign: ({ nonce }, done) => done({ hash: `0x${nonce}`, raw: String(nonce) }),
    send: ({ hash }, done) => {
      handed.push(hash);
      done();
    },
    receipt: (hash, done) => done(receipts.get(hash) ?? null),
    reorg: (_signed, _forMs, done) => done(), block: (_address, done) => done(),
  };
}

/** A desk on such a chain. */
function deskOn(receipts: ReadonlyMap<Hex, Receipt>, handed: Hex[]) {
  return createCircleDesk({
    usdc: {
      chain: {
        chain: scriptedChain(receipts, handed),
        ask: () => { throw new Error('Nobody asks the chain here.'); },
      },
    },
  });
}

test('what was handed over and not yet seen mined when blocks went is handed over again', () => {
  const handed: Hex[] = [];
  const desk = deskOn(new Map([['0x0', MINED]]), handed);
  faulted(desk, 'reorg', 2_000);
  desk.transfer();
  // In the same blocks as the first, as far as anybody knows; its receipt was not asked for yet.
  for (let ms = 0; ms < 1_000; ms += 10) desk.sandbox.advance(10);
  expect(handed).toEqual(['0x0', '0x1', '0x1']);
  for (let ms = 0; ms < 2_000; ms += 10) desk.sandbox.advance(10);
  expect(handed).toEqual(['0x0', '0x1', '0x1', '0x0']);
});

test('what went with the blocks is known by the chain, not by where it was seen before', () => {
  const handed: Hex[] = [];
  const desk = deskOn(new Map([
    ['0x0', { ...MINED, blockNumber: 5n }],
    // Seen in block 1, before another reorganisation put it behind the first.
    ['0x1', MINED],
  ]), handed);
  faulted(desk, 'reorg', 2_000);
  desk.transfer();
  for (let ms = 0; ms < 1_000; ms += 10) desk.sandbox.advance(10);
  expect(handed).toEqual(['0x0', '0x1', '0x1']);
});

test('what one reorganisation keeps out comes back in its own time, whatever others do', () => {
  const handed: Hex[] = [];
  const desk = deskOn(new Map([['0x0', MINED], ['0x1', { ...MINED, blockNumber: 2n }]]), handed);
  faulted(desk, 'reorg', 4_000);
  faulted(desk, 'reorg', 1_000);
  const passed = (ms: number): void => {
    for (let at = 0; at < ms; at += 10) desk.sandbox.advance(10);
  };
  passed(1_000);
  expect(handed.filter((hash) => hash === '0x0')).toHaveLength(1);
  passed(2_000);
  expect(handed.at(-1)).toBe('0x1');
  expect(handed.filter((hash) => hash === '0x0')).toHaveLength(1);
  passed(2_000);
  expect(handed.filter((hash) => hash === '0x0')).toHaveLength(2);
});
