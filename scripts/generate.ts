/**
 * `npm run generate -- --payments N [--open M] [--data DIR] [--seed S]`: a sandbox's data folder
 * with N payments of two years, to look at every screen with (`npm run headless -- --sandbox
 * --data DIR`). The same seed gives the same payments; only when it is "now" differs.
 */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { openByDefault } from '../bench/generate.ts';
import { fillFolder } from '../bench/generator/folder.ts';

const { values: flags } = parseArgs({
  options: {
    payments: { type: 'string' }, open: { type: 'string' }, data: { type: 'string' },
    seed: { type: 'string', default: '7' },
  },
});
const root = dirname(import.meta.dirname);

process.umask(0o077);
await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const payments = count('payments', flags.payments, 1);
  const open = flags.open === undefined ? openByDefault(payments) : count('open', flags.open, 0);
  if (open > payments) throw new Error('--open is a part of --payments. Nothing was written.');
  const folder = flags.data ?? join(root, '.paydesk', `generated-${payments}`);
  const file = await fillFolder(folder, {
    payments, open, seed: count('seed', flags.seed, 0), nowMs: Date.now(),
    tell: (line) => { process.stderr.write(`${line}\n`); },
  });
  process.stdout.write(`${payments} payments (${(statSync(file).size / 1e6).toFixed(0)} MB) in `
    + `${folder}\nOpen them: npm run headless -- --sandbox --data ${folder}\nThe stand-ins know `
    + 'nothing of these escrows: what is released or refunded there is refused.\n');
}

function count(name: string, text: string | undefined, atLeast: number): number {
  const digits = text ?? '';
  const value = Number.parseInt(digits, 10);
  if (/^\d{1,9}$/.test(digits) && value >= atLeast) return value;
  throw new Error(`--${name} takes a whole number from ${atLeast} on. Nothing was written.`);
}
