import { describe, expect, test } from 'vitest';
import { createTestContext } from '../../testing/engine-context.ts';
import { operatorAsk, secondOperator } from '../../testing/test-engine.ts';
import type { Backup, BackupKind } from '../domain/backups.ts';
import type { BackupFiles } from '../ports.ts';
import { createBackupDesk, type Restoring } from './desk.ts';
import { createHold, RESTORED, restoredText, type Hold } from './restored.ts';

const DAY = 86_400_000;

function backup(kind: BackupKind, createdAt: number): Backup {
  return {
    id: `${new Date(createdAt).toISOString().replaceAll(/[:.]/g, '-')}-${kind}`, kind, createdAt,
    bytes: 10, sha256: 'aa', schema: { migrations: 1, newest: '' }, audit: { seq: 1, hash: '' },
    counts: { payments: 0, operations: 0, postings: 0 }, drill: null,
  };
}

/** Copies that are only remembered: what the files do is tested where they are. */
async function createWorld({ hold }: { readonly hold?: Hold } = {}) {
  const context = await createTestContext({ nowMs: 100 * DAY });
  const kept = new Map<string, Backup>();
  const world = {
    context, kept, orders: [] as Restoring[], failing: null as string | null,
    drillProblem: null as string | null, drillFailing: null as string | null,
    told: [] as string[],
  };
  const files: BackupFiles = {
    list: () => [...kept.values()].toSorted((a, b) => b.createdAt - a.createdAt),
    read: (id) => kept.get(id) ?? null,
    make: (kind, nowMs) => {
      if (world.failing !== null) return Promise.reject(new Error(world.failing));
      const made = backup(kind, nowMs);
      kept.set(made.id, made);
      return Promise.resolve(made);
    },
    drill: (id) => {
      const { drillProblem, drillFailing } = world;
      if (drillFailing !== null) return Promise.reject(new Error(drillFailing));
      const drill = {
        at: context.clock.nowMs(), ok: drillProblem === null,
        problems: drillProblem === null ? [] : [drillProblem], auditEntries: 1, tookMs: 1,
      };
      const one = kept.get(id);
      if (one !== undefined) kept.set(id, { ...one, drill });
      return Promise.resolve(drill);
    },
    remove: (id) => { kept.delete(id); },
  };
  const desk = createBackupDesk({
    ...context, files, notRestored: null,
    store: {
      ...context.store,
      commit: (change) => {
        world.told.push(...change.writes.flatMap((write) =>
          (write.write === 'notice' ? [write.row.text] : [])));
        return context.store.commit(change);
      },
    },
    hold: hold ?? createHold(context.store, context.clock.nowMs),
    orderRestore: (order) => { world.orders.push(order); },
  });
  return { ...world, desk, set: (change: Partial<typeof world>) => Object.assign(world, change) };
}

/** Lets the clock go on, and what it began. */
async function turn(clock: { turn: (ms: number) => void }, ms: number): Promise<void> {
  clock.turn(ms);
  for (let round = 0; round < 20; round += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

const input = { second: secondOperator, reason: 'The disk was replaced.' };

describe('the daily copy', () => {
  test('is made once a day, with a drill once a week', async () => {
    const { desk, kept, context } = await createWorld();
    desk.start();
    for (let quarter = 0; quarter < 3 * 96 - 8; quarter += 1) await turn(context.clock, 900_000);
    desk.stop();
    expect([...kept.values()].map(({ kind }) => kind)).toEqual(['daily', 'daily', 'daily']);
    expect([...kept.values()].filter(({ drill }) => drill !== null)).toHaveLength(1);
  });

  test('that fails stands in attention until one succeeds', async () => {
    const { desk, set, context } = await createWorld();
    set({ failing: 'the disk is full' });
    desk.start();
    await turn(context.clock, 300_000);
    const [item] = await context.store.read.openAttention('backup');
    expect(item?.text).toContain('the disk is full');
    await turn(context.clock, 900_000);
    expect(await context.store.read.openAttention('backup')).toHaveLength(1);
    set({ failing: null });
    await turn(context.clock, 900_000);
    desk.stop();
    expect(await context.store.read.openAttention('backup')).toEqual([]);
    expect(await context.store.read.counters('attention:work-broken'))
      .toEqual([expect.objectContaining({ count: 0 })]);
  });
});

describe('what the copies do by themselves', () => {
  const failed = 'The daily backup was not made: The backup was not made (the disk is full). '
    + 'The copies before it are as they were.';

  test('is told for information, once while it goes on failing', async () => {
    const { desk, set, told, context } = await createWorld();
    set({ failing: 'the disk is full' });
    desk.start();
    for (let quarter = 0; quarter < 4; quarter += 1) await turn(context.clock, 900_000);
    expect(told).toEqual([failed]);
    set({ failing: null });
    await turn(context.clock, 900_000);
    desk.stop();
    expect(told.slice(1)).toEqual([
      expect.stringMatching(/^The daily backup \S+-daily was made\.$/),
      expect.stringMatching(/^The weekly drill found the backup \S+-daily whole\.$/),
    ]);
    expect(await context.store.read.openAttention('backup')).toEqual([]);
  });

  test('needs a person where a drill fails or finds a copy bad, until one is whole', async () => {
    const { desk, set, told, kept, context } = await createWorld();
    const waits = async () =>
      (await context.store.read.openAttention('backup-drill')).map(({ text }) => text);
    set({ drillFailing: 'no room' });
    desk.start();
    await turn(context.clock, 300_000);
    await turn(context.clock, 900_000);
    expect(await waits()).toEqual([expect.stringMatching(/weekly drill needs you.*no room/)]);
    set({ drillFailing: null, drillProblem: 'The audit entry 4 is broken.' });
    await turn(context.clock, 900_000);
    expect(await waits()).toHaveLength(1);
    expect(told.filter((text) => text.includes('drill'))).toHaveLength(1);
    // The bad copy is not examined again and again; the next one is, a day later.
    set({ drillProblem: null });
    await turn(context.clock, 900_000);
    expect(await waits()).toHaveLength(1);
    for (let quarter = 0; quarter < 96; quarter += 1) await turn(context.clock, 900_000);
    desk.stop();
    expect(kept.size).toBe(2);
    expect(await waits()).toEqual([]);
    expect(told.at(-1)).toMatch(/^The weekly drill found the backup/);
  });
});

describe('a copy', () => {
  test('that is asked for is audited, and the rule is kept', async () => {
    const { desk, context, kept } = await createWorld();
    await desk.saveRule(operatorAsk, { daily: 1, weekly: 0, bytesMax: 15 });
    for (let day = 1; day < 5; day += 1) {
      kept.set(String(day), { ...backup('daily', day * DAY), id: String(day) });
    }
    const made = await desk.make(operatorAsk);
    expect(made.ok).toBe(true);
    expect([...kept.keys()]).toEqual(['4', expect.stringContaining('asked')]);
    expect((await context.store.read.auditHead())?.act).toBe('backup.remove');
  });

  test('is not made beside another one', async () => {
    const { desk } = await createWorld();
    const [first, second] = await Promise.all([desk.make(operatorAsk), desk.make(operatorAsk)]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, refusal: { code: 'state_forbids' } });
  });

  test('is not removed while it is drilled', async () => {
    const { desk, kept } = await createWorld();
    const made = await desk.make(operatorAsk);
    if (!made.ok) throw new Error(made.refusal.message);
    const drilling = desk.drill(operatorAsk, made.value.id);
    expect(await desk.remove(operatorAsk, made.value.id))
      .toMatchObject({ ok: false, refusal: { code: 'state_forbids' } });
    expect([(await drilling).ok, kept.size]).toEqual([true, 1]);
    expect((await desk.remove(operatorAsk, made.value.id)).ok).toBe(true);
  });

  test('that is not there is neither examined nor removed', async () => {
    const { desk } = await createWorld();
    expect(await desk.drill(operatorAsk, 'none')).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await desk.remove(operatorAsk, 'none'))
      .toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('a restore', () => {
  test('is ordered once its copy was found good', async () => {
    const { desk, orders, context } = await createWorld();
    const made = await desk.make(operatorAsk);
    const id = made.ok ? made.value.id : '';
    expect(await desk.restore(operatorAsk, { ...input, id })).toEqual({ ok: true, value: id });
    expect(orders).toEqual([expect.objectContaining({
      backupId: id, by: { id: 'opr_ana', name: 'Ana' }, second: { id: 'opr_bo', name: 'Bo' },
    })]);
    expect((await context.store.read.auditHead())?.reason).toContain('second operator: Bo');
  });

  test('of a copy that does not hold is refused', async () => {
    const { desk, orders, set } = await createWorld();
    const made = await desk.make(operatorAsk);
    set({ drillProblem: 'The audit entry 4 is broken.' });
    const refused = await desk.restore(operatorAsk, { ...input, id: made.ok ? made.value.id : '' });
    expect(refused).toMatchObject({ refusal: { code: 'state_forbids' } });
    expect(orders).toEqual([]);
  });

  test('needs another person', async () => {
    const { desk, orders } = await createWorld();
    const made = await desk.make(operatorAsk);
    expect(await desk.restore(operatorAsk, {
      ...input, id: made.ok ? made.value.id : '', second: { ...secondOperator, id: 'opr_ana' },
    })).toMatchObject({ refusal: { code: 'same_operator' } });
    expect(orders).toEqual([]);
  });
});

describe('lifting', () => {
  async function held(done: boolean) {
    const context = await createTestContext();
    const hold = createHold(context.store, context.clock.nowMs);
    await context.store.commit({
      audit: null,
      writes: [{
        write: 'setting', key: RESTORED, value: restoredText({
          at: 1, backupId: 'x', backupAt: 0, backupSeq: 1, replacedSeq: null, reason: 'r',
          by: { id: 'opr_ana', name: 'Ana' }, second: { id: 'opr_bo', name: 'Bo' },
          asked: 0, differing: 0, silent: 0, done,
        }),
      }],
    });
    await hold.load();
    return { ...await createWorld({ hold }), hold };
  }

  test('is refused before every provider has answered', async () => {
    const { desk, hold } = await held(false);
    expect(await desk.lift(operatorAsk, input))
      .toMatchObject({ refusal: { code: 'state_forbids' } });
    expect(hold.state()).not.toBeNull();
  });

  test('is refused while anything is unclear', async () => {
    const { desk, context, hold } = await held(true);
    await context.store.commit({
      writes: [{
        write: 'counter', delta: { name: 'status:bitcoin:BTC/8:unclear', count: 2, minor: 0n },
      }],
      audit: null,
    });
    expect(await desk.lift(operatorAsk, input))
      .toMatchObject({ refusal: { code: 'outcome_unclear', details: { payments: '2' } } });
    expect(hold.state()).not.toBeNull();
  });

  test('by two operators lets the store send again, for good', async () => {
    const { desk, context, hold } = await held(true);
    expect(await desk.lift(operatorAsk, { ...input, second: { ...secondOperator, id: 'opr_ana' } }))
      .toMatchObject({ refusal: { code: 'same_operator' } });
    expect((await desk.lift(operatorAsk, input)).ok).toBe(true);
    expect(hold.state()).toBeNull();
    expect(await context.store.read.setting(RESTORED)).toBe('');
  });
});
