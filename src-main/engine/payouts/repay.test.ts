import { describe, expect, test } from 'vitest';
import {
  createTreasuryEngine, OWN_WALLET, payTask, stateOf, type TreasuryEngine,
} from '../../testing/treasury-engine.ts';
import { accepted, onPayment, operatorAsk } from '../../testing/test-engine.ts';
import { formatAmount } from '../domain/money.ts';
import type { PayBack } from '../api.ts';
import { findProblems } from '../../db/integrity.ts';
import type { Refusal, Result } from '../domain/result.ts';

const back = (paymentId: string, more: Partial<PayBack> = {}): PayBack => ({
  ...onPayment(paymentId), reason: 'Paid for the wrong task.', amountText: null, waitMs: 0,
  delayMs: 0, ...more,
});

/** A payee whose wallet Circle keeps for us, paid 50 USDC for a task. */
async function paidIntoOurs(account: string | null = null) {
  const world = await createTreasuryEngine();
  await world.wallet('worker-1', account);
  const paid = await payTask(world);
  expect(stateOf(paid)).toEqual(['released', 'settled']);
  return { world, paid };
}

function repay(world: TreasuryEngine, paymentId: string, more: Partial<PayBack> = {}) {
  return world.answered(world.engine().consents.payBack(operatorAsk, back(paymentId, more)));
}

async function balances(world: TreasuryEngine): Promise<Readonly<Record<string, string>>> {
  const rows = await world.store().read.balances();
  return Object.fromEntries(rows.map(({ account, balance }) => [account, formatAmount(balance)]));
}

function refused(result: Result<unknown>): Refusal {
  if (result.ok) throw new Error('It was not refused.');
  return result.refusal;
}

function tookBack(world: TreasuryEngine): readonly string[] {
  return world.sandbox.books().flatMap(({ provider, kind, amount }) =>
    provider === 'circle' && kind === 'refund' ? [amount] : []);
}

describe('money in a wallet that is kept for us', () => {
  test('goes back into the treasury as a payment of its own, proven as any other', async () => {
    const { world, paid } = await paidIntoOurs();
    const { payment } = accepted(await repay(world, paid.payment.id, { amountText: '20' }));
    const done = await world.rests(payment.id);
    expect(stateOf(done)).toEqual(['released', 'settled']);
    expect(done.payment).toMatchObject({
      link: { kind: 'refund-of', paymentId: paid.payment.id }, payer: paid.payment.payee,
      payerAccount: paid.payment.payeeAccount, payee: paid.payment.payer, jobId: null,
      identity: null, walletId: null,
    });
    expect(done.operations[0]?.evidence).toMatchObject({ word: 'Circle and the chain' });
    expect(tookBack(world)).toEqual(['20']);
    const { treasury, payee, 'network-fees': network } = await balances(world);
    const gas = [paid, done].map(({ operations: [one] }) => one?.networkFee?.minor ?? 0n);
    // The payee's wallet sent it, and paid the network for it.
    expect(payee).toBe(formatUnits(30_000_000n - (gas[1] ?? 0n)));
    expect(treasury).toBe(`-${formatUnits(30_000_000n + (gas[0] ?? 0n))}`);
    expect(network).toBe(formatUnits((gas[0] ?? 0n) + (gas[1] ?? 0n)));
    expect(gas.every((one) => one > 0n)).toBe(true);
    expect(findProblems(world.database)).toEqual([]);
  });

  test('never goes back twice, whoever asks at the same moment', async () => {
    const { world, paid } = await paidIntoOurs();
    const both = await Promise.all(['30', '30'].map((amountText) =>
      repay(world, paid.payment.id, { amountText })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of both) if (one.ok) await world.rests(one.value.payment.id);
    expect(refused(await repay(world, paid.payment.id, { amountText: '20.000001' })).code)
      .toBe('above_refundable');
    expect(tookBack(world)).toEqual(['30']);
  });

  test('goes back as far as the wallet can send it, its fee kept back', async () => {
    const { world, paid } = await paidIntoOurs();
    const most = accepted(
      await world.answered(world.engine().consents.refundable(paid.payment.id)));
    const { payment } = accepted(await repay(world, paid.payment.id));
    expect(payment.amount).toEqual(most);
    expect(stateOf(await world.rests(payment.id))).toEqual(['released', 'settled']);
  });

  test('can be stopped until it leaves', async () => {
    const { world, paid } = await paidIntoOurs();
    const { payment, operations } = accepted(await repay(world, paid.payment.id, {
      delayMs: 10_000,
    }));
    accepted(await world.engine().payments.stop(operatorAsk, {
      paymentId: payment.id, operationId: operations[0]?.id ?? '',
    }));
    await world.pass(12_000);
    expect(tookBack(world)).toEqual([]);
    expect((await world.payment(payment.id)).payment.status).toBe('cancelled');
    const most = accepted(
      await world.answered(world.engine().consents.refundable(paid.payment.id)));
    expect(most.minor).toBeGreaterThan(0n);
  });

  test.each(['drop-after', 'drop-before', 'timeout-after'] as const)(
    'goes back once, whatever becomes of the answer: %s', async (fault) => {
      const { world, paid } = await paidIntoOurs();
      world.fault({ provider: 'circle', operation: 'payout', fault, times: 1 });
      const { payment } = accepted(await repay(world, paid.payment.id, { amountText: '20' }));
      const done = await world.rests(payment.id, 240_000);
      expect(stateOf(done)).toEqual(['released', 'settled']);
      expect((await world.store().read.attempts(done.operations[0]?.id ?? '')).length)
        .toBeGreaterThan(1);
      expect(tookBack(world)).toEqual(['20']);
    });
});

describe('what is not ours to take back', () => {
  test('a wallet of the payee\'s own', async () => {
    const { world, paid } = await paidIntoOurs(OWN_WALLET);
    const no = refused(await repay(world, paid.payment.id));
    expect(no).toMatchObject({ code: 'state_forbids' });
    expect(no.message).toContain('the wallet is the payee\'s own');
  });

  test('a wallet that is no longer the one that was paid', async () => {
    const { world, paid } = await paidIntoOurs();
    await world.wallet('worker-1', OWN_WALLET);
    expect(refused(await repay(world, paid.payment.id)).code).toBe('state_forbids');
  });

  test('what was taken back itself', async () => {
    const { world, paid } = await paidIntoOurs();
    const { payment } = accepted(await repay(world, paid.payment.id, { amountText: '20' }));
    await world.rests(payment.id);
    expect(refused(await repay(world, payment.id)).message)
      .toBe('This payment is itself a repayment.');
  });
});

function formatUnits(units: bigint): string {
  const text = units.toString().padStart(7, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}
