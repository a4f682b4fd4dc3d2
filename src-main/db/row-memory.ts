import type { Job } from '../engine/domain/job.ts';
import type { Operation } from '../engine/domain/operation.ts';
import type { Escrow, Payment } from '../engine/domain/payment.ts';
import type { Bound, Cell } from './codec.ts';

/**
 * Rows of one table as they were last read and found whole, or written, by their ids. A read still
 * fetches every cell: where each is the one remembered, the row needs no second hash and no second
 * decoding, and where one differs (damage, an edit) it is checked as if it had never been seen.
 */
export type RowMemory<R> = {
  /** The row of these very cells, the row hash included; null where nobody knows them. */
  readonly recall: (cells: readonly Cell[]) => R | null;
  readonly keep: (cells: readonly Cell[], row: R) => void;
  /** The cells of a row as they are remembered, for a write that needs to know what changes. */
  readonly cellsOf: (id: Bound) => readonly Cell[] | null;
  /** After a rollback: what was written since is not there. */
  readonly forget: () => void;
};

/** The nouns that every decision about money reads again and again. */
export type RowMemories = {
  readonly payments: RowMemory<Payment>;
  readonly operations: RowMemory<Operation>;
  readonly escrows: RowMemory<Escrow>;
  readonly jobs: RowMemory<Job>;
};

/** Rows kept per table at least; twice as many at most. */
const KEPT_MIN = 1_000;
/** Rows with a longer text (a job's payload, a raw answer) are not worth their memory. */
const TEXT_LENGTH_MAX = 4_096;

export function createRowMemories(): RowMemories {
  return {
    payments: createRowMemory(), operations: createRowMemory(), escrows: createRowMemory(),
    jobs: createRowMemory(),
  };
}

type Kept<R> = { readonly cells: readonly Cell[]; readonly row: R };

/** Two generations: what was not touched while the younger one filled is dropped with the older. */
export function createRowMemory<R>(keptMin = KEPT_MIN): RowMemory<R> {
  let young = new Map<Bound, Kept<R>>();
  let old = new Map<Bound, Kept<R>>();

  const put = (id: Bound, kept: Kept<R>): void => {
    if (young.size >= keptMin) {
      old = young;
      young = new Map();
    }
    young.set(id, kept);
  };
  const find = (id: Bound): Kept<R> | null => {
    const found = young.get(id);
    if (found !== undefined) return found;
    const aged = old.get(id);
    if (aged === undefined) return null;
    put(id, aged);
    return aged;
  };

  return {
    recall: (cells) => {
      const kept = find(cells[0] ?? null);
      return kept !== null && sameCells(kept.cells, cells) ? kept.row : null;
    },
    keep: (cells, row) => {
      const id = cells[0] ?? null;
      if (!cells.some(isLong)) return put(id, { cells, row });
      young.delete(id);
      old.delete(id);
    },
    cellsOf: (id) => find(id)?.cells ?? null,
    forget: () => {
      young = new Map();
      old = new Map();
    },
  };
}

function isLong(cell: Cell): boolean {
  return typeof cell === 'string' && cell.length > TEXT_LENGTH_MAX;
}

function sameCells(kept: readonly Cell[], cells: readonly Cell[]): boolean {
  if (kept.length !== cells.length) return false;
  for (let index = 0; index < cells.length; index += 1) {
    if (kept[index] !== cells[index]) return false;
  }
  return true;
}

/** What was bound, as the driver will hand it back: whole numbers as bigint. */
export function asRead(bound: readonly Bound[]): readonly Cell[] {
  return bound.map((value) => typeof value === 'number' ? BigInt(value) : value);
}
