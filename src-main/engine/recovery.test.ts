import { describe, expect, test } from 'vitest';
import { accepted, createTestEngine, keyAsk, onPayment } from '../testing/test-engine.ts';

const move = { amountText: null, delayMs: 0 } as const;

describe('a restart', () => {
  test('asks about what was being sent before it sends anything', async () => {
    const world = await createTestEngine({ latencyMs: ({ url }) =>
      url.endsWith('/release') ? 1_000 : 0 });
    const id = await world.pay({ currency: 'AITBC', amountText: '2' });
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    expect((await world.newest(id)).state).toBe('dispatching');
    await world.restart();
    expect((await world.newest(id)).state).not.toBe('dispatching');
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'release')).toHaveLength(1);
  });

  test('leaves an unclear hold to a person, since nothing can be asked about it', async () => {
    const world = await createTestEngine({ latencyMs: () => 1_000 });
    const id = await world.pay();
    await world.restart();
    await world.turn(600_000);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    expect(await world.attention(id)).toEqual(['outcome-unclear']);
    expect(world.sent.filter((path) => path.endsWith('/create'))).toHaveLength(1);
  });

  test('leaves an unanswered release of a daemon to a person and never repeats it', async () => {
    const world = await createTestEngine({ latencyMs: ({ url }) =>
      url.endsWith('/release') ? 1_000 : 0 });
    const id = await world.pay();
    accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    await world.turn(10);
    await world.restart();
    await world.turn(600_000);
    expect((await world.payment(id)).payment.status).toBe('unclear');
    expect(await world.attention(id)).toEqual(['outcome-unclear']);
    expect(world.sent.filter((path) => path.endsWith('/release'))).toHaveLength(1);
  });

  test('goes on with everything else meanwhile', async () => {
    const world = await createTestEngine({ latencyMs: ({ url }) =>
      url.includes('wallet') ? 1_000 : 0 });
    const stuck = await world.pay();
    await world.restart();
    const other = await world.pay({ currency: 'AITBC', amountText: '2' });
    expect((await world.payment(other)).payment.status).toBe('escrowed');
    expect((await world.payment(stuck)).payment.status).toBe('unclear');
  });

  test.each([
    'before-transaction', 'inside-transaction', 'before-commit', 'after-commit-before-answer',
  ] as const)('after a crash %s pays once', async (point) => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.failAt(point, 'crash');
    void world.engine().payments.release(keyAsk, { ...onPayment(id), ...move });
    await world.turn(10);
    await world.restart();
    const { payment } = await world.payment(id);
    if (payment.status === 'escrowed') {
      accepted(await world.engine().payments.release(keyAsk, { ...onPayment(id), ...move }));
    }
    await world.turn(60_000);
    expect((await world.payment(id)).payment.status).toBe('released');
    expect(world.sandbox.books().filter(({ kind }) => kind === 'release')).toHaveLength(1);
  });

  test('after a full disk finds what was acknowledged and nothing else', async () => {
    const world = await createTestEngine();
    const id = await world.pay();
    world.failAt('before-commit', 'disk');
    const answer = world.engine().payments.release(keyAsk, { ...onPayment(id), ...move });
    await expect(answer).rejects.toThrow('The disk refused a commit');
    await world.turn(60_000);
    expect(world.sent).toHaveLength(1);
    await world.restart();
    expect((await world.payment(id)).payment.status).toBe('escrowed');
    expect(world.errors).toEqual([]);
  });
});
