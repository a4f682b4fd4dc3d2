import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { backupFile, backupsFolder, makeBackup } from '../db/backup.ts';
import { openMigrated } from '../db/migrate.ts';
import { ground, newPayment } from '../db/sample-rows.ts';
import { createStore } from '../db/store.ts';
import { RESTORED } from '../engine/backups/restored.ts';
import { completeRestore, orderRestore } from './restore.ts';

const root = mkdtempSync(join(tmpdir(), 'paydesk-restore-'));
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

/** A store with one payment and a backup of it, and a second payment since. */
async function prepare(name: string): Promise<{ folder: string; backupId: string }> {
  const folder = join(root, name);
  mkdirSync(folder);
  const file = join(folder, 'paydesk.db');
  const store = createStore({ database: openMigrated(file) });
  await store.commit(ground);
  await store.commit(newPayment({ id: 'pay_old' }));
  const { id } = await makeBackup({
    file, folder: backupsFolder(folder), kind: 'asked', nowMs: 1_000,
  });
  await store.commit(newPayment({ id: 'pay_new' }));
  store.close();
  return { folder, backupId: id };
}

function order(folder: string, backupId: string): void {
  orderRestore(folder, {
    backupId, at: 5_000, by: { id: 'opr_1', name: 'Ana' }, second: { id: 'opr_2', name: 'Bo' },
    reason: 'The disk was replaced.', replacedSeq: 3,
  });
}

async function storeIn(folder: string): Promise<{
  readonly payments: readonly string[]; readonly restored: string | null; readonly acts: string;
}> {
  const database = openMigrated(join(folder, 'paydesk.db'));
  const store = createStore({ database });
  try {
    return {
      payments: database.prepare('select id from payments order by id').pluck().all().map(String),
      restored: await store.read.setting(RESTORED),
      acts: (await store.read.auditHead())?.act ?? '',
    };
  } finally {
    store.close();
  }
}

describe('a restore', () => {
  test('puts the copy in the place of the store, which is kept aside', async () => {
    const { folder, backupId } = await prepare('whole');
    order(folder, backupId);
    const outcome = await completeRestore(folder);
    expect(outcome.kind).toBe('done');
    const { payments, restored, acts } = await storeIn(folder);
    expect(payments).toEqual(['pay_old']);
    expect(JSON.parse(restored ?? '')).toMatchObject({
      backupId, done: false, replacedSeq: 3, second: { name: 'Bo' },
    });
    expect(acts).toBe('backup.restored');
    const [aside = ''] = readdirSync(join(folder, 'replaced'));
    expect((await storeIn(join(folder, 'replaced', aside))).payments)
      .toEqual(['pay_new', 'pay_old']);
    expect(await completeRestore(folder)).toEqual({ kind: 'none' });
  });

  test('is given up where the copy is not what its manifest names', async () => {
    const { folder, backupId } = await prepare('damaged');
    appendFileSync(backupFile(backupsFolder(folder), backupId), 'x');
    order(folder, backupId);
    const outcome = await completeRestore(folder);
    expect(outcome).toMatchObject({ kind: 'given-up' });
    expect((await storeIn(folder)).payments).toEqual(['pay_new', 'pay_old']);
    expect((await storeIn(folder)).restored).toBeNull();
    expect(readdirSync(folder).filter((name) => /restor/.test(name))).toEqual([]);
  });

  test('is given up where its order is no order', async () => {
    const { folder } = await prepare('nonsense');
    writeFileSync(join(folder, 'restore.json'), '{"backupId"');
    expect(await completeRestore(folder)).toMatchObject({ kind: 'given-up' });
    expect((await storeIn(folder)).payments).toHaveLength(2);
  });

  test('replaces a store that cannot be read any more', async () => {
    const { folder, backupId } = await prepare('unreadable');
    writeFileSync(join(folder, 'paydesk.db'), 'not a database');
    order(folder, backupId);
    expect((await completeRestore(folder)).kind).toBe('done');
    expect((await storeIn(folder)).payments).toEqual(['pay_old']);
  });

  test('goes on where a crash left it between the renames', async () => {
    const { folder, backupId } = await prepare('between');
    order(folder, backupId);
    await completeRestore(folder);
    // As after the old file went aside, and before the new one took its name.
    const store = join(folder, 'paydesk.db');
    writeFileSync(join(folder, 'paydesk.db.restoring'), readFileSync(store));
    rmSync(store);
    order(folder, backupId);
    const text = readFileSync(join(folder, 'restore.json'), 'utf8');
    writeFileSync(join(folder, 'restore.json'), text.replace('"ordered"', '"prepared"'));
    expect((await completeRestore(folder)).kind).toBe('done');
    expect((await storeIn(folder)).payments).toEqual(['pay_old']);
  });

  test('killed at any step, the next start has the copy or the store, whole', async () => {
    // The child counts what it asks of the disk and dies before the step with the given number.
    const script = "import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';"
      + 'let step = 0;'
      + "for (const name of ['renameSync', 'rmSync', 'copyFileSync', 'fsyncSync', 'mkdirSync']) {"
      + 'const real = fs[name]; fs[name] = (...args) => { step += 1; '
      + "if (step === Number(process.argv[2])) process.kill(process.pid, 'SIGKILL');"
      + 'return real(...args); }; } syncBuiltinESMExports();'
      + "const { completeRestore } = await import('./src-main/world/restore.ts');"
      + 'await completeRestore(process.argv[1]);';
    const signals: (string | null)[] = [];
    for (const step of [3, 6, 9, 11, 12, 13, 15, 17, 40]) {
      const { folder, backupId } = await prepare(`killed-${step}`);
      order(folder, backupId);
      const child = spawn(process.execPath, [
        '--input-type=module-typescript', '-e', script, folder, String(step),
      ], { stdio: 'ignore' });
      const [, signal] = await once(child, 'exit') as [number | null, string | null];
      signals.push(signal);
      await completeRestore(folder);
      const { payments, restored } = await storeIn(folder);
      expect(payments).toEqual(['pay_old']);
      expect(restored).toContain(backupId);
      expect(existsSync(join(folder, 'restore.json'))).toBe(false);
      expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
    }
    expect(signals.filter((signal) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(6);
    expect(signals.at(-1)).toBeNull();
  }, 120_000);
});
