import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAnvil } from '../evm/anvil-process.ts';
import { hexOf, type Receipt } from '../evm/chain-port.ts';
import { NO_ANVIL } from '../evm/choose-chain.ts';
import type { FaultWord } from '../faults.ts';
import { createSandboxServer, type SandboxServer } from '../http-server.ts';
import { asJson, circleAsker } from './test-circle.ts';

if (findAnvil() === null) process.stderr.write(`Not run on anvil: ${NO_ANVIL}\n`);
const chains = findAnvil() === null ? ['model'] as const : ['model', 'anvil'] as const;

/** What the simulation plays in turned time, here in real time and over the real chain as well. */
describe.each(chains)('over the %s chain, a transaction', (chain) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-fates-'));
  const running: { server: SandboxServer | null; paid: number } = { server: null, paid: 0 };
  beforeAll(async () => {
    running.server = await createSandboxServer({
      dataDir: folder, signing: 'hash', chain,
      circleLimits: { getsPerSecond: null, postsPerSecond: null },
    });
    // The first question for the entity key waits until it is made.
    const { url, apiKey } = running.server.connections.circle;
    await fetch(`${url}/v1/w3s/config/entity/publicKey`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
  }, 30_000);
  afterAll(async () => {
    await running.server?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  function desk() {
    const { server } = running;
    if (server === null) throw new Error('The sandbox did not start.');
    const { sandbox } = server;
    const circle = circleAsker(sandbox);
    const pay = async (fault: FaultWord | null, delayMs = 600): Promise<string> => {
      running.paid += 1;
      if (fault !== null) {
        sandbox.faults.add({ provider: 'circle', operation: 'payout', fault, times: 1, delayMs });
      }
      const { url, apiKey } = server.connections.circle;
      const response = await fetch(`${url}/v1/w3s/developer/transactions/transfer`, {
        method: 'POST', headers: { authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({
          ...circle.order({ refId: `pay-${running.paid}`, amount: '3' }),
          idempotencyKey: crypto.randomUUID(), entitySecretCiphertext: circle.ciphertext(),
        }),
      });
      return String(asJson(asJson(await response.json())['data'])['id']);
    };
    const receipt = (id: string) => new Promise<Receipt | null>((resolve) => {
      const { txHash } = circle.transaction(id);
      if (typeof txHash === 'string') sandbox.chain.receipt(hexOf(txHash), resolve);
      else resolve(null);
    });
    const stands = async (id: string): Promise<string> => {
      const found = await receipt(id);
      const onChain = found === null ? 'not there' : found.isSuccess ? 'paid' : 'reverted';
      return `${String(circle.transaction(id)['state'])}, ${onChain}`;
    };
    const booked = (): number =>
      sandbox.books().filter(({ reference }) => reference === `pay-${running.paid}`).length;
    return { pay, stands, receipt, booked };
  }

  test.each([
    ['reverted', 'FAILED, reverted', 0], ['failed-but-mined', 'FAILED, paid', 1],
    ['stuck', 'COMPLETE, paid', 1], ['delayed-complete', 'COMPLETE, paid', 1],
    ['complete-before-chain', 'COMPLETE, paid', 1],
  ] as const)('under %s ends as %s', async (fault, expected, rows) => {
    const { pay, stands, booked } = desk();
    const id = await pay(fault);
    await expect.poll(() => stands(id), { timeout: 8_000 }).toBe(expected);
    await expect.poll(booked).toBe(rows);
  }, 15_000);

  test('under reorg is lost by the chain for a while, and comes back', async () => {
    const { pay, stands, receipt, booked } = desk();
    const id = await pay('reorg', 1_500);
    await expect.poll(() => stands(id), { timeout: 8_000, interval: 10 })
      .toBe('COMPLETE, not there');
    const behind = await pay(null);
    await expect.poll(() => stands(id), { timeout: 8_000 }).toBe('COMPLETE, paid');
    // Its nonce is the next: it waited for the one that was lost.
    await expect.poll(() => stands(behind), { timeout: 8_000 }).toBe('COMPLETE, paid');
    const [lost, next] = [await receipt(id), await receipt(behind)];
    expect(Number(lost?.blockNumber)).toBeLessThanOrEqual(Number(next?.blockNumber));
    expect(booked()).toBe(1);
  }, 30_000);
});
