import { useEffect, useRef, useState } from 'react';
import type { PlannedRow, PreviewedRow } from '../../../../../src-main/contract/payouts.ts';
import { TASK_ROWS_MAX } from '../../../../../src-main/contract/payouts.ts';
import { call, errorText } from '../../../../engine/call.ts';
import type { CsvFile } from './csv-file.ts';
import { taskOf, type ImportRow } from './import-rows.ts';

/** What is known of a row, for the cells that it had when it was asked about. */
export type Known<T> = { readonly cells: string; readonly told: T };
type ByRow<T> = ReadonlyMap<number, Known<T>>;

/** How far a run over the rows is; `stopped`: the sentence of why it did not go on. */
export type Progress = {
  readonly done: number; readonly of: number; readonly running: boolean;
  readonly stopped: string | null;
};

/**
 * Tries and plans the rows of a file, in pieces that the engine takes. A piece that failed is the
 * next one when it goes on: what was planned is known to the engine by its identity, so that
 * repeating a piece plans nothing twice.
 */
export function useImport(file: CsvFile, marketplaceId: string) {
  const [seen, setSeen] = useState<ByRow<PreviewedRow>>(new Map());
  const [planned, setPlanned] = useState<ByRow<PlannedRow>>(new Map());
  const [trying, setTrying] = useState<Progress | null>(null);
  const [planning, setPlanning] = useState<Progress | null>(null);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => { alive.current = false; };
  }, []);
  const isAlive = (): boolean => alive.current;

  const isKnown = <T>(known: ByRow<T>, row: ImportRow): boolean =>
    known.get(row.number)?.cells === cellsOf(row, marketplaceId);

  /** `anew`: also what is known already, since wallets and policies may have changed. */
  async function tryOut(rows: readonly ImportRow[], anew: boolean): Promise<void> {
    const found = new Map(seen);
    await inPieces(rows.filter((row) => anew || !isKnown(seen, row)), {
      isAlive, tell: setTrying, ask: async (piece) => {
        const answer = await call('payouts.preview', {
          marketplaceId, rows: await tasksOf(file, piece),
        });
        keep(found, { piece, told: answer.rows, marketplaceId });
        setSeen(new Map(found));
      },
    });
  }

  async function plan(rows: readonly ImportRow[]): Promise<void> {
    const found = new Map(planned);
    const left = rows.filter((row) => !isKnown(planned, row));
    const behind = rows.length - left.length;
    const tell = (progress: Progress): void =>
      setPlanning({ ...progress, done: progress.done + behind, of: rows.length });
    await inPieces(left, {
      isAlive, tell, ask: async (piece) => {
        const answer = await call('payouts.plan', {
          marketplaceId, rows: await tasksOf(file, piece), source: file.name.slice(0, 200),
        });
        keep(found, { piece, told: answer.rows, marketplaceId });
        setPlanned(new Map(found));
      },
    });
  }

  return {
    trying, planning, tryOut, plan,
    seenOf: (row: ImportRow) => (isKnown(seen, row) ? seen.get(row.number)?.told ?? null : null),
    plannedOf: (row: ImportRow) =>
      (isKnown(planned, row) ? planned.get(row.number)?.told ?? null : null),
  };
}

/** Goes through the rows in pieces that the engine takes; stops at the first that fails. */
async function inPieces(
  rows: readonly ImportRow[],
  { ask, tell, isAlive }: {
    readonly ask: (piece: readonly ImportRow[]) => Promise<void>;
    readonly tell: (progress: Progress) => void; readonly isAlive: () => boolean;
  },
): Promise<void> {
  const of = rows.length;
  for (let done = 0; done < of; done += TASK_ROWS_MAX) {
    tell({ done, of, running: true, stopped: null });
    try {
      await ask(rows.slice(done, done + TASK_ROWS_MAX));
    } catch (problem) {
      tell({ done, of, running: false, stopped: errorText(problem) });
      return;
    }
    // Whoever left the screen has stopped it between two pieces.
    if (!isAlive()) return;
  }
  tell({ done: of, of, running: false, stopped: null });
}

function keep<T>(
  found: Map<number, Known<T>>,
  { piece, told, marketplaceId }: {
    readonly piece: readonly ImportRow[]; readonly told: readonly T[];
    readonly marketplaceId: string;
  },
): void {
  piece.forEach((row, at) => {
    const one = told[at];
    if (one !== undefined) {
      found.set(row.number, { cells: cellsOf(row, marketplaceId), told: one });
    }
  });
}

function tasksOf(file: CsvFile, piece: readonly ImportRow[]) {
  return Promise.all(piece.map((row) => taskOf(file, row)));
}

/** The cells as one text: another cell makes it another row, of which nothing is known yet. */
function cellsOf({ cells }: ImportRow, marketplaceId: string): string {
  return JSON.stringify([marketplaceId, cells]);
}
