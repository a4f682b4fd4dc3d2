import { createListQueries, type ListQueries } from '../src-main/db/lists.ts';
import { openReadOnly, type Database } from '../src-main/db/open.ts';
import { createReads } from '../src-main/db/reads.ts';
import { createRowMemories } from '../src-main/db/row-memory.ts';
import { utcDay } from '../src-main/engine/domain/counters.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
import { limitFigure, median, percentile, ratioFigure, type Figure } from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import type { Bench } from './part.ts';

const DAY_MS = 86_400_000;
const CHART_DAYS = 30;
const READINGS = 200;

/**
 * B6: the numbers of the overview (states, money, attention) and the chart of thirty days, from the
 * counters that commits keep, beside the same numbers counted from the rows in the same run.
 */
export async function counterReads(bench: Bench): Promise<readonly Figure[]> {
  const { payments } = bench;
  const file = await generatedStore({ payments, open: openByDefault(payments) }, bench.tell);
  const database = openReadOnly(file);
  const read = createReads(database, createRowMemories());
  const lists = createListQueries(database, writePaymentsCsv);
  const nowMs = Number(database.prepare('select max(updated_at) from payments').pluck().get());
  const fromDay = utcDay(nowMs - (CHART_DAYS - 1) * DAY_MS);
  const toDay = utcDay(nowMs);
  const numbersMs: number[][] = [];
  const chartMs: number[][] = [];
  const recountMs: number[] = [];
  const rechartMs: number[] = [];
  for (let round = 0; round < bench.pairs; round += 1) {
    numbersMs.push(await timed(READINGS, async () => {
      await Promise.all([
        read.counters('status:'), read.counters('money:'), read.counters('attention:'),
      ]);
    }));
    chartMs.push(await timed(READINGS, () => lists.volume(fromDay, toDay)));
    recountMs.push(...await timed(1, () => statusRows(database)));
    rechartMs.push(...await timed(1, () => chartRows(database, fromDay)));
  }
  const wrong = [
    ...differences(await statusCounters(read), statusRows(database)),
    ...differences(chartCounters(lists, fromDay, toDay), chartRows(database, fromDay)),
  ];
  database.close();
  return figuresOf({ payments, numbersMs, chartMs, recountMs, rechartMs, wrong });
}

type Measured = {
  readonly payments: number;
  readonly numbersMs: readonly (readonly number[])[];
  readonly chartMs: readonly (readonly number[])[];
  readonly recountMs: readonly number[];
  readonly rechartMs: readonly number[];
  readonly wrong: readonly string[];
};

function figuresOf(
  { payments, numbersMs, chartMs, recountMs, rechartMs, wrong }: Measured,
): readonly Figure[] {
  const p50 = (rounds: Measured['chartMs']): number => percentile(rounds.flat(), 0.5);
  const p99s = (rounds: Measured['chartMs']): number[] =>
    rounds.map((ms) => percentile(ms, 0.99));
  return [
    limitFigure({
      part: 'B6', what: 'numbers of the overview, p99', unit: 'ms', target: 1,
      rounds: p99s(numbersMs),
      detail: { payments: String(payments), 'p50 ms': p50(numbersMs) },
    }),
    limitFigure({
      part: 'B6', what: `chart of ${CHART_DAYS} days, p99`, unit: 'ms', target: 1,
      rounds: p99s(chartMs), detail: { payments: String(payments), 'p50 ms': p50(chartMs) },
    }),
    ratioFigure({
      part: 'B6', what: 'recount of states / counters', target: null, floor: null,
      rounds: recountMs.map((ms) => ms / p50(numbersMs)),
      detail: { 'recount ms': median(recountMs) },
    }),
    ratioFigure({
      part: 'B6', what: 'recount of the chart / counters', target: null, floor: null,
      rounds: rechartMs.map((ms) => ms / p50(chartMs)), detail: { 'recount ms': median(rechartMs) },
    }),
    limitFigure({
      part: 'B6', what: 'numbers that differ from the rows', unit: 'count', target: 0,
      rounds: [wrong.length], detail: wrong[0] === undefined ? {} : { first: wrong[0] },
    }),
  ];
}

async function timed(count: number, ask: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let reading = 0; reading < count; reading += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Numbers by name, each written `count minor`. */
type Numbers = ReadonlyMap<string, string>;

async function statusCounters(
  read: Pick<ReturnType<typeof createReads>, 'counters'>,
): Promise<Numbers> {
  const rows = await read.counters('status:');
  return new Map(rows.filter(({ count }) => count !== 0)
    .map(({ name, count, minor }) => [name, `${count} ${minor}`]));
}

function statusRows(database: Database): Numbers {
  return numbersOf(database, "select 'status:' || rail || ':' || asset || ':' || status, "
    + 'count(*), sum(amount) from payments not indexed group by rail, asset, status');
}

function chartCounters(lists: ListQueries, fromDay: string, toDay: string): Numbers {
  return new Map(lists.volume(fromDay, toDay).map(({ day, rail, measure, count, amount }) =>
    [`${day} ${rail} ${measure}`, `${count} ${amount.minor}`]));
}

/** Created by payments, released and refunded by the day of the posting that proved it. */
function chartRows(database: Database, fromDay: string): Numbers {
  const from = Date.parse(fromDay);
  const day = (column: string): string => `date(${column} / 1000, 'unixepoch')`;
  const moved = (kind: string, measure: string): string =>
    `select ${day('at')} || ' ' || rail || ' ${measure}' as name, count(*), sum(delta) `
    + 'from postings not indexed '
    + 'join operations on operations.id = operation_id '
    + 'join payments on payments.id = postings.payment_id '
    + `where at >= ${from} and kind = '${kind}' and delta > 0 `
    + "and operations.state = 'settled' group by name";
  return new Map([
    ...numbersOf(database, `select ${day('created_at')} || ' ' || rail || ' created' as name, `
      + 'count(*), sum(amount) from payments not indexed '
      + `where created_at >= ${from} group by name`),
    ...numbersOf(database, moved('release', 'released')),
    ...numbersOf(database, moved('refund', 'refunded')),
  ]);
}

function numbersOf(database: Database, sql: string): Numbers {
  const rows = database.prepare(sql).raw().all();
  return new Map(rows.map((row) => {
    const [name, count, minor] = Array.isArray(row) ? row.map(String) : [];
    return [name ?? '', `${count ?? ''} ${minor ?? ''}`];
  }));
}

function differences(kept: Numbers, counted: Numbers): readonly string[] {
  return [...new Set([...kept.keys(), ...counted.keys()])]
    .filter((name) => kept.get(name) !== counted.get(name))
    .map((name) => `${name}: kept ${kept.get(name) ?? 'nothing'}, counted `
      + `${counted.get(name) ?? 'nothing'}`);
}
