/**
 * The bench: `npm run bench [-- [B1 B4 …] [--quick] [--pairs N] [--payments N] [--minutes N]]`.
 * `--payments` is the size of the large store of B5 to B8, B11 and B13 (B5 compares it with a
 * tenth of it), `--minutes` how long B11w watches the memory of the page; I1 is Interledger and I2
 * payouts in USDC, each beside the bare SDK. Ratios to a baseline of the same run, the two sides in
 * turn; targets stand beside each figure. Absolute figures are this machine's, in this hour.
 * Everything is also written to `bench-results/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openMigrated } from '../src-main/db/migrate.ts';
import { commitEfficiency } from './commit-efficiency.ts';
import { counterReads } from './counters.ts';
import { eventLoop } from './event-loop.ts';
import { exporting } from './export.ts';
import { lineOf, type Figure } from './figures.ts';
import { interledger } from './interledger.ts';
import { listPages } from './lists.ts';
import { oneRelease } from './one-release.ts';
import type { Bench, Part } from './part.ts';
import { payouts } from './payouts.ts';
import { findPeers } from './peers.ts';
import { startProvider } from './provider.ts';
import { releaseClick } from './release-click.ts';
import { searching } from './search.ts';
import { slowProvider } from './slow-provider.ts';
import { startUp } from './start-up.ts';
import { timers } from './timers.ts';
import { windowFrames } from './window.ts';
import { freshFolder, settingsOf } from './world.ts';

const parts: Readonly<Record<string, Part>> = {
  B1: commitEfficiency, B3: oneRelease, B4: slowProvider, B5: listPages,
  B6: counterReads, B7: searching, B8: exporting, B10: timers, B11: eventLoop,
  B11w: windowFrames, B12: releaseClick, B13: startUp, I1: interledger,
  I2: payouts,
};
const root = dirname(import.meta.dirname);

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    payments: { type: 'string' },
    minutes: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => !(name in parts) && name !== 'B2');
  if (unknown.length > 0) {
    const known = [...Object.keys(parts), 'B2'].join(' ');
    throw new Error(`There is no part ${unknown.join(' ')}. Known are ${known}.`);
  }
  const folder = freshFolder();
  const provider = await startProvider();
  const bench: Bench = {
    provider, folder: folder.path, quick: flags.quick,
    pairs: Number.parseInt(flags.pairs ?? (flags.quick ? '2' : '5'), 10),
    payments: Number.parseInt(flags.payments ?? (flags.quick ? '100000' : '1000000'), 10),
    minutes: Number.parseInt(flags.minutes ?? (flags.quick ? '2' : '5'), 10),
    tell: (line) => process.stderr.write(`${line}\n`),
  };
  try {
    const header = describe(bench);
    process.stdout.write(`${headerText(header)}\n`);
    const figures = await runParts(bench);
    const missing = wants(['B2', 'B3']) ? (await findPeers()).missing : [];
    for (const line of missing) process.stdout.write(`${line}\n`);
    const file = keep({ ...header, figures, missing });
    process.stdout.write(`\nWritten to ${file}\n`);
  } finally {
    await provider.close();
    folder.remove();
  }
}

function wants(names: readonly string[]): boolean {
  return positionals.length === 0 || names.some((name) => positionals.includes(name));
}

async function runParts(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (!wants([name])) continue;
    bench.tell(`${name} ...`);
    for (const figure of await part(bench)) {
      figures.push(figure);
      process.stdout.write(`${lineOf(figure)}\n`);
    }
  }
  return figures;
}

/** Where and with what this run was made. */
function describe(bench: Bench) {
  const database = openMigrated(join(bench.folder, 'settings.db'));
  const settings = settingsOf(database);
  const sqlite = String(database.prepare('select sqlite_version()').pluck().get());
  database.close();
  const modules = join(root, 'node_modules');
  const versionOf = (file: string): string => {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null
      ? String(Reflect.get(content, 'version')) : '';
  };
  return {
    at: new Date().toISOString(), quick: bench.quick, pairs: bench.pairs, settings,
    versions: {
      paydesk: versionOf(join(root, 'package.json')), node: process.versions.node, sqlite,
      'better-sqlite3': versionOf(join(modules, 'better-sqlite3', 'package.json')),
    },
    machine: {
      platform: `${process.platform} ${process.arch}`, cores: cpus().length,
      processor: cpus()[0]?.model ?? '', memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
  };
}

function headerText({ quick, pairs, versions, settings, machine }: ReturnType<typeof describe>) {
  const list = (facts: Readonly<Record<string, string | number>>): string =>
    Object.entries(facts).map(([name, value]) => `${name} ${value}`).join(', ');
  const full = settings['synchronous'] === '2' ? 'FULL' : 'NOT FULL: every figure below is void';
  return [
    `versions: ${list(versions)}`, `machine: ${list(machine)}`,
    `settings read back: ${list(settings)} (synchronous is ${full})`,
    `${pairs} rounds${quick ? ', small sizes (--quick)' : ''}; median, worst round for the floor`,
    '',
  ].join('\n');
}

function keep(result: { readonly at: string } & Readonly<Record<string, unknown>>): string {
  const file = join(root, 'bench-results', `${result.at.replaceAll(':', '-')}.json`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  return file;
}

await main();
