import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { BackupDesk } from '../engine/backups/desk.ts';
import { RESTORED } from '../engine/backups/restored.ts';
import { accept } from '../engine/domain/result.ts';
import type { Write } from '../engine/ports.ts';
import { createTestContext } from '../testing/engine-context.ts';
import { operatorAsk, secondOperator } from '../testing/test-engine.ts';
import { keepReplacedStores, pruneReplaced } from './replaced.ts';

const root = mkdtempSync(join(tmpdir(), 'paydesk-replaced-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

const name = (day: number): string => `2026-11-0${day}T12-00-00-000Z`;
const restored = (value: string): Write => ({ write: 'setting', key: RESTORED, value });

/** A data folder with replaced stores of four days, and something that a person put beside them. */
async function open() {
  const context = await createTestContext();
  const dataFolder = mkdtempSync(join(root, 'data-'));
  const folder = join(dataFolder, 'replaced');
  for (const part of [name(3), name(1), name(4), name(2), 'for the lawyer']) {
    mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, part, 'paydesk.db'), part);
  }
  const deps = { ...context, dataFolder };
  return { context, deps, folder, left: () => readdirSync(folder).toSorted() };
}

describe('a store that a restore replaced', () => {
  test('is removed once two newer ones are there, after its audit entry', async () => {
    const { context, deps, left } = await open();
    const before = (await context.store.read.auditHead())?.seq ?? 0;
    expect(await pruneReplaced(deps)).toEqual([name(2), name(1)]);
    expect(left()).toEqual([name(3), name(4), 'for the lawyer']);
    expect(await context.store.read.auditHead()).toMatchObject({
      seq: before + 2, act: 'backup.replaced-removed', subjectId: name(1),
    });
    expect(await pruneReplaced(deps)).toEqual([]);
  });

  test('stays while the restored store is held', async () => {
    const { context, deps, left } = await open();
    await context.store.commit({ writes: [restored('{"at":1}')], audit: null });
    expect(await pruneReplaced(deps)).toEqual([]);
    expect(left()).toHaveLength(5);
  });

  test('is removed by the lifting, and not by one that is refused', async () => {
    const { context, deps, left } = await open();
    await context.store.commit({ writes: [restored('{"at":1}')], audit: null });
    let isLifted = false;
    const lift: BackupDesk['lift'] = async () => {
      if (!isLifted) {
        return { ok: false, refusal: { code: 'state_forbids', message: '', details: {} } };
      }
      await context.store.commit({ writes: [restored('')], audit: null });
      return accept(null);
    };
    const desk: Partial<BackupDesk> = { lift };
    const kept = keepReplacedStores(deps, desk as BackupDesk);
    const input = { second: secondOperator, reason: 'all is clear' };
    await kept.desk.lift(operatorAsk, input);
    await kept.ended();
    expect(left()).toHaveLength(5);
    isLifted = true;
    await kept.desk.lift(operatorAsk, input);
    await kept.ended();
    expect(left()).toEqual([name(3), name(4), 'for the lawyer']);
  });

  test('is missed by nobody where nothing was ever restored', async () => {
    const { deps, folder } = await open();
    rmSync(folder, { recursive: true });
    expect(await pruneReplaced(deps)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });
});
