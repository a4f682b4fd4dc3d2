import type { DataColumn } from '../ui/DataTable.tsx';
import { prefer, usePreferences } from '../stores/preferences.ts';

/** The columns that a list shows, in their order, by id. */
export type ColumnChoice = {
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[] | null) => void;
};

/**
 * Which columns of a list are shown: what its address says, else what this operator chose last in
 * this window, else those that it is delivered with. A choice is remembered; where the address
 * names columns (a saved view, a shared link) it is changed there as well.
 */
export function useChosenColumns(options: {
  readonly list: string;
  readonly delivered: readonly string[];
  readonly known: readonly string[];
  readonly inAddress: string | undefined;
  readonly onAddress: (columns: string | undefined) => void;
}): ColumnChoice {
  const { list, delivered, known, inAddress, onAddress } = options;
  const remembered = usePreferences((preferences) => preferences.columns[list]);
  const wanted = inAddress?.split(',') ?? remembered ?? delivered;
  const chosen = [...new Set(wanted)].filter((id) => known.includes(id));
  return {
    chosen: chosen.length === 0 ? delivered : chosen,
    choose: (next) => {
      const { [list]: _before, ...others } = usePreferences.getState().columns;
      prefer({ columns: next === null ? others : { ...others, [list]: next } });
      if (inAddress !== undefined) onAddress(next === null ? undefined : next.join(','));
    },
  };
}

/** The columns of the ids, in the order of the ids. */
export function inChosenOrder<Row>(
  columns: readonly DataColumn<Row>[], chosen: readonly string[],
): readonly DataColumn<Row>[] {
  return chosen.flatMap((id) => columns.filter((column) => column.id === id));
}

/** The header of a column as it reads now. */
export function headerOf<Row>({ header }: DataColumn<Row>): string {
  return typeof header === 'string' ? header : header();
}
