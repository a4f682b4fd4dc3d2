import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { findAnvil } from '../evm/anvil-process.ts';
import { SYSTEM_ADDRESS } from '../evm/chain-port.ts';
import type { FaultWord } from '../faults.ts';
import { createSandboxServer, type SandboxServer } from '../http-server.ts';
import type { Journal, JournalEntry } from '../journal.ts';
import type { Sandbox } from '../sandbox.ts';
import { asJson, circleAsker, createCircleDesk } from './test-circle.ts';

/** A journal that outlives the sandbox that writes it, as a file does. */
function memoryJournal(kept: JournalEntry[]): Journal {
  const before = [...kept];
  return {
    entries: () => before, close: () => undefined,
    append: (entry) => {
      const { by, event } = JSON.parse(JSON.stringify(entry)) as JournalEntry;
      kept.push({ by, event });
    },
  };
}

const FAULTS = [
  'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before', 'timeout-after',
  'nonsense', 'stuck', 'denied', 'reverted', 'reorg', 'delayed-complete', 'complete-before-chain',
  'failed-but-mined',
] as const satisfies readonly FaultWord[];

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), payout: fc.nat(7) }) },
  { weight: 3, arbitrary: fc.record({
    kind: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS),
    delayMs: fc.constantFrom(50, 700, 4_000),
  }) },
  { weight: 3, arbitrary: fc.record({
    kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 15, 30, 90, 1_500),
  }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({
    kind: fc.constantFrom('cancel' as const, 'accelerate' as const), payout: fc.nat(7),
  }) },
);

/** Logs of native movements, by who received: what the chain itself says was paid. */
function paidOnChain(sandbox: Sandbox): Map<string, bigint[]> {
  const { bodyText } = sandbox.handle('evm', {
    method: 'POST', path: '/', headers: {},
    bodyText: JSON.stringify({
      jsonrpc: '2.0', id: 1, method: 'eth_getLogs',
      params: [{ fromBlock: '0x0', toBlock: 'latest', address: SYSTEM_ADDRESS }],
    }),
  });
  const paid = new Map<string, bigint[]>();
  const { result } = asJson(JSON.parse(bodyText));
  for (const log of Array.isArray(result) ? result : []) {
    const { topics, data } = asJson(log);
    const to = `0x${String(Array.isArray(topics) ? topics[2] : '').slice(-40)}`;
    paid.set(to, [...paid.get(to) ?? [], BigInt(String(data))]);
  }
  return paid;
}

describe('a payout', () => {
  test('pays at most once for each key, whatever fails, restarts or comes twice', () => {
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      const kept: JournalEntry[] = [];
      const open = () => createCircleDesk({ journal: memoryJournal(kept) });
      let desk = open();
      const payee = (payout: number): string => `0xcc${String(payout + 1).padStart(38, '0')}`;
      const key = (payout: number): string =>
        `11111111-0000-4000-8000-${String(payout).padStart(12, '0')}`;
      const ids = new Map<number, string>();
      const deliver = (path: string, body: object) => desk.sandbox.deliver('circle', {
        method: 'POST', path,
        headers: { authorization: `Bearer ${desk.sandbox.secrets.circleApiKey}` },
        bodyText: JSON.stringify({ entitySecretCiphertext: desk.ciphertext(), ...body }),
      });
      for (const one of steps) {
        switch (one.kind) {
          case 'send': {
            const order = desk.order({ to: payee(one.payout), amount: '1.5' });
            const told = deliver('/v1/w3s/developer/transactions/transfer', {
              ...order, idempotencyKey: key(one.payout),
            });
            if (told.kind === 'response' && told.response.status === 201) {
              const data = asJson(asJson(JSON.parse(told.response.bodyText))['data']);
              ids.set(one.payout, String(data['id']));
            }
            break;
          }
          case 'fault':
            desk.sandbox.faults.add({
              provider: 'circle', operation: 'payout', fault: one.fault, times: 1,
              delayMs: one.delayMs,
            });
            break;
          case 'wait': desk.sandbox.advance(one.ms); break;
          case 'restart': desk = open(); break;
          default:
            deliver(`/v1/w3s/developer/transactions/${ids.get(one.payout) ?? 'none'}/${one.kind}`,
              { idempotencyKey: desk.freshKey() });
        }
      }
      desk.sandbox.faults.clear();
      for (let ms = 0; ms < 130_000; ms += 5_000) desk.sandbox.advance(5_000);
      const paid = paidOnChain(desk.sandbox);
      const books = desk.sandbox.books();
      for (const [payout, id] of ids) {
        const logs = paid.get(payee(payout)) ?? [];
        const { state, errorReason } = desk.transaction(id);
        const once = [1_500_000n * 10n ** 12n];
        // Nothing stays under way once every fault has ended, and Circle fails only one kind of
        // those that were paid: that is what the fault is about.
        expect(['COMPLETE', 'FAILED', 'DENIED', 'CANCELLED']).toContain(state);
        const isPaid = state === 'COMPLETE' || errorReason === 'INTERNAL_ERROR';
        expect(logs).toEqual(isPaid ? once : []);
      }
      expect(books.map(({ account }) => account).toSorted())
        .toEqual([...paid.keys()].toSorted());
    }), { numRuns: 60 });
  }, 60_000);
});

const running: SandboxServer[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const chains = findAnvil() === null ? ['model'] as const : ['model', 'anvil'] as const;
describe.each(chains)('a restart over the %s chain', (chain) => {
  test('in the middle loses nothing and pays nothing twice', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-restart-'));
    folders.push(dataDir);
    const start = async () => {
      const server = await createSandboxServer({
        dataDir, signing: 'hash', chain,
        circleLimits: { getsPerSecond: null, postsPerSecond: null },
      });
      running.push(server);
      return server;
    };
    const first = await start();
    const { genesisHash } = first.connections.evm;
    await expect.poll(() => publicKeyIn(first), { timeout: 20_000 }).toBe(true);
    const desk = circleAsker(first.sandbox);
    const ids = Array.from({ length: 12 }, (_, index) =>
      desk.transfer({ to: `0xbb${String(index + 1).padStart(38, '0')}`, amount: '2' }).id);
    await expect.poll(() => ids.filter((id) => desk.transaction(id)['state'] === 'COMPLETE').length,
      { timeout: 10_000 }).toBeGreaterThan(0);
    ids.push(...Array.from({ length: 12 }, (_, index) =>
      desk.transfer({ to: `0xbb${String(index + 21).padStart(38, '0')}`, amount: '2' }).id));
    await running.pop()?.close();

    const second = await start();
    expect(second.connections.evm.genesisHash).toBe(genesisHash);
    expect(second.connections.circle.wallets).toEqual(first.connections.circle.wallets);
    const again = circleAsker(second.sandbox);
    await expect.poll(() => ids.map((id) => again.transaction(id)['state']), { timeout: 20_000 })
      .toEqual(ids.map(() => 'COMPLETE'));
    const accounts = second.sandbox.books().map(({ account }) => account);
    expect(accounts).toHaveLength(24);
    expect(new Set(accounts).size).toBe(24);
    const { chain: node } = second.sandbox;
    for (const account of accounts) {
      const { native } = await new Promise<{ native: bigint }>((resolve) => {
        node.balances(`0x${account.slice(2)}`, resolve);
      });
      expect(native).toBe(2n * 10n ** 18n);
    }
  }, 60_000);
});

/** Whether the server has made its entity key: a fresh folder takes a moment for it. */
async function publicKeyIn({ connections: { circle } }: SandboxServer): Promise<boolean> {
  const answer = await fetch(`${circle.url}/v1/w3s/config/entity/publicKey`, {
    headers: { authorization: `Bearer ${circle.apiKey}` },
  });
  return answer.ok;
}
