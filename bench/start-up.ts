import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startApp } from '../src-main/app.ts';
import { refuse } from '../src-main/engine/domain/refusals.ts';
import { invariant } from '../src-main/engine/domain/result.ts';
import { dataKeyFile } from '../src-main/world/data-key-file.ts';
import { createSystemLog } from '../src-main/world/ports.ts';
import { limitFigure, median, type Figure } from './figures.ts';
import { generatedStore } from './generate.ts';
import type { Bench } from './part.ts';
import { seedFile } from './world.ts';

const caller = { sessionId: 'bench', host: 'browser' } as const;
const person = { name: 'ana', password: 'a bench needs a long password' } as const;

/** Milliseconds from the start of the process; signing in, which a person does, is left out. */
const measured = z.object({
  /** Until everything is open and listens. */
  openMs: z.number(),
  /** The first screen's own time. */
  overviewMs: z.number(),
});
type Measured = z.infer<typeof measured>;

const OPEN_PAYMENTS = 10_000;

/**
 * B13: from the start of the process to the first screen answered (`overview.get`), with a full
 * store and with an empty one in turn. The store's file has been read before, as after a restart.
 */
export async function startUp(bench: Bench): Promise<readonly Figure[]> {
  const size = { payments: bench.payments, open: Math.min(OPEN_PAYMENTS, bench.payments / 10) };
  const generated = await generatedStore(size, bench.tell);
  const full = join(bench.folder, 'full');
  const empty = join(bench.folder, 'empty');
  mkdirSync(full);
  mkdirSync(empty);
  // A key is made before there is a database, and never beside one.
  for (const folder of [full, empty]) dataKeyFile(join(folder, 'data.key'));
  copyFileSync(generated, join(full, 'paydesk.db'));
  await seedFile(join(empty, 'paydesk.db'), { providerUrl: 'http://127.0.0.1:9' });
  for (const folder of [full, empty]) await startOnce(folder, 'prepare');
  const fulls: Measured[] = [];
  const empties: Measured[] = [];
  for (let pair = 0; pair < bench.pairs; pair += 1) {
    fulls.push(await startOnce(full, 'measure'));
    empties.push(await startOnce(empty, 'measure'));
  }
  const whole = ({ openMs, overviewMs }: Measured): number => openMs + overviewMs;
  const of = (rounds: readonly Measured[], part: keyof Measured): number =>
    median(rounds.map((round) => round[part]));
  return [limitFigure({
    part: 'B13', what: 'start to first screen, full less empty', unit: 'ms', target: 500,
    rounds: fulls.map((round, index) => whole(round) - whole(empties[index] ?? round)),
    detail: {
      payments: String(size.payments), open: String(size.open), pairs: bench.pairs,
      'file MB': statSync(generated).size / 1_000_000, 'full open ms': of(fulls, 'openMs'),
      'full overview ms': of(fulls, 'overviewMs'), 'empty open ms': of(empties, 'openMs'),
      'empty overview ms': of(empties, 'overviewMs'),
    },
  })];
}

function startOnce(folder: string, task: 'prepare' | 'measure'): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [import.meta.filename, task, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text; });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(measured.parse(JSON.parse(said)));
      else reject(new Error(`Starting on ${folder} ended with ${code}.`));
    });
  });
}

async function runChild(task: string, folder: string): Promise<void> {
  const app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')),
    log: createSystemLog('error'), env: {}, sandbox: null, sample: false,
    machineOperators: false, listener: { host: '127.0.0.1', port: 0 },
    deliver: () => Promise.resolve(refuse('not_found')),
  });
  const openMs = performance.now();
  const entered = await app.dispatch(
    task === 'prepare' ? 'session.createFirst' : 'session.signIn', person, caller,
  );
  invariant(entered.ok, 'The bench\'s operator could not sign in.');
  const askedAt = performance.now();
  const overview = await app.dispatch('overview.get', {}, caller);
  const overviewMs = performance.now() - askedAt;
  invariant(overview.ok, 'The first screen was refused.');
  process.stdout.write(JSON.stringify({ openMs, overviewMs }));
  await app.stop();
}

const [, entry, task, folder] = process.argv;
if (entry === import.meta.filename && task !== undefined && folder !== undefined) {
  await runChild(task, folder);
}
