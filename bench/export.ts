import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReadOnly } from '../src-main/db/open.ts';
import { createReader } from '../src-main/db/reader.ts';
import { EVERY_PAYMENT } from '../src-main/engine/domain/payment-filter.ts';
import { createSystemClock } from '../src-main/world/ports.ts';
import { limitFigure, median, percentile, ratioFigure, type Figure } from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import { startLagProbe } from './lag.ts';
import type { Bench } from './part.ts';

type Run = {
  readonly rowsPerSecond: number;
  readonly lags: readonly number[];
  readonly grownMb: number;
};

const LINES_PER_WRITE = 200;
const MEMORY_EVERY_MS = 50;

/**
 * B8: the CSV of all payments as the window exports it, in the reading thread, beside a bare loop
 * on the main thread that reads the same columns and joins them with commas: no asset words, no
 * escaping of formulas, no digest, no wait for the disk, and nobody else who could run meanwhile.
 */
export async function exporting(bench: Bench): Promise<readonly Figure[]> {
  const { payments } = bench;
  const file = await generatedStore({ payments, open: openByDefault(payments) }, bench.tell);
  const path = join(bench.folder, 'export.csv');
  const ours: Run[] = [];
  const bare: Run[] = [];
  for (let round = 0; round < bench.pairs; round += 1) {
    ours.push(await inThread(file, path));
    rmSync(path, { force: true });
    bare.push(await measured(() => bareLoop(file, path)));
    rmSync(path, { force: true });
  }
  const rate = ({ rowsPerSecond }: Run): number => rowsPerSecond;
  const all = ours.flatMap(({ lags }) => [...lags]);
  return [
    ratioFigure({
      part: 'B8', what: 'CSV export, thread / bare loop', target: 0.9, floor: null,
      rounds: ours.map((run, round) => rate(run) / rate(bare[round] ?? run)),
      detail: {
        payments: String(payments), 'rows/s': median(ours.map(rate)),
        'bare rows/s': median(bare.map(rate)),
      },
    }),
    limitFigure({
      part: 'B8', what: 'main thread late during an export, p99', unit: 'ms', target: 5,
      rounds: ours.map(({ lags }) => percentile(lags, 0.99)),
      detail: {
        'worst ms': Math.max(...all),
        'bare loop worst ms': Math.max(...bare.flatMap(({ lags }) => [...lags])),
      },
    }),
    limitFigure({
      part: 'B8', what: 'memory that an export adds', unit: 'MB', target: 64,
      rounds: ours.map(({ grownMb }) => grownMb),
      detail: { 'bare loop': median(bare.map(({ grownMb }) => grownMb)) },
    }),
  ];
}

async function inThread(file: string, path: string): Promise<Run> {
  const reader = createReader({ file, clock: createSystemClock() });
  try {
    // The thread has started and read nothing yet: its page cache counts as the export's memory.
    await reader.exportPayments({
      filter: { ...EVERY_PAYMENT, search: 'nobody-is-called-this' }, path, title: 'None',
    });
    rmSync(path);
    return await measured(async () => {
      const { rows } = await reader.exportPayments({
        filter: EVERY_PAYMENT, path, title: 'Payments',
      });
      return rows;
    });
  } finally {
    await reader.close();
  }
}

async function measured(run: () => Promise<number>): Promise<Run> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, MEMORY_EVERY_MS);
  const probe = startLagProbe();
  const startedAt = performance.now();
  const rows = await run();
  const seconds = (performance.now() - startedAt) / 1_000;
  // The timer that was kept waiting fires once more before the probe ends.
  await pause(MEMORY_EVERY_MS);
  clearInterval(watch);
  most = Math.max(most, process.memoryUsage().rss);
  return {
    rowsPerSecond: rows / seconds, lags: probe.stop(), grownMb: (most - before) / 1e6,
  };
}

async function bareLoop(file: string, path: string): Promise<number> {
  const database = openReadOnly(file);
  const handle = openSync(path, 'w');
  let rows = 0;
  let lines: string[] = [];
  const select = database.prepare('select payments.*, exists (select 1 from waiting where '
    + 'payment_seq = payments.seq), (select min(due_at) from work where payment_id = payments.id) '
    + 'from payments indexed by payments_by_created order by created_at desc, seq desc').raw();
  for (const row of select.iterate()) {
    rows += 1;
    if (Array.isArray(row)) lines.push(row.join(','));
    if (lines.length < LINES_PER_WRITE) continue;
    writeSync(handle, `${lines.join('\n')}\n`);
    lines = [];
  }
  writeSync(handle, lines.join('\n'));
  closeSync(handle);
  database.close();
  return await Promise.resolve(rows);
}
