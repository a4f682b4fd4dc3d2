import type { JobView } from '../../../src-main/contract/jobs.ts';
import type { PayeeRowView } from '../../../src-main/contract/payees.ts';
import type { PaymentRowView } from '../../../src-main/contract/payments.ts';
import { call, RefusalError } from '../../engine/call.ts';
import { looksLike } from './looks-like.ts';

/** What the engine found for a text; `slow`: a part of it did not come in time. */
export type Found = {
  readonly text: string;
  readonly payments: readonly PaymentRowView[];
  readonly payees: readonly PayeeRowView[];
  readonly jobs: readonly JobView[];
  readonly slow: boolean;
  /** What went wrong, for the one place where it is said. */
  readonly failure: unknown;
};

export const nothingFound: Found = {
  text: '', payments: [], payees: [], jobs: [], slow: false, failure: null,
};

export const LETTERS_MIN = 2;
const LETTERS_MAX = 200;
const PAYMENTS_MAX = 8;
const PAYEES_MAX = 4;
export const DEADLINE_MS = 1_500;

type Part<T> = { readonly items: readonly T[]; readonly late: boolean; readonly failure: unknown };

/** Payments, payees and a job for a text, each bounded, each within the deadline. */
export async function findAll(text: string): Promise<Found> {
  const search = text.slice(0, LETTERS_MAX);
  const [payments, payees, jobs] = await Promise.all([
    part(findPayments(search, PAYMENTS_MAX)),
    part(call('payees.list', { search, cursor: null, limit: PAYEES_MAX })
      .then(({ items }) => items)),
    part(findJob(search)),
  ]);
  return {
    text, payments: payments.items, payees: payees.items, jobs: jobs.items,
    slow: payments.late || payees.late || jobs.late,
    failure: payments.failure ?? payees.failure ?? jobs.failure,
  };
}

/** Payments by id, payee, address, hash or job, newest first. */
export async function findPayments(
  search: string, limit: number,
): Promise<readonly PaymentRowView[]> {
  const { items } = await call('payments.list', { cursor: null, limit, filter: { search } });
  return items;
}

/** A job is found by its whole id alone; its payments by everything else. */
async function findJob(text: string): Promise<readonly JobView[]> {
  if (looksLike(text) !== 'job') return [];
  try {
    return [(await call('jobs.get', { jobId: text })).job];
  } catch (error) {
    if (error instanceof RefusalError && error.code === 'not_found') return [];
    throw error;
  }
}

async function part<T>(asked: Promise<readonly T[]>): Promise<Part<T>> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), DEADLINE_MS);
  try {
    const first = await Promise.race([asked, late]);
    return first === 'late' ? { items: [], late: true, failure: null }
      : { items: first, late: false, failure: null };
  } catch (failure) {
    return { items: [], late: false, failure };
  } finally {
    clearTimeout(timer);
    // What comes too late is dropped, whatever it is.
    asked.catch(() => undefined);
  }
}
