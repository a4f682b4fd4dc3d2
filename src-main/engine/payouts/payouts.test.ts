import { describe, expect, test } from 'vitest';
import { formatAmount, formatAmountShort } from '../domain/money.ts';
import type { CompletedTask } from '../api.ts';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted, keyAsk, onPayment, operatorAsk } from '../../testing/test-engine.ts';
import {
  LENIENT, openTreasury as open, OWN_WALLET, createTreasuryEngine, payTask as paid, stateOf,
  type TreasuryEngine,
} from '../../testing/treasury-engine.ts';
import { payoutIdentity } from './task.ts';

function balanceOf(world: TreasuryEngine) {
  return world.store().read.balances().then((rows) => Object.fromEntries(rows
    .filter(({ balance }) => balance.minor !== 0n)
    .map(({ account, balance }) => [account, formatAmount(balance)])));
}

describe('a completed task', () => {
  test('is paid from the treasury once, with evidence of Circle and of the chain', async () => {
    const world = await open();
    const done = await paid(world);
    expect(stateOf(done)).toEqual(['released', 'settled']);
    const [operation] = done.operations;
    expect(operation?.evidence).toMatchObject({
      kind: 'transaction', word: 'Circle and the chain',
    });
    expect(world.paidOut()).toEqual([
      { account: expect.stringMatching(new RegExp(OWN_WALLET, 'i')), amount: '50',
        hash: operation?.evidence?.reference },
    ]);
    expect(operation?.networkFee?.minor).toBeGreaterThan(0n);
    const { treasury, payee, 'network-fees': network } = await balanceOf(world);
    expect(payee).toBe('50.000000');
    expect(network).toMatch(/^0\.00\d{4}$/);
    expect(treasury).toBe(`-50.${network?.slice(2)}`);
  });

  test('moves its job, its payee\'s score and the audit log in the commit that says paid',
    async () => {
      const world = await open();
      const done = await paid(world);
      const job = await world.store().read.job(done.payment.jobId ?? '');
      expect(job).toMatchObject({ state: 'completed', paymentId: done.payment.id });
      const wallet = await world.store().read.payeeWallet(done.payment.walletId ?? '');
      expect(wallet?.score).toBe(110);
      expect(await world.store().read.reputationOf(wallet?.id ?? '', 10)).toEqual([
        expect.objectContaining({
          paymentId: done.payment.id, kind: 'task_completed', delta: 10, before: 100, after: 110,
          relatedId: 'task-1',
        }),
      ]);
    });

  test('announced again is answered with the same payment (T-18, T-19)', async () => {
    const world = await open();
    const first = accepted(await world.task());
    const second = accepted(await world.task());
    expect(second).toMatchObject({ repeated: true });
    expect(second.payment.payment.id).toBe(first.payment.payment.id);
    await world.rests(first.payment.payment.id);
    expect(accepted(await world.task()).repeated).toBe(true);
    expect(world.paidOut()).toHaveLength(1);
  });

  test('announced twice at once becomes one payment', async () => {
    const world = await open();
    const answers = await Promise.all([world.task(), world.task(), world.task()]);
    const ids = new Set(answers.map((answer) => accepted(answer).payment.payment.id));
    expect(ids.size).toBe(1);
    await world.rests([...ids][0] ?? '');
    expect(world.paidOut()).toHaveLength(1);
  });

  test('announced again with another amount is refused and changes nothing (T-21)', async () => {
    const world = await open();
    await world.task();
    expect(await world.task({ amountText: '51' })).toMatchObject({
      ok: false, refusal: { code: 'already_paid' },
    });
  });

  test('is not paid under another key while it is on its way', async () => {
    const world = await open();
    await world.task();
    expect(await world.task({ identity: 'retry-1' })).toMatchObject({
      ok: false, refusal: { code: 'already_paid' },
    });
  });

  test('that was refused is looked at afresh the next time (T-20)', async () => {
    const world = await createTreasuryEngine();
    expect(await world.task()).toMatchObject({
      ok: false, refusal: { code: 'wallet_not_found' },
    });
    await world.wallet('worker-1');
    expect(stateOf(await paid(world))).toEqual(['released', 'settled']);
  });

  test.each([
    ['0.99', 'amount_out_of_range'], ['10000.000001', 'amount_out_of_range'],
    ['1.0000001', 'amount_too_precise'], ['-5', 'invalid_amount'], ['1e400', 'invalid_amount'],
  ])('of %s USDC is refused as %s (S4-030)', async (amountText, code) => {
    const world = await open({ payouts: { rules: LENIENT } });
    expect(await world.task({ amountText })).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each(['1', '10000', '1000.10', '9999.999999'])(
    'of %s USDC is paid to the last digit', async (amountText) => {
      const world = await open({ payouts: { rules: LENIENT } });
      const done = await paid(world, { amountText });
      expect(formatAmount(done.payment.released)).toMatch(new RegExp(`^${amountText}`));
      expect(world.paidOut()[0]?.amount).toBe(formatAmountShort(done.payment.released));
    },
  );

  test('has the identity of the source document for ever (S4-015)', () => {
    // printf 'task-1-worker-1-payment' | sha256sum
    expect(payoutIdentity('task-1', 'worker-1')).toBe(
      '6be52ac501824c78eda00b4669ecd070851b5a4206d09171170987a4dff15bed',
    );
  });
});

describe('who lets a payout go', () => {
  test('is a person where the policy says so', async () => {
    const world = await open({ payouts: { pays: 'by-a-person' } });
    const { payment: { payment: { id } } } = accepted(await world.task());
    await world.pass(5_000);
    expect(stateOf(await world.payment(id))).toEqual(['requested', 'planned']);
    expect(world.paidOut()).toEqual([]);
    accepted(await world.engine().payments.release(operatorAsk, {
      ...onPayment(id), amountText: null, delayMs: 10_000,
    }));
    await world.pass(9_000);
    expect(world.paidOut()).toEqual([]);
    expect(stateOf(await world.rests(id))).toEqual(['released', 'settled']);
  });

  test('is an operator, never a program, where something looks odd', async () => {
    const world = await open();
    const { payment, verdict } = accepted(await world.task({ amountText: '2500' }));
    expect(verdict).toMatchObject({ outcome: 'flag' });
    expect(payment.payment.review).toContain('above 1000 USDC');
    expect(await world.attention(payment.payment.id)).toEqual(['review-needed']);
    const move = { ...onPayment(payment.payment.id), amountText: null, delayMs: 0 };
    expect(await world.engine().payments.release(keyAsk, move)).toMatchObject({
      ok: false, refusal: { code: 'state_forbids' },
    });
    accepted(await world.engine().payments.release(operatorAsk, move));
    expect(stateOf(await world.rests(payment.payment.id))).toEqual(['released', 'settled']);
  });

  test('is an operator for a large first payout, and for an account that was just changed',
    async () => {
      const world = await open();
      const first = accepted(await world.task({ amountText: '600' }));
      expect(first.payment.payment.review).toContain('first payout to this account');
      const small = await paid(world, { taskId: 'task-2', amountText: '50' });
      expect(stateOf(small)).toEqual(['released', 'settled']);
      const known = accepted(await world.task({ taskId: 'task-3', amountText: '90' }));
      expect(known.verdict.outcome).toBe('approve');
      await world.pass(2_000);
      await world.wallet('worker-1', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb');
      const changed = accepted(await world.task({ taskId: 'task-4', amountText: '90' }));
      expect(changed.payment.payment.review).toContain('was changed within a day');
    });

  test('is nobody where it cannot be true', async () => {
    const world = await open();
    const nowMs = world.clock.nowMs();
    for (const completedAt of [nowMs + 600_000, nowMs - 90_000_000]) {
      expect(await world.task({ completedAt })).toMatchObject({
        ok: false, refusal: { code: 'task_rejected' },
      });
    }
    expect(world.paidOut()).toEqual([]);
  });

  test('can say no, and the task may be announced anew', async () => {
    const world = await open({ payouts: { pays: 'by-a-person' } });
    const { payment } = accepted(await world.task());
    accepted(await world.engine().payments.cancel(operatorAsk, onPayment(payment.payment.id)));
    expect(stateOf(await world.payment(payment.payment.id))).toEqual(['cancelled', 'cancelled']);
    expect(accepted(await world.task()).repeated).toBe(false);
  });
});

describe('a fee', () => {
  test('is exact, rounded down, charged to the payer and never all of it', async () => {
    const world = await open({ payouts: { feeBasisPoints: 250 } });
    const done = await paid(world, { amountText: '33.333333' });
    expect(formatAmount(done.payment.amount)).toBe('32.500000');
    expect(done.payment.fee?.minor).toBe(833_333n);
    const { fees, payer, payee } = await balanceOf(world);
    expect([fees, payer, payee]).toEqual(['0.833333', '-0.833333', '32.500000']);
  });

  test('of the environment wins over every policy (S4-094)', async () => {
    const world = await open({
      payouts: { feeBasisPoints: 500 }, engine: { payoutFeeBasisPoints: () => 100 },
    });
    expect((await paid(world, { amountText: '50' })).payment.fee?.minor).toBe(500_000n);
  });

  test('follows the tier that the payee\'s volume of 30 days reaches', async () => {
    const world = await open({
      payouts: {
        feeBasisPoints: 500, rules: LENIENT,
        feeTiers: [{ from: '100', basisPoints: 200 }, { from: '1000', basisPoints: 100 }],
      },
    });
    const fees: string[] = [];
    for (const [index, amountText] of ['100', '1000', '1000'].entries()) {
      const done = await paid(world, { taskId: `task-${index}`, amountText });
      fees.push(formatAmount(done.payment.fee ?? done.payment.released));
    }
    expect(fees).toEqual(['5.000000', '20.000000', '10.000000']);
  });
});

test('EURC without a token on the connection is refused before anything is sent', async () => {
  const world = await open();
  const done = await paid(world, { assetCode: 'EURC' });
  expect(stateOf(done)).toEqual(['stalled', 'rejected']);
  expect(world.sent.filter((line) => line.includes('/transfer'))).toEqual([]);
});

describe('payouts planned from a file', () => {
  const row = (world: TreasuryEngine, at: number): CompletedTask => ({
    marketplaceId: MARKETPLACE_ID, taskId: `row-${at}`, payeeReference: 'worker-1',
    amountText: '2', assetCode: 'USDC', completedAt: world.clock.nowMs(), durationMinutes: null,
    hasProof: false, rating: null, identity: `file-1:${at}`, title: null, payload: '{}',
  });

  test('wait until a batch lets them go, and are paid once however often they are planned',
    async () => {
      const world = await open({ payouts: { rules: LENIENT } });
      const rows = Array.from({ length: 20 }, (_, at) => row(world, at));
      const planned = accepted(await world.engine().payouts.plan(operatorAsk, rows));
      const again = accepted(await world.engine().payouts.plan(operatorAsk, rows));
      const ids = planned.flatMap((made) => (made.kind === 'planned' ? [made.paymentId] : []));
      expect(again.every((made) => made.kind === 'planned' && made.repeated)).toBe(true);
      await world.pass(1_000);
      expect(world.paidOut()).toEqual([]);
      accepted(await world.engine().batches.create(operatorAsk, {
        marketplaceId: null, act: 'release', paymentIds: ids, reason: 'payday',
      }));
      for (const id of ids) await world.rests(id, 60_000);
      expect(world.paidOut()).toHaveLength(20);
    });

  test('are previewed without being made', async () => {
    const world = await open();
    const [known, unknown] = accepted(await world.engine().payouts.preview([
      row(world, 0), { ...row(world, 1), payeeReference: 'nobody' },
    ]));
    expect(known).toMatchObject({ kind: 'payable', payee: 'worker-1', isNewPayee: true });
    expect(unknown).toMatchObject({ kind: 'refused', refusal: { code: 'wallet_not_found' } });
    expect(await world.store().read.paymentByIdentity(MARKETPLACE_ID, 'file-1:0')).toBeNull();
  });
});

test('an account that looks like the one of another payee is found, however it is written',
  async () => {
    const world = await open();
    const alike = `${OWN_WALLET.slice(0, 6)}${'0'.repeat(32)}${OWN_WALLET.slice(-4)}`;
    await world.wallet('worker-2', alike.toLowerCase());
    for (const account of [OWN_WALLET, OWN_WALLET.toLowerCase()]) {
      expect((await world.store().read.alikeWallets(account)).map(({ reference }) => reference))
        .toEqual(['worker-2']);
    }
    const { verdict } = accepted(await world.task());
    expect(verdict).toMatchObject({ outcome: 'flag', points: 25 });
  });

test('a task announced at once under two names is paid under one of them', async () => {
  const world = await open();
  await world.wallet('worker-2', '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb');
  const answers = await Promise.all([
    world.task(), world.task({ identity: 'another' }), world.task({ payeeReference: 'worker-2' }),
  ]);
  expect(answers.map((answer) => (answer.ok ? 'paid' : answer.refusal.code)).toSorted(
    (a, b) => a.localeCompare(b),
  )).toEqual(['already_paid', 'already_paid', 'paid']);
  await world.pass(5_000);
  expect(world.paidOut()).toHaveLength(1);
});
