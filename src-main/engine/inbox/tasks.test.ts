import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import { accepted, keyAsk, operatorAsk } from '../../testing/test-engine.ts';
import { createTreasuryEngine } from '../../testing/treasury-engine.ts';

async function open() {
  const world = await createTreasuryEngine();
  const { secret } = accepted(await world.engine().settings.rotateInboundSecret(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, endPrevious: true,
  }));
  const body = Buffer.from(JSON.stringify({
    externalTaskId: 'task-9', workerId: 'worker-9', amount: 12.5,
    completedAt: new Date(world.clock.nowMs() - 60_000).toISOString(),
  }));
  const announce = async (bytes: Uint8Array = body) => {
    const told = await world.engine().tasks.receiveTask({
      marketplaceId: MARKETPLACE_ID, body: bytes, headers: {},
      signature: {
        scheme: 'body',
        text: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    });
    await world.pass(3_000);
    return told;
  };
  const stored = async (messageId: string) => {
    const message = await world.store().read.inboxByMessage(MARKETPLACE_ID, messageId);
    if (message === null) throw new Error('It is not stored.');
    return message;
  };
  return { world, announce, stored };
}

describe('an announced task', () => {
  test('that came again after it was refused is read again, and paid once (T-20)', async () => {
    const { world, announce, stored } = await open();
    const { messageId } = accepted(await announce());
    expect(await stored(messageId)).toMatchObject({ state: 'refused', code: 'wallet_not_found' });
    await world.wallet('worker-9');
    expect(accepted(await announce())).toMatchObject({ repeated: true, messageId });
    expect(await stored(messageId)).toMatchObject({ state: 'processed', code: null });
    await announce();
    await world.pass(5_000);
    expect(world.paidOut()).toHaveLength(1);
  });

  test('whose retry is refused says why it was refused last', async () => {
    const { world, announce, stored } = await open();
    const { id, version } = await stored(accepted(await announce()).messageId);
    await world.wallet('worker-9');
    accepted(await world.engine().payeeWallets.save(operatorAsk, {
      marketplaceId: MARKETPLACE_ID, reference: 'worker-9', version: null, name: '',
      account: null, enabled: true,
    }));
    world.clock.turn(2 * 86_400_000);
    const input = { messageId: id, marketplaceId: MARKETPLACE_ID };
    expect(await world.engine().tasks.retryTask(keyAsk, input)).toMatchObject({
      ok: false, refusal: { code: 'task_rejected' },
    });
    expect(await world.store().read.inboxMessage(id)).toMatchObject({
      state: 'refused', code: 'task_rejected', version: version + 1,
    });
  });

  test('that two retry at once is paid once, and the second is told that it is done', async () => {
    const { world, announce, stored } = await open();
    const { id } = await stored(accepted(await announce()).messageId);
    await world.wallet('worker-9');
    const input = { messageId: id, marketplaceId: null };
    const answers = await Promise.all([
      world.engine().tasks.retryTask(operatorAsk, input),
      world.engine().tasks.retryTask(operatorAsk, input),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'state_forbids' } });
    await world.pass(5_000);
    expect(world.paidOut()).toHaveLength(1);
  });

  test('that was changed by one byte is not believed and not stored', async () => {
    const { world, announce } = await open();
    expect(await announce(Buffer.from('{"externalTaskId":"task-9"}'))).toMatchObject({
      ok: false, refusal: { code: 'unauthenticated' },
    });
    expect(world.paidOut()).toEqual([]);
  });
});
