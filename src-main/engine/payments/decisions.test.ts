import { describe, expect, test } from 'vitest';
import {
  accepted, createTestEngine, keyAsk, onPayment, operatorAsk, secondOperator,
} from '../../testing/test-engine.ts';
import { REFUND_ADDRESS } from '../../testing/seed-rows.ts';

const together = { second: secondOperator } as const;
const alone = { second: { ...secondOperator, id: operatorAsk.actor.id } } as const;

async function unclearHold(fault: 'drop-before' | 'drop-after') {
  const world = await createTestEngine();
  world.fault({ provider: 'walletDaemon', operation: 'hold', fault, times: 1 });
  const id = await world.pay();
  expect((await world.payment(id)).payment.status).toBe('unclear');
  return { world, id };
}

describe('two operators', () => {
  test('attach the address of a hold that happened', async () => {
    const { world, id } = await unclearHold('drop-after');
    const reference = world.sandbox.books()[0]?.reference ?? '';
    accepted(await world.engine().payments.attachEvidence(operatorAsk, {
      ...onPayment(id), ...together, reference,
    }));
    const { payment, escrow } = await world.payment(id);
    expect(payment.status).toBe('escrowed');
    expect(escrow?.reference).toBe(reference);
    expect((await world.newest(id)).evidence?.word).toBe('the word of Ana and Bo');
    expect(await world.attention(id)).toEqual([]);
  });

  test('declare a hold not done, which is then given up', async () => {
    const { world, id } = await unclearHold('drop-before');
    accepted(await world.engine().payments.declareNotDone(operatorAsk, {
      ...onPayment(id), ...together,
    }));
    expect((await world.payment(id)).payment.status).toBe('stalled');
    accepted(await world.engine().payments.giveUp(operatorAsk, onPayment(id)));
    expect((await world.payment(id)).payment.status).toBe('failed');
  });

  test('are two: one alone changes nothing, and a key is none', async () => {
    const { world, id } = await unclearHold('drop-before');
    const { declareNotDone, setRefundAddress } = world.engine().payments;
    expect(await declareNotDone(operatorAsk, { ...onPayment(id), ...alone }))
      .toMatchObject({ refusal: { code: 'same_operator' } });
    expect(await declareNotDone(keyAsk, { ...onPayment(id), ...together }))
      .toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await setRefundAddress(operatorAsk, {
      ...onPayment(id), ...alone, address: REFUND_ADDRESS,
    })).toMatchObject({ refusal: { code: 'same_operator' } });
    expect((await world.payment(id)).payment.status).toBe('unclear');
  });

  test('decide only what is unclear, and only with evidence that fits', async () => {
    const { world, id } = await unclearHold('drop-after');
    expect(await world.engine().payments.attachEvidence(operatorAsk, {
      ...onPayment(id), ...together, reference: 'not an address',
    })).toMatchObject({ refusal: { code: 'evidence_needed' } });
    const settled = await world.pay();
    expect((await world.engine().payments.declareNotDone(operatorAsk, {
      ...onPayment(settled), ...together,
    })).ok).toBe(false);
  });

  test('supply the address that a refund waited for, and it goes there', async () => {
    const world = await createTestEngine({ marketplace: { refundAddresses: {} } });
    const id = await world.pay();
    accepted(await world.engine().payments.refund(operatorAsk, {
      ...onPayment(id), amountText: null, delayMs: 0,
    }));
    await world.turn(60_000);
    expect((await world.newest(id)).state).toBe('planned');
    accepted(await world.engine().payments.setRefundAddress(operatorAsk, {
      ...onPayment(id), ...together, address: REFUND_ADDRESS,
    }));
    await world.turn(10);
    expect((await world.payment(id)).payment.status).toBe('refunded');
    expect(world.sandbox.books().at(-1)).toMatchObject({ kind: 'refund', account: REFUND_ADDRESS });
  });
});

test('an answer that contradicts a decision stands in front of a person', async () => {
  const world = await createTestEngine({
    latencyMs: ({ url }) => url.endsWith('/create') ? 4_000 : 0,
  });
  const id = await world.pay();
  // The clock jumps past the lease: the call counts as lost while its answer is still on its way.
  world.clock.jump(60_000);
  await world.restart();
  expect((await world.payment(id)).payment.status).toBe('unclear');
  expect(await world.attention(id)).toEqual(['outcome-unclear']);
});

describe('waiting for rest', () => {
  test('answers as soon as the payment has settled', async () => {
    const world = await createTestEngine({ latencyMs: () => 300 });
    const id = await world.pay();
    const waiting = world.engine().payments.whenAtRest(id, 2_000);
    await world.turn(400);
    expect((await waiting)?.payment.status).toBe('escrowed');
  });

  test('answers what is true when the time is over', async () => {
    const world = await createTestEngine({ latencyMs: () => 4_000 });
    const id = await world.pay();
    const waiting = world.engine().payments.whenAtRest(id, 2_000);
    await world.turn(2_500);
    expect((await waiting)?.payment.status).toBe('holding');
  });
});

describe('a migration to tokens', () => {
  test('refunds the bitcoin and takes its place on the job, in one commit', async () => {
    const world = await createTestEngine({ policy: { bitcoinPhase: 2 } });
    const id = await world.pay();
    const { payment: fresh } = accepted(await world.engine().payments.migrate(operatorAsk, {
      ...onPayment(id), amountText: '100',
    }));
    await world.turn(10);
    expect((await world.payment(id)).payment.status).toBe('refunded');
    expect((await world.payment(fresh.id)).payment).toMatchObject({
      status: 'escrowed', link: { kind: 'migrated-from', paymentId: id },
    });
    expect((await world.store().read.job(fresh.jobId ?? ''))?.paymentId).toBe(fresh.id);
  });

  test('is offered from phase 2 on', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    expect(await world.engine().payments.migrate(operatorAsk, {
      ...onPayment(id), amountText: '100',
    })).toMatchObject({ ok: false, refusal: { code: 'state_forbids' } });
  });
});
