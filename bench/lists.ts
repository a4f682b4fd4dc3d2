import { createListQueries } from '../src-main/db/lists.ts';
import { openReadOnly, type Database } from '../src-main/db/open.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
import { limitFigure, percentile, shown, type Figure } from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import { otherPages, paymentPages, type ListPage, type Plan } from './list-pages.ts';
import type { Bench } from './part.ts';

const ROUNDS_PER_PAGE = 5;
const SLOWEST_SHOWN = 6;
const TARGET_MS = 5;

/** The slowest of one page's warm readings, with its name. */
type Timed = { readonly name: string; readonly ms: readonly number[] };

/**
 * B5: a page of every list under every filter and value, at its beginning, middle and end, read as
 * the reading thread reads it (without the hop to the thread), in a store and one ten times as
 * large. Warm: each page was read once before. The plans are those of the payments' statements.
 */
export async function listPages(bench: Bench): Promise<readonly Figure[]> {
  const sizes = [bench.payments / 10, bench.payments];
  const p99s: number[][] = [];
  const figures: Figure[] = [];
  for (const payments of sizes) {
    const file = await generatedStore({ payments, open: openByDefault(payments) }, bench.tell);
    const database = openReadOnly(file);
    const lists = createListQueries(database, writePaymentsCsv);
    const nowMs = Number(database.prepare('select max(created_at) from payments').pluck().get());
    const { pages, plans } = paymentPages(database, lists, nowMs);
    const timed = timeAll([...pages, ...otherPages(database, lists, nowMs)], bench.pairs);
    p99s.push(timed.p99s);
    figures.push(pageFigure(payments, timed));
    if (payments === bench.payments) figures.push(planFigure(database, plans));
    database.close();
  }
  const [small = [], large = []] = p99s;
  return [...figures, limitFigure({
    part: 'B5', what: 'lists, warm p99, large store / small store', unit: 'ratio', target: 3,
    rounds: large.map((ms, round) => ms / (small[round] ?? Number.NaN)),
    detail: { large: String(sizes[1]), small: String(sizes[0]) },
  })];
}

type TimedPages = {
  readonly p99s: number[]; readonly pages: readonly Timed[]; readonly coldMs: readonly number[];
};

function timeAll(pages: readonly ListPage[], rounds: number): TimedPages {
  const coldMs = pages.map(({ ask }) => timeOne(ask));
  const timed = pages.map(({ name, place }) => ({ name: `${name}, ${place}`, ms: [] as number[] }));
  const p99s: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const all: number[] = [];
    for (const [place, { ask }] of pages.entries()) {
      for (let again = 0; again < ROUNDS_PER_PAGE; again += 1) {
        const ms = timeOne(ask);
        all.push(ms);
        timed[place]?.ms.push(ms);
      }
    }
    p99s.push(percentile(all, 0.99));
  }
  return { p99s, pages: timed, coldMs };
}

function timeOne(ask: () => unknown): number {
  const startedAt = performance.now();
  ask();
  return performance.now() - startedAt;
}

function pageFigure(payments: number, { p99s, pages, coldMs }: TimedPages): Figure {
  const all = pages.flatMap(({ ms }) => [...ms]);
  const medians = pages.map(({ ms }) => percentile(ms, 0.5));
  const slowest = pages.map(({ name, ms }) => ({ name, ms: percentile(ms, 0.5) }))
    .toSorted((a, b) => b.ms - a.ms);
  return limitFigure({
    part: 'B5', what: `lists of ${payments} payments, warm p99`, unit: 'ms',
    target: TARGET_MS,
    rounds: p99s,
    detail: {
      pages: String(pages.length), 'p50 ms': percentile(all, 0.5), 'worst ms': Math.max(...all),
      'first reading p99 ms': percentile(coldMs, 0.99),
      // On a machine that others use as well, a page's median says more than its worst reading.
      'p99 of the medians ms': percentile(medians, 0.99),
      'pages with a median above 5 ms': String(medians.filter((ms) => ms > TARGET_MS).length),
      slowest: slowest.slice(0, SLOWEST_SHOWN)
        .map(({ name, ms }) => `${name} ${shown(ms)}`).join(' | '),
    },
  });
}

/** Statements that read a table from end to end, or sort what they found. */
function planFigure(database: Database, plans: readonly Plan[]): Figure {
  const bad = plans.filter(({ sql }) => {
    const steps = database.prepare(`explain query plan ${sql.replaceAll('?', 'null')}`).all();
    return steps.some((step) => /TEMP B-TREE|SCAN \w+$/.test(detailOf(step)));
  });
  return limitFigure({
    part: 'B5', what: 'plans with a scan or a sort', unit: 'count', target: 0,
    rounds: [bad.length],
    detail: {
      plans: String(plans.length), ...bad[0] === undefined ? {} : { first: bad[0].name },
    },
  });
}

function detailOf(step: unknown): string {
  return typeof step === 'object' && step !== null ? String(Reflect.get(step, 'detail')) : '';
}
