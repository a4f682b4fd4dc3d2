import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { playHistory } from './simulation/history.ts';
import { playMutants } from './simulation/plant.ts';
import { playInProcesses, type Report } from './simulation/players.ts';

/**
 * `npm run simulate -- [--seeds N] [--from S] [--jobs J] [--trace] [--mutants [--only TEXT]]`.
 * Plays histories of the real engine against the real stand-ins; prints each failing seed with the
 * line that replays it, and exits 1 if there is one. `--part` is for its own processes.
 */
const { values: flags } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(Math.min(availableParallelism(), 8)) },
    trace: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    part: { type: 'string' },
    stop: { type: 'boolean', default: false },
  },
});

const from = wholeNumber('--from', flags.from);
const jobs = wholeNumber('--jobs', flags.jobs);
/** Every n-th seed is played twice: the same seed has to tell the same story. */
const TWICE_EVERY = 40;
const HANDFUL = 10;

if (flags.part !== undefined) await playPart(flags.part);
else if (flags.mutants) await plantAll();
else if (flags.trace) await traceOne();
else await playAll();

async function playAll(): Promise<void> {
  const seeds = wholeNumber('--seeds', flags.seeds ?? '2000');
  const startedAt = performance.now();
  const coverage = new Map<string, number>();
  let played = 0;
  let told = 0;
  const perSecond = (): string => (played / ((performance.now() - startedAt) / 1_000)).toFixed(1);
  const { failures } = await playInProcesses({
    entry: import.meta.filename, from, seeds, jobs, stopAtFirst: false,
    onReport: (report) => {
      played += report.played;
      for (const [name, count] of report.coverage) {
        coverage.set(name, (coverage.get(name) ?? 0) + count);
      }
      for (const failure of report.failures) printFailure(failure);
      if (played - told < Math.max(200, seeds / 20)) return;
      told = played;
      process.stdout.write(`${played} of ${seeds} seeds, ${perSecond()} histories/s\n`);
    },
  });
  printCoverage(coverage);
  const known = new Set<number>(failures.map(({ seed }) => seed));
  process.stdout.write(`${played} histories, ${perSecond()} a second on ${jobs} processes\n`);
  // A part that died tells of it only here.
  for (const failure of failures.filter(({ sentence }) => isOfProcess(sentence))) {
    printFailure(failure);
  }
  process.stdout.write(`simulation: ${played - known.size} seeds passed, ${known.size} failed\n`);
  process.exitCode = known.size === 0 && played === seeds ? 0 : 1;
}

function isOfProcess(sentence: string): boolean {
  return sentence.startsWith('the process died') || sentence.startsWith('it goes round');
}

function printFailure({ seed, sentence }: { seed: number; sentence: string }): void {
  process.stdout.write(`seed ${seed} failed: ${sentence}\n`
    + `  replay: npm run simulate -- --seeds 1 --from ${seed} --trace\n`);
}

function printCoverage(coverage: ReadonlyMap<string, number>): void {
  for (const prefix of ['point', 'crash', 'fault', 'outage', 'clock', 'act', 'ended', 'left']) {
    const counts = [...coverage].filter(([name]) => name.startsWith(`${prefix} `))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (counts.length === 0) continue;
    process.stdout.write(`${prefix}: ${counts
      .map(([name, count]) => `${name.slice(prefix.length + 1)} ${count}`).join(', ')}\n`);
  }
}

/** One part of the seeds, told to the process that forked this one. */
async function playPart(part: string): Promise<void> {
  const [index = '0', of = '1'] = part.split('/');
  const last = from + wholeNumber('--seeds', flags.seeds ?? '1');
  let report: { played: number; failures: Report['failures']; coverage: Map<string, number> } =
    { played: 0, failures: [], coverage: new Map() };
  const tell = (): void => {
    process.send?.({ ...report, coverage: [...report.coverage] });
    report = { played: 0, failures: [], coverage: new Map() };
  };
  const step = wholeNumber('--part', of);
  for (let seed = from + Number.parseInt(index, 10); seed < last; seed += step) {
    const sentence = await playOnce(seed, report.coverage);
    report.played += 1;
    if (sentence !== null) report.failures.push({ seed, sentence });
    const stops = flags.stop && sentence !== null;
    if (stops || report.played === HANDFUL) tell();
    if (stops) break;
  }
  tell();
  process.send?.('finished');
  process.disconnect();
}

async function playOnce(seed: number, coverage: Map<string, number>): Promise<string | null> {
  const told = await playHistory(seed, { coverage, print: null });
  if (told.violation !== null || seed % TWICE_EVERY !== 0) return told.violation;
  const again = await playHistory(seed, { coverage: new Map(), print: null });
  return again.hash === told.hash ? null : 'the same seed told another story the second time';
}

async function traceOne(): Promise<void> {
  const told = await playHistory(from, {
    coverage: new Map(), print: (line) => { process.stdout.write(`${line}\n`); },
  });
  process.stdout.write(`${told.violation ?? 'nothing was broken'}\n`);
  const [passed, failed] = told.violation === null ? [1, 0] : [0, 1];
  process.stdout.write(`simulation: ${passed} seeds passed, ${failed} failed\n`);
  process.exitCode = told.violation === null ? 0 : 1;
}

async function plantAll(): Promise<void> {
  const verdicts = await playMutants({
    from, jobs, only: flags.only ?? null,
    seedsMax: wholeNumber('--seeds', flags.seeds ?? '12000'),
    onCatch: ({ name, seed, played, sentence }) => {
      const fate = seed === null ? `SURVIVED ${played} seeds`
        : `caught after ${played} (seed ${seed})`;
      process.stdout.write(`${name.padEnd(48)} ${fate.padEnd(30)} ${sentence.slice(0, 110)}\n`);
    },
  });
  const caught = verdicts.filter(({ seed }) => seed !== null).length;
  process.stdout.write(`simulation: ${caught} planted bugs caught, `
    + `${verdicts.length - caught} survived\n`);
  process.exitCode = caught === verdicts.length ? 0 : 1;
}

function wholeNumber(flag: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number.parseInt(value, 10);
  process.stderr.write(`${flag} takes a whole number, and got "${value}". Nothing was played.\n`);
  process.exit(2);
}
