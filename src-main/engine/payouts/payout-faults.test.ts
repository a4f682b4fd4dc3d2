import { describe, expect, test } from 'vitest';
import { formatAmount } from '../domain/money.ts';
import { accepted, onPayment, operatorAsk } from '../../testing/test-engine.ts';
import {
  LENIENT, openTreasury as open, payTask as paid, stateOf, type TreasuryEngine,
} from '../../testing/treasury-engine.ts';

describe('a payout whose answer is lost', () => {
  test.each(['drop-after', 'timeout-after', 'error-after', 'nonsense'] as const)(
    'by %s is found paid, and paid once', async (fault) => {
      const world = await open();
      world.fault({ provider: 'circle', operation: 'payout', fault, times: 1 });
      const done = await paid(world);
      expect(stateOf(done)).toEqual(['released', 'settled']);
      expect(world.paidOut()).toHaveLength(1);
    },
  );

  test.each(['drop-before', 'timeout-before', 'error-before'] as const)(
    'by %s is sent again under its own key, after grace and two readings', async (fault) => {
      const world = await open();
      world.fault({ provider: 'circle', operation: 'payout', fault, times: 1 });
      const { payment } = accepted(await world.task());
      const [key] = payment.operations.map((operation) => operation.key);
      const done = await world.rests(payment.payment.id, 120_000);
      expect(stateOf(done)).toEqual(['released', 'settled']);
      expect(done.operations.map((operation) => operation.key)).toEqual([key]);
      expect(world.paidOut()).toHaveLength(1);
    },
  );

  test.each(['inside-transaction', 'before-commit', 'after-commit-before-answer'] as const)(
    'by a crash %s is paid once after the restart', async (point) => {
      const world = await open();
      const { payment } = accepted(await world.task());
      world.failAt(point, 'crash');
      await world.pass(500);
      await world.restart();
      expect(stateOf(await world.rests(payment.payment.id, 120_000)))
        .toEqual(['released', 'settled']);
      expect(world.paidOut()).toHaveLength(1);
    },
  );

  test('by a crash while the call is out is paid once after the restart', async () => {
    const world = await open({ latencyMs: () => 300 });
    const { payment } = accepted(await world.task());
    await world.pass(700);
    world.crash();
    await world.restart();
    expect(stateOf(await world.rests(payment.payment.id, 120_000)))
      .toEqual(['released', 'settled']);
    expect(world.paidOut()).toHaveLength(1);
  });
});

describe('a payout that Circle ends', () => {
  test.each(['denied', 'reverted'] as const)(
    'as %s is stalled, and a retry is a new operation with a new key (T-19, T-22)',
    async (fault) => {
      const world = await open();
      world.fault({ provider: 'circle', operation: 'payout', fault, times: 1 });
      const failed = await paid(world);
      expect(stateOf(failed)).toEqual(['stalled', 'rejected']);
      expect(await world.store().read.job(failed.payment.jobId ?? ''))
        .toMatchObject({ state: 'completed' });
      expect(await world.attention(failed.payment.id)).toEqual(['release-rejected']);
      accepted(await world.engine().payments.retry(operatorAsk, onPayment(failed.payment.id)));
      const done = await world.rests(failed.payment.id);
      expect(stateOf(done)).toEqual(['released', 'rejected', 'settled']);
      const [first, second] = done.operations;
      expect(second).toMatchObject({ retryOf: first?.id });
      expect(second?.key).not.toBe(first?.key);
      expect(world.paidOut()).toHaveLength(1);
    },
  );

  test('as failed while the chain shows it paid stands before a person and is never sent again',
    async () => {
      const world = await open();
      world.fault({ provider: 'circle', operation: 'payout', fault: 'failed-but-mined', times: 1 });
      const { payment: { payment: { id } } } = accepted(await world.task());
      await world.pass(60_000);
      const now = await world.payment(id);
      expect(stateOf(now)).toEqual(['unclear', 'unclear']);
      expect(now.operations[0]).toMatchObject({ failureCode: 'contradiction' });
      expect(now.operations[0]?.failureText).toContain('Do not pay again');
      expect(await world.attention(id)).toEqual(['outcome-unclear']);
      expect((await world.engine().payments.retry(operatorAsk, onPayment(id))).ok).toBe(false);
      expect(world.paidOut()).toHaveLength(1);
    });

  test('is not believed paid while the chain does not show it', async () => {
    const world = await open();
    world.fault({
      provider: 'circle', operation: 'payout', fault: 'complete-before-chain', times: 1,
      delayMs: 8_000,
    });
    const { payment } = accepted(await world.task());
    await world.pass(5_000);
    expect(stateOf(await world.payment(payment.payment.id))).toEqual(['releasing', 'submitted']);
    expect(stateOf(await world.rests(payment.payment.id, 60_000))).toEqual(['released', 'settled']);
  });
});

describe('a payout that is stuck', () => {
  async function stuck() {
    const world = await open();
    world.fault({ provider: 'circle', operation: 'payout', fault: 'stuck', times: 1 });
    const { payment } = accepted(await world.task());
    await world.pass(3_000);
    return { world, id: payment.payment.id };
  }
  const nudge = (world: TreasuryEngine, id: string, act: 'accelerate' | 'cancel') =>
    world.answered(world.engine().payouts.nudge(operatorAsk, { ...onPayment(id), act }));

  test('stands before a person and is still in flight', async () => {
    const { world, id } = await stuck();
    const now = await world.payment(id);
    expect(stateOf(now)).toEqual(['releasing', 'submitted']);
    expect(now.operations[0]?.stuckAt).not.toBeNull();
    expect(await world.attention(id)).toEqual(['payout-stuck']);
    expect(await world.task({ identity: 'again' })).toMatchObject({
      ok: false, refusal: { code: 'already_paid' },
    });
  });

  test('and is sped up is paid once, and no longer stands before anybody', async () => {
    const { world, id } = await stuck();
    accepted(await nudge(world, id, 'accelerate'));
    expect(stateOf(await world.rests(id))).toEqual(['released', 'settled']);
    expect(await world.attention(id)).toEqual([]);
    expect(world.paidOut()).toHaveLength(1);
  });

  test('is not sped up while all sending is stopped, and may be taken back', async () => {
    const { world, id } = await stuck();
    accepted(await world.engine().killSwitch.stop(operatorAsk, { reason: 'a strange payee' }));
    expect(await nudge(world, id, 'accelerate')).toMatchObject({
      ok: false, refusal: { code: 'sending_stopped' },
    });
    accepted(await nudge(world, id, 'cancel'));
    await world.rests(id, 60_000);
    expect(world.paidOut()).toEqual([]);
  });

  test('and is taken back is proven unpaid before it can be sent again', async () => {
    const { world, id } = await stuck();
    accepted(await nudge(world, id, 'cancel'));
    const ended = await world.rests(id, 60_000);
    expect(stateOf(ended)).toEqual(['stalled', 'rejected']);
    expect(world.paidOut()).toEqual([]);
  });

  test('cannot be taken back once it has been paid', async () => {
    const world = await open();
    const done = await paid(world);
    expect(await nudge(world, done.payment.id, 'cancel')).toMatchObject({
      ok: false, refusal: { code: 'state_forbids' },
    });
  });
});

describe('a treasury', () => {
  test('that holds too little sends nothing, and a person decides', async () => {
    const world = await open({ payouts: { amountMax: '999999', rules: LENIENT } });
    const failed = await paid(world, { amountText: '250000' });
    expect(stateOf(failed)).toEqual(['stalled', 'rejected']);
    expect(failed.operations[0]).toMatchObject({ failureCode: 'insufficient_treasury' });
    expect(world.sent.filter((line) => line.includes('/transfer'))).toEqual([]);
  });

  test('is asked what it holds, and asked again once something was paid from it', async () => {
    const world = await open();
    const look = async (): Promise<string> => {
      const [view] = await world.answered(world.engine().payouts.treasury());
      const balance = view?.balance ?? null;
      return balance === null ? '' : formatAmount(balance);
    };
    expect(await look()).toBe('250000.000000');
    await paid(world);
    expect(await look()).toMatch(/^249949\.99\d{4}$/);
  });
});

test('ledger, provider and chain agree over a payout, and a difference is named', async () => {
  const world = await open();
  const done = await paid(world);
  world.fault({ provider: 'circle', operation: 'payout', fault: 'failed-but-mined', times: 1 });
  accepted(await world.task({ taskId: 'task-2' }));
  await world.pass(30_000);
  const told = accepted(await world.answered(world.engine().payouts.reconcile({
    connectionId: done.payment.connectionId ?? '', fromMs: 0, toMs: world.clock.nowMs() + 1_000,
  })));
  expect(told).toMatchObject({ agreed: 1, whole: true });
  expect(told.rows.map(({ differences }) => differences)).toEqual([[], ['failed-but-mined']]);
});

describe('a provider that bears five a second', () => {
  test('is sent a burst one after the other, each once, and no try is used up', async () => {
    const world = await open({ payouts: { rules: LENIENT } });
    const sentAt: number[] = [];
    const ids: string[] = [];
    for (let index = 0; index < 15; index += 1) {
      const { payment } = accepted(await world.task({ taskId: `burst-${index}`, amountText: '2' }));
      ids.push(payment.payment.id);
    }
    for (const id of ids) await world.rests(id, 60_000);
    for (const id of ids) {
      const { operations: [operation] } = await world.payment(id);
      expect(operation).toMatchObject({ state: 'settled', tries: 0 });
      sentAt.push(operation?.dispatchedAt ?? 0);
    }
    sentAt.sort((a, b) => a - b);
    const most = Math.max(...sentAt.map((at) =>
      sentAt.filter((other) => other >= at && other < at + 1_000).length));
    expect(most).toBeLessThanOrEqual(6);
    expect(world.paidOut()).toHaveLength(15);
  });

  test('and that asks for a pause is given it, however often it asks', async () => {
    const world = await open();
    world.fault({
      provider: 'circle', operation: 'payout', fault: 'rate-limit', times: 6, delayMs: 500,
    });
    const done = await paid(world);
    expect(stateOf(done)).toEqual(['released', 'settled']);
    expect(done.operations[0]?.tries).toBe(0);
    expect(world.paidOut()).toHaveLength(1);
  });
});
