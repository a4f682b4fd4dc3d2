/**
 * A restore, from the order of two operators to the store that stands in its place. The order is a
 * file beside the store: whatever happens between, the next start goes on with it or gives it up
 * with a sentence. The store that is replaced is moved aside; `replaced.ts` says how long it stays.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { backupsFolder, fetchBackup, readBackup } from '../db/backup.ts';
import { jsonOf } from '../db/backup-text.ts';
import { syncFile, syncFolder, writeDurably } from '../db/durable-file.ts';
import { openMigrated } from '../db/migrate.ts';
import { createStore } from '../db/store.ts';
import { RESTORED, restoredText, type Restored } from '../engine/backups/restored.ts';
import { invariant } from '../engine/domain/result.ts';

const person = z.object({ id: z.string(), name: z.string() });
const orderShape = z.object({
  backupId: z.string(), at: z.number().int(), by: person, second: person, reason: z.string(),
  /** The newest audit entry of the store that is replaced; null where it could not be read. */
  replacedSeq: z.number().int().nullable(),
  /** `prepared`: the new file stands beside the old one, whole and on the disk. */
  phase: z.enum(['ordered', 'prepared']),
});
export type RestoreOrder = z.infer<typeof orderShape>;

/** What became of an order at this start. */
export type RestoreOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'done'; readonly replacedFolder: string | null }
  | { readonly kind: 'given-up'; readonly problem: string };

const ORDER = 'restore.json';
const FRESH = 'paydesk.db.restoring';
const STORE = 'paydesk.db';
/** The write-ahead log and its index belong to the file beside which they lie. */
const SIDES = ['-wal', '-shm'] as const;

/** Keeps the order on the disk; it is carried out by the next start. */
export function orderRestore(dataFolder: string, order: Omit<RestoreOrder, 'phase'>): void {
  writeDurably(join(dataFolder, ORDER), JSON.stringify({ ...order, phase: 'ordered' }));
}

/**
 * Carries out an order that waits in the folder, before the store is opened; the caller holds the
 * folder's lock. Repeats harmlessly after a crash at any point. An order that cannot be carried out
 * is given up, and the store stays as it was.
 */
export async function completeRestore(dataFolder: string): Promise<RestoreOutcome> {
  const file = join(dataFolder, ORDER);
  if (!existsSync(file)) return { kind: 'none' };
  const order = orderShape.safeParse(jsonOf(readFileSync(file, 'utf8'))).data;
  if (order === undefined) return giveUp(dataFolder, 'its order cannot be read');
  if (order.phase === 'ordered') {
    try {
      await prepare(dataFolder, order);
    } catch (error) {
      return giveUp(dataFolder, error instanceof Error ? error.message : String(error));
    }
    writeDurably(file, JSON.stringify({ ...order, phase: 'prepared' }));
  }
  const replacedFolder = swap(dataFolder, order);
  rmSync(file);
  syncFolder(dataFolder);
  return { kind: 'done', replacedFolder };
}

function giveUp(dataFolder: string, problem: string): RestoreOutcome {
  removeFresh(dataFolder);
  rmSync(join(dataFolder, ORDER), { force: true });
  return {
    kind: 'given-up',
    problem: `Nothing was restored (${problem.replace(/\.$/, '')}). The store is as it was.`,
  };
}

/** Builds the new store beside the old one: the copy, brought up to date, saying what it is. */
async function prepare(dataFolder: string, order: RestoreOrder): Promise<void> {
  const fresh = join(dataFolder, FRESH);
  const folder = backupsFolder(dataFolder);
  const backup = readBackup(folder, order.backupId);
  removeFresh(dataFolder);
  if (backup === null || !fetchBackup(folder, order.backupId, fresh)) {
    throw new Error(`the backup ${order.backupId} is missing or is not what its manifest names`);
  }
  const store = createStore({ database: openMigrated(fresh, true, order.at) });
  try {
    const { at, by, second, reason, backupId, replacedSeq } = order;
    const restored: Restored = {
      at, by, second, reason, backupId, replacedSeq, backupAt: backup.createdAt,
      backupSeq: backup.audit.seq, asked: 0, differing: 0, silent: 0, done: false,
    };
    const answer = await store.commit({
      writes: [{ write: 'setting', key: RESTORED, value: restoredText(restored) }],
      audit: {
        at, actor: { kind: 'operator', ...by }, act: 'backup.restored', subject: 'setting',
        subjectId: RESTORED, reason: `${reason} (second operator: ${second.name})`,
        data: { backup: backupId, secondOperator: second.id },
      },
    });
    invariant(answer.ok, 'the restored store could not be marked as such');
  } finally {
    store.close();
  }
  const open = SIDES.map((side) => fresh + side).filter(existsSync);
  invariant(open.length === 0, 'the restored store could not be closed');
  syncFile(fresh);
}

/** The old file and what belongs to it goes aside, then the new one takes its name. */
function swap(dataFolder: string, { at }: RestoreOrder): string | null {
  const fresh = join(dataFolder, FRESH);
  const aside = join(dataFolder, 'replaced', new Date(at).toISOString().replaceAll(/[:.]/g, '-'));
  if (!existsSync(fresh)) return existsSync(aside) ? aside : null;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of [STORE, ...SIDES.map((side) => STORE + side)]) {
    const present = join(dataFolder, name);
    if (existsSync(present)) renameSync(present, join(aside, name));
  }
  syncFolder(aside);
  syncFolder(dataFolder);
  renameSync(fresh, join(dataFolder, STORE));
  syncFolder(dataFolder);
  return aside;
}

function removeFresh(dataFolder: string): void {
  for (const side of ['', ...SIDES]) rmSync(join(dataFolder, FRESH + side), { force: true });
}
