import { parseArgs } from 'node:util';
import { play } from './fuzz/player.ts';

/**
 * `npm run fuzz -- [--requests N] [--seed S]`. Asks every route of the listener and every call of
 * the contract, rightly and wrongly, of the real product on a fresh sandbox; prints how each was
 * answered, and exits 1 where a promise was broken or a handler was never reached.
 */
const { values: flags } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const requests = wholeNumber('--requests', flags.requests);
const seed = wholeNumber('--seed', flags.seed);

const { tally, targets, ...played } = await play({
  requests, seed, tell: (line) => { process.stdout.write(`${line}\n`); },
});
for (const line of tally.lines()) process.stdout.write(`${line}\n`);
const { accepted, refused } = tally.totals();
const { delayMs, heapMib } = played;
const unreached = tally.unreached(targets);
process.stdout.write(`never accepted: ${tally.unaccepted(targets).join(', ') || 'none'}\n`
  + `never reached: ${unreached.join(', ') || 'none'}\n`
  + `${played.requests} requests in ${(played.tookMs / 1_000).toFixed(0)} s: ${accepted} accepted, `
  + `${refused} refused, of which ${played.untouched} were seen to write nothing and `
  + `${played.deliberate} what they are meant to\n`
  + `most time went to ${tally.slowest(8).join('; ')}\n`
  + `event loop delay, the fuzzer's work included: p50 ${delayMs.p50.toFixed(1)} ms, p99 `
  + `${delayMs.p99.toFixed(1)} ms, max ${delayMs.max.toFixed(0)} ms (target: p99 50 ms)\n`
  + `heap: ${heapMib.before.toFixed(0)} MiB before, ${heapMib.after.toFixed(0)} MiB after\n`);
for (const fault of played.faults) process.stdout.write(`FAULT ${fault}\n`);
if (played.faults.length > 0) {
  process.stdout.write(`  replay: npm run fuzz -- --requests ${played.requests} --seed ${seed}\n`);
}
process.exitCode = played.faults.length + unreached.length === 0 ? 0 : 1;

function wholeNumber(flag: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number.parseInt(value, 10);
  process.stderr.write(`${flag} takes a whole number, and got "${value}". Nothing was asked.\n`);
  process.exit(2);
}
