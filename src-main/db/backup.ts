/**
 * Copies of the store as files: made whole or not at all, read back before they are believed. A
 * copy is a folder `<id>/` with `paydesk.db` and `manifest.json`; it is built as `<id>.part` and
 * renamed once both files are on the disk, so that a crash leaves nothing that looks like a copy.
 */
import { createHash } from 'node:crypto';
import {
  closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync,
  renameSync, rmSync, statSync,
} from 'node:fs';
import { join } from 'node:path';
import type {
  Backup, BackupDrill, BackupKind, BackupManifest,
} from '../engine/domain/backups.ts';
import { verifyChain } from './audit.ts';
import { parseDrill, parseManifest } from './backup-text.ts';
import { syncFile, syncFolder, writeDurably } from './durable-file.ts';
import { StoreOpenError } from './errors.ts';
import { findProblems } from './integrity.ts';
import { fileProblem, openCopy, openReadOnly, type Database } from './open.ts';
import { numberCell, prepareRead, rowOf, textCell } from './query.ts';

const COPY = 'paydesk.db';
const MANIFEST = 'manifest.json';
const DRILL = 'drill.json';
const UNFINISHED = /\.(part|gone)$/;
const READ_BYTES = 1 << 20;
/** Pages copied before the thread looks up again: about 4 MiB. */
const PAGES_AT_ONCE = 1_024;

/** The folder of copies beside the store's file. */
export function backupsFolder(dataFolder: string): string {
  return join(dataFolder, 'backups');
}

/** Where the file of a copy lies. */
export function backupFile(folder: string, id: string): string {
  return join(folder, checkedId(id), COPY);
}

/** `2026-11-21T12-40-07-123Z-daily`: sorts by age and is a name on every file system. */
export function backupId(kind: BackupKind, nowMs: number): string {
  return `${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}-${kind}`;
}

/**
 * Copies the store at `file` while others write to it: one read transaction on a connection of its
 * own, so that the copy is one moment and no commit waits. For a worker thread.
 */
export async function makeBackup(
  { file, folder, kind, nowMs }: {
    readonly file: string; readonly folder: string; readonly kind: BackupKind;
    readonly nowMs: number;
  },
): Promise<BackupManifest> {
  const place = begin(folder, kind, nowMs);
  const source = openReadOnly(file);
  try {
    source.exec('begin');
    // The transaction begins with the first read; the copy is of this moment.
    source.prepare('select count(*) from sqlite_schema').get();
    await source.backup(place.copy, { progress: () => PAGES_AT_ONCE });
    source.exec('commit');
  } finally {
    source.close();
  }
  return finish(place);
}

/** The same for the connection that is about to be migrated: nothing else runs yet. */
export function backUpBefore(database: Database, folder: string, nowMs: number): BackupManifest {
  const place = begin(folder, 'migration', nowMs);
  database.prepare('vacuum into ?').run(place.copy);
  return finish(place);
}

type Place = {
  readonly id: string; readonly kind: BackupKind; readonly nowMs: number;
  readonly folder: string; readonly part: string; readonly copy: string;
};

function begin(folder: string, kind: BackupKind, nowMs: number): Place {
  const id = backupId(kind, nowMs);
  const part = join(folder, `${id}.part`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(join(folder, id))) {
    throw new StoreOpenError(`There is a backup ${id} already; nothing was copied.`);
  }
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  return { id, kind, nowMs, folder, part, copy: join(part, COPY) };
}

/** Everything on the disk first, the name last. */
function finish({ id, kind, nowMs, folder, part, copy }: Place): BackupManifest {
  const facts = settle(copy);
  const manifest: BackupManifest = {
    id, kind, createdAt: nowMs, bytes: statSync(copy).size, sha256: sha256Of(copy), ...facts,
  };
  writeDurably(join(part, MANIFEST), JSON.stringify(manifest, null, 2));
  syncFolder(part);
  renameSync(part, join(folder, id));
  syncFolder(folder);
  return manifest;
}

/** Makes the copy one plain file without side files, on the disk, and reads what it holds. */
function settle(copy: string): Pick<BackupManifest, 'schema' | 'audit' | 'counts'> {
  const database = openCopy(copy);
  try {
    database.pragma('journal_mode = DELETE');
    return factsOf(database);
  } finally {
    database.close();
    syncFile(copy);
  }
}

function factsOf(database: Database): Pick<BackupManifest, 'schema' | 'audit' | 'counts'> {
  const count = (table: string): number =>
    numberCell(rowOf(prepareRead(database, `select count(*) from ${table}`), [])?.[0]);
  const migration = rowOf(prepareRead(database,
    'select hash from __drizzle_migrations order by id desc limit 1'), []);
  const head = rowOf(prepareRead(database,
    'select seq, hash from audit order by seq desc limit 1'), []);
  return {
    schema: {
      migrations: count('__drizzle_migrations'),
      newest: migration === null ? '' : textCell(migration[0]),
    },
    audit: head === null ? { seq: 0, hash: '' }
      : { seq: numberCell(head[0]), hash: textCell(head[1]) },
    counts: {
      payments: count('payments'), operations: count('operations'), postings: count('postings'),
    },
  };
}

/** The copies that are whole, newest first; a folder that is none of ours is left alone. */
export function listBackups(folder: string): readonly Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !UNFINISHED.test(entry.name))
    .flatMap(({ name }) => readBackup(folder, name) ?? [])
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}

/** One copy, or null where there is none of this name. */
export function readBackup(folder: string, id: string): Backup | null {
  // Names come from people and windows as well: one that cannot be a copy's names none.
  if (!BACKUP_ID.test(id)) return null;
  const manifest = join(folder, id, MANIFEST);
  if (!existsSync(manifest)) return null;
  const known = parseManifest(readFileSync(manifest, 'utf8'));
  if (known === null || known.id !== id) return null;
  const drill = join(folder, id, DRILL);
  return {
    ...known, drill: existsSync(drill) ? parseDrill(readFileSync(drill, 'utf8')) : null,
  };
}

/** Removes a copy; one that is half removed is no copy any more. */
export function removeBackup(folder: string, id: string): void {
  const gone = join(folder, `${checkedId(id)}.gone`);
  rmSync(gone, { recursive: true, force: true });
  renameSync(join(folder, id), gone);
  rmSync(gone, { recursive: true, force: true });
}

/** Removes what a crash left of a copy that was being made or removed. */
export function sweepBackups(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((one) => UNFINISHED.test(one))) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * The restore drill: opens the copy, which nothing can change, and checks everything that a restore
 * would rest on. Keeps what it found beside the copy. For a worker thread.
 */
export function drillBackup(
  { folder, id, nowMs }: {
    readonly folder: string; readonly id: string; readonly nowMs: () => number;
  },
): BackupDrill {
  const at = nowMs();
  const { problems, auditEntries } = examine(folder, id);
  const drill: BackupDrill = {
    at, ok: problems.length === 0, problems, auditEntries, tookMs: nowMs() - at,
  };
  writeDurably(join(folder, id, DRILL), JSON.stringify(drill, null, 2));
  return drill;
}

type Findings = { readonly problems: readonly string[]; readonly auditEntries: number };

function examine(folder: string, id: string): Findings {
  const backup = readBackup(folder, id);
  const nothing = (problem: string): Findings => ({ problems: [problem], auditEntries: 0 });
  if (backup === null) return nothing(`The backup ${id} has no readable manifest.`);
  const file = backupFile(folder, id);
  if (!existsSync(file)) return nothing(`The file of the backup ${id} is missing.`);
  if (sha256Of(file) !== backup.sha256) {
    return nothing(`The file of the backup ${id} is not the one that its manifest names.`);
  }
  try {
    return examineOpened(openReadOnly(file), backup);
  } catch (error) {
    return nothing(error instanceof Error ? error.message : String(error));
  }
}

function examineOpened(database: Database, backup: BackupManifest): Findings {
  try {
    const damage = fileProblem(database);
    if (damage !== null) return { problems: [damage], auditEntries: 0 };
    const chain = verifyChain(database);
    const broken = chain.broken === null ? [] : [
      `The audit entry ${chain.broken.seq} is broken: ${chain.broken.problem}.`,
    ];
    const head = chain.broken !== null || backup.audit.seq === chain.head.seq ? [] : [
      `The audit chain ends at ${chain.head.seq}, the manifest says ${backup.audit.seq}.`,
    ];
    return {
      problems: [...broken, ...head, ...findProblems(database)], auditEntries: chain.entries,
    };
  } finally {
    database.close();
  }
}

/** Puts a copy of a backup's file at `target`, on the disk; answers whether it is the same file. */
export function fetchBackup(folder: string, id: string, target: string): boolean {
  const backup = readBackup(folder, id);
  if (backup === null || !existsSync(backupFile(folder, id))) return false;
  rmSync(target, { force: true });
  copyFileSync(backupFile(folder, id), target);
  syncFile(target);
  return sha256Of(target) === backup.sha256;
}

/** An id is the name of a folder of ours: nothing that leads elsewhere. */
const BACKUP_ID = /^[0-9TZ-]{10,30}-[a-z]{1,20}$/;

function checkedId(id: string): string {
  if (!BACKUP_ID.test(id)) {
    throw new StoreOpenError(`${id.slice(0, 60)} is not the name of a backup.`);
  }
  return id;
}

function sha256Of(file: string): string {
  const hash = createHash('sha256');
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(READ_BYTES);
  try {
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}
