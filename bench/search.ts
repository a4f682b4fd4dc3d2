import { createListQueries } from '../src-main/db/lists.ts';
import { openReadOnly, type Database } from '../src-main/db/open.ts';
import { EVERY_PAYMENT } from '../src-main/engine/domain/payment-filter.ts';
import { writePaymentsCsv } from '../src-main/engine/reports/payments-csv.ts';
import {
  limitFigure, median, percentile, ratioFigure, shown, type Figure,
} from './figures.ts';
import { generatedStore, openByDefault } from './generate.ts';
import { PAGE_ROWS } from './list-pages.ts';
import type { Bench } from './part.ts';

type Term = {
  readonly kind: string; readonly text: string;
  /** Counted apart: the beginning of an address that is longer than what is indexed. */
  readonly apart: boolean;
};

const READINGS = 5;
const SAMPLES = 8;
const SLOWEST_SHOWN = 4;
const TYPED_PER_KIND = 4;
/** A scan takes seconds: a few of each kind are enough for a ratio. */
const SCANS_PER_KIND = 2;

/** Beginnings up to here have an index of their own; longer ones are gathered (`search`, FTS5). */
const INDEXED_MAX = 8;
const BEGINNING_MAX = 14;

/**
 * B7: the first page of a search, for ids, references, addresses, hashes and names, whole and as
 * they are typed, letter by letter, beside a LIKE scan over the columns that hold them. Longer
 * beginnings of addresses stand apart: generated ones count upwards, so that very many share
 * twelve letters and more, which neither ids nor real addresses do.
 */
export async function searching(bench: Bench): Promise<readonly Figure[]> {
  const { payments } = bench;
  const file = await generatedStore({ payments, open: openByDefault(payments) }, bench.tell);
  const database = openReadOnly(file);
  const lists = createListQueries(database, writePaymentsCsv);
  const terms = termsOf(database);
  const search = (text: string): number => timeOne(() =>
    lists.payments({ filter: { ...EVERY_PAYMENT, search: text }, cursor: null, limit: PAGE_ROWS }));
  for (const { text } of terms) search(text);
  const rounds = Array.from({ length: bench.pairs }, () => terms.map((term) =>
    ({ ...term, ms: Array.from({ length: READINGS }, () => search(term.text)) })));
  const ratios = scanRatios(database, terms, search);
  database.close();
  const all = rounds.flat().filter(({ apart }) => !apart);
  const slowest = all.map(({ kind, text, ms }) => ({ kind, text, ms: percentile(ms, 0.5) }))
    .toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST_SHOWN);
  return [
    limitFigure({
      part: 'B7', what: 'search, prefixes included, p99', unit: 'ms', target: 30,
      rounds: rounds.map((round) => p99Of(round.filter(({ apart }) => !apart))),
      detail: {
        payments: String(payments), terms: String(terms.filter(({ apart }) => !apart).length),
        'p50 ms': percentile(all.flatMap(({ ms }) => ms), 0.5),
        'p99 of the medians ms': percentile(all.map(({ ms }) => percentile(ms, 0.5)), 0.99),
        slowest: slowest.map(({ kind, text, ms }) => `${kind} "${text}" ${shown(ms)}`).join(' | '),
      },
    }),
    limitFigure({
      part: 'B7', what: 'search, long shared beginnings, p99', unit: 'ms', target: 30,
      rounds: rounds.map((round) => p99Of(round.filter(({ apart }) => apart))),
      detail: { terms: String(terms.filter(({ apart }) => apart).length) },
    }),
    ratioFigure({
      part: 'B7', what: 'LIKE scan / search, rare terms', target: 100, floor: null,
      rounds: ratios.map(({ ratio }) => ratio),
      detail: {
        terms: String(ratios.length), 'scan ms': median(ratios.map(({ scanMs }) => scanMs)),
        'search ms': median(ratios.map(({ searchMs }) => searchMs)),
      },
    }),
  ];
}

/** What a LIKE scan has to read to the end for: terms of which there is one payment. */
function scanRatios(database: Database, terms: readonly Term[], search: (text: string) => number) {
  const scan = database.prepare('select id from payments not indexed where id like ? '
    + 'or external_id like ? or payee like ? or payee_account like ? or payer_account like ? '
    + 'order by seq desc limit ?').raw();
  const rare = ['id', 'reference', 'account'].flatMap((kind) =>
    terms.filter((term) => term.kind === kind).slice(0, SCANS_PER_KIND));
  return rare.map(({ text }) => {
    const pattern = `%${text}%`;
    const scanMs = timeOne(() =>
      scan.all(pattern, pattern, pattern, pattern, pattern, PAGE_ROWS));
    const searchMs = median(Array.from({ length: READINGS }, () => search(text)));
    return { scanMs, searchMs, ratio: scanMs / searchMs };
  });
}

function termsOf(database: Database): readonly Term[] {
  // Spread over the whole store; the same each time.
  const sample = (column: string, kind: string, from: string): readonly Term[] => database.prepare(
    `select ${column} from ${from} where ${column} is not null `
    + `and rowid % (select max(1, max(rowid) / ${SAMPLES}) from ${from}) = 0 limit ${SAMPLES}`,
  ).pluck().all().map((text) => ({ kind, text: String(text), apart: false }));
  const ids = sample('id', 'id', 'payments');
  const references = sample('external_id', 'reference', 'payments');
  const accounts = sample('payer_account', 'account', 'payments');
  const hashes = sample('evidence_reference', 'hash', 'operations');
  const names = sample('payee', 'name', 'payees');
  const whole = [...ids, ...references, ...accounts, ...hashes, ...names];
  return [
    ...whole,
    // Some of each kind, as they are typed.
    ...[ids, references, accounts, hashes, names].flatMap((terms) =>
      terms.slice(0, TYPED_PER_KIND).flatMap(beginningsOf)),
    // Two words: the common one leads through all that the rare one leaves out.
    ...names.map(({ text }, place): Term => ({
      kind: 'name and reference', text: `${text} ${references[place]?.text ?? ''}`, apart: false,
    })),
  ];
}

function beginningsOf({ kind, text }: Term): readonly Term[] {
  return Array.from({ length: Math.min(BEGINNING_MAX, text.length - 1) }, (_, place) => ({
    kind: `${kind}, first ${place + 1}`, text: text.slice(0, place + 1),
    apart: kind === 'account' && place >= INDEXED_MAX,
  }));
}

function p99Of(readings: readonly { readonly ms: readonly number[] }[]): number {
  return percentile(readings.flatMap(({ ms }) => ms), 0.99);
}

function timeOne(ask: () => unknown): number {
  const startedAt = performance.now();
  ask();
  return performance.now() - startedAt;
}
