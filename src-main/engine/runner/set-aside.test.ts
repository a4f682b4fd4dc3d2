import { describe, expect, test } from 'vitest';
import { change, work } from '../../db/sample-rows.ts';
import { createTestContext } from '../../testing/engine-context.ts';
import type { Work } from '../domain/work.ts';
import { DamagedRowError, StoreHaltedError } from '../ports.ts';
import { postponeUnmoved, removeDamaged, setAside } from './set-aside.ts';

async function open(with_: Partial<Work> = {}) {
  const context = await createTestContext({ nowMs: 50_000 });
  const row = work({ kind: 'batch', subjectId: 'bat_1', paymentId: null, connectionId: null,
    dueAt: 40_000, ...with_ });
  await context.store.commit(change([{ write: 'work', row }]));
  const { read } = context.store;
  return {
    ...context, row, now: () => read.work(row.id),
    reasons: async () => (await read.openAttention(row.id)).map(({ reason, text }) =>
      `${reason}: ${text}`),
  };
}

describe('work whose handler broke', () => {
  test('is kept as a dead letter in front of a person, in the audit log too', async () => {
    const context = await open({ leaseUntil: 60_000 });
    await setAside(context, context.row, new Error('no such batch'));
    expect(await context.now()).toMatchObject({
      deadAt: 50_000, leaseUntil: null, lastError: 'no such batch',
    });
    expect(await context.reasons()).toEqual([
      'work-broken: Paydesk could not go on with batch:bat_1: no such batch',
    ]);
    expect(await context.store.read.auditHead()).toMatchObject({
      act: 'work.broken', subjectId: 'batch:bat_1',
    });
    expect(context.errors).toEqual(['work broke']);
  });

  test('is left alone when the store has halted: it is due again after the restart', async () => {
    const context = await open();
    await setAside(context, context.row, new StoreHaltedError('full'));
    expect(await context.now()).toMatchObject({ deadAt: null });
    expect(context.errors).toEqual([]);
  });

  test('by something that is no error still says a sentence', async () => {
    const context = await open();
    await setAside(context, context.row, 'odd');
    expect((await context.now())?.lastError).toBe('an unknown failure');
  });
});

describe('work that its handler left as it was', () => {
  test('is looked at again after a pause, one try more', async () => {
    const context = await open({ tries: 3 });
    await postponeUnmoved(context, context.row);
    expect(await context.now()).toMatchObject({ dueAt: 51_000, tries: 4, deadAt: null });
  });

  test('is set aside when pausing does not help', async () => {
    const context = await open({ tries: 30 });
    await postponeUnmoved(context, context.row);
    expect(await context.now()).toMatchObject({ deadAt: 50_000 });
    expect(await context.reasons()).toHaveLength(1);
  });

  test.each([{ dueAt: 41_000 }, { leaseUntil: 99_000 }, { tries: 1 }])(
    'is not touched when it moved to %j', async (moved) => {
      const context = await open();
      await context.store.commit(change([{ write: 'work', row: { ...context.row, ...moved } }]));
      await postponeUnmoved(context, context.row);
      expect(await context.now()).toMatchObject(moved);
    },
  );

  test('is not brought back when it was ended', async () => {
    const context = await open();
    await context.store.commit(change([{ write: 'work-done', id: context.row.id }]));
    await postponeUnmoved(context, context.row);
    expect(await context.now()).toBeNull();
  });
});

describe('a damaged work row', () => {
  test('is taken out and stands in front of a person', async () => {
    const context = await open();
    expect(await removeDamaged(context, new DamagedRowError('work', context.row.id))).toBe(true);
    expect(await context.now()).toBeNull();
    expect((await context.reasons())[0]).toMatch(/^work-broken: .*damaged or edited/);
  });

  test('is not what any other failure is', async () => {
    const context = await open();
    for (const error of [new Error('x'), new DamagedRowError('payments', context.row.id), null]) {
      expect(await removeDamaged(context, error)).toBe(false);
    }
    expect(await context.now()).not.toBeNull();
  });
});
