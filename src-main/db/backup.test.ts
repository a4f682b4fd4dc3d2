import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { paymentCounters } from '../engine/domain/counters.ts';
import { createBackupFiles, type OpenBackupFiles } from './backup-files.ts';
import { backupFile, backupsFolder, makeBackup } from './backup.ts';
import { openMigrated } from './migrate.ts';
import { openReadOnly } from './open.ts';
import { ground, newPayment, operation, payment } from './sample-rows.ts';
import { createStore, type OpenStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'paydesk-backup-'));
const opened: OpenStore[] = [];
afterAll(() => {
  for (const store of opened) store.close();
  rmSync(root, { recursive: true, force: true });
});

type World = {
  readonly store: OpenStore; readonly files: OpenBackupFiles; readonly folder: string;
  readonly file: string;
};

/** A store in a folder of its own, with the sample's ground and so many payments. */
async function open(name: string, payments = 3): Promise<World> {
  const data = join(root, name);
  mkdirSync(data);
  const file = join(data, 'paydesk.db');
  const store = createStore({ database: openMigrated(file) });
  opened.push(store);
  await store.commit(ground);
  for (let number = 0; number < payments; number += 1) await pay(store, `pay_${number}`);
  const folder = backupsFolder(data);
  return { store, folder, file, files: createBackupFiles({ file, folder }) };
}

/** As the engine writes one, with the counters that an examination recounts. */
async function pay(store: OpenStore, id: string): Promise<void> {
  const { writes, audit } = newPayment({ id });
  const counters = paymentCounters(null, {
    payment: payment({ id }), operations: [operation({ paymentId: id })], escrow: null,
    consent: null,
  }, 0);
  const answer = await store.commit({
    writes: [...writes, ...counters.map((delta) => ({ write: 'counter', delta }) as const)], audit,
  });
  expect(answer.ok).toBe(true);
}

describe('a backup', () => {
  test('holds what was committed, in one plain file with its manifest', async () => {
    const { files, folder, store } = await open('plain');
    const made = await files.make('asked', Date.UTC(2026, 10, 21, 12));
    expect(made).toMatchObject({
      id: '2026-11-21T12-00-00-000Z-asked', kind: 'asked', counts: { payments: 3 },
      audit: { seq: (await store.read.auditHead())?.seq },
    });
    expect(readdirSync(join(folder, made.id)).toSorted()).toEqual(['manifest.json', 'paydesk.db']);
    expect(files.list()).toEqual([{ ...made, drill: null }]);
    const copy = openReadOnly(backupFile(folder, made.id));
    expect(copy.prepare('select count(*) from payments').pluck().get()).toBe(3n);
    copy.close();
  });

  test('is one moment of a store that is being written, and holds up no commit', async () => {
    const { files, store } = await open('busy', 30);
    let making = true;
    const made = files.make('daily', 1).finally(() => { making = false; });
    let written = 0;
    while (making) {
      await pay(store, `pay_more_${written}`);
      written += 1;
    }
    const { id, counts } = await made;
    expect(written).toBeGreaterThan(0);
    expect(counts.payments).toBeGreaterThanOrEqual(30);
    expect(await files.drill(id)).toMatchObject({ ok: true, problems: [] });
  });

  test('a second one of the same moment is refused and harms nothing', async () => {
    const { files } = await open('twice');
    const { id } = await files.make('asked', 5);
    await expect(files.make('asked', 5)).rejects.toThrow(/already/);
    expect(files.list().map((one) => one.id)).toEqual([id]);
  });

  test('is removed whole', async () => {
    const { files, folder } = await open('removed');
    const { id } = await files.make('asked', 5);
    files.remove(id);
    expect(files.list()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('never leads out of its folder', async () => {
    const { files } = await open('outside');
    expect(['../../etc', '', 'none_such', 'x'.repeat(9_000)].map((id) => files.read(id)))
      .toEqual([null, null, null, null]);
    expect(() => { files.remove('2026-11-21T12-00-00-000Z-asked/..'); }).toThrow(/not the name/);
  });

  test('killed in the middle, it leaves nothing that looks like a copy', async () => {
    const { store, file, folder } = await open('killed', 400);
    const script = "import { makeBackup } from './src-main/db/backup.ts';"
      + 'let n = 1; for (;;) { const made = await makeBackup({ ...JSON.parse(process.argv[1]), '
      + "kind: 'asked', nowMs: n }); n += 1; process.stdout.write(made.id + '\\n'); }";
    let kept = 0;
    for (let round = 0; round < 6; round += 1) {
      rmSync(folder, { recursive: true, force: true });
      const child = spawn(process.execPath, [
        '--input-type=module-typescript', '-e', script, JSON.stringify({ file, folder }),
      ], { stdio: ['ignore', 'pipe', 'ignore'] });
      await once(child.stdout, 'data');
      await pay(store, `pay_killed_${round}`);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const files = createBackupFiles({ file, folder });
      expect(readdirSync(folder).filter((name) => /part|gone/.test(name))).toEqual([]);
      const [newest] = files.list();
      expect(await files.drill(newest?.id ?? '')).toMatchObject({ ok: true });
      kept += files.list().length;
    }
    expect(kept).toBeGreaterThanOrEqual(6);
  }, 60_000);
});

describe('the restore drill', () => {
  test('finds a whole copy good and keeps the result beside it', async () => {
    const { files } = await open('good');
    const { id, audit } = await files.make('asked', 5);
    const drill = await files.drill(id);
    expect(drill).toMatchObject({ ok: true, problems: [], auditEntries: audit.seq });
    expect(files.read(id)?.drill).toEqual(drill);
    expect((await files.drill(id)).ok).toBe(true);
  });

  test('finds a file that was changed', async () => {
    const { files, folder } = await open('changed');
    const { id } = await files.make('asked', 5);
    appendFileSync(backupFile(folder, id), 'x');
    const { ok, problems } = await files.drill(id);
    expect(ok).toBe(false);
    expect(problems[0]).toContain('is not the one that its manifest names');
  });

  test('finds a ledger that no longer adds up', async () => {
    const { store, files, file, folder } = await open('ledger');
    store.close();
    opened.splice(opened.indexOf(store), 1);
    const database = openMigrated(file);
    database.exec("update counters set count = count + 1 where name like 'status:%'");
    database.close();
    const { id } = await makeBackup({ file, folder, kind: 'asked', nowMs: 7 });
    const { ok, problems } = await files.drill(id);
    expect(ok).toBe(false);
    expect(problems[0]).toContain('The counter status:');
  });

  test('says so where file or manifest is missing', async () => {
    const { files, folder } = await open('missing');
    const { id } = await files.make('asked', 5);
    rmSync(backupFile(folder, id));
    expect((await files.drill(id)).problems[0]).toContain('is missing');
    writeFileSync(join(folder, id, 'manifest.json'), '{');
    expect(files.read(id)).toBeNull();
    expect(existsSync(join(folder, id))).toBe(true);
  });
});
