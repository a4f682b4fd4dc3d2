/**
 * Stores filled with payments as the engine would have left them (`generator/`), made once per size
 * and schema and kept for the next run.
 */
import { createHash } from 'node:crypto';
import {
  existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillStore } from './generator/fill.ts';
import { seedFile } from './world.ts';

export type StoreSize = {
  readonly payments: number;
  /** How many of them have not ended. */
  readonly open: number;
};

/** Rises when the generator changes, so that an old file is not taken. */
const GENERATION = 2;
const SEED = 7;

/** The generated file of that size, made when it is missing and kept in `folder`. */
export async function generatedStore(
  size: StoreSize,
  tell: (line: string) => void,
  folder = process.env['PAYDESK_BENCH_STORES'] ?? join(tmpdir(), 'paydesk-bench-stores'),
): Promise<string> {
  const kind = `${GENERATION}-${schemaDigest()}`;
  const file = join(folder, `store-${kind}-${size.payments}-${size.open}.db`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  // Two runs at once each make their own; the last one stays.
  const unfinished = `${file}.${process.pid}.part`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  await seedFile(unfinished, { providerUrl: 'http://127.0.0.1:9' });
  await fillStore(unfinished, { ...size, seed: SEED, nowMs: Date.now(), tell });
  renameSync(unfinished, file);
  return file;
}

/** A tenth of the payments, at most ten thousand, are open where nothing else is asked for. */
export function openByDefault(payments: number): number {
  return Math.min(10_000, Math.floor(payments / 10));
}

/** Names the schema: a file of another one would be refused, or migrated while it is measured. */
function schemaDigest(): string {
  const migrations = join(import.meta.dirname, '..', 'drizzle');
  const digest = createHash('sha256');
  for (const name of readdirSync(migrations).filter((one) => one.endsWith('.sql')).toSorted()) {
    digest.update(readFileSync(join(migrations, name)));
  }
  return digest.digest('hex').slice(0, 8);
}
