import { useEffect, useRef, useState, type RefObject } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { tableKeys } from './table-keys.ts';

export type TableFocus = {
  readonly label: string;
  readonly keys: readonly string[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly scrollTo: (index: number) => void;
  readonly open: (index: number) => void;
  readonly canOpen: boolean;
  readonly toggle: ((key: string) => void) | null;
  /** Selects from the row that was toggled last to this one. */
  readonly toggleTo?: (key: string) => void;
  /** Copies the row's id. */
  readonly copy?: (key: string) => void;
  readonly clear: () => void;
  readonly hasSelection: boolean;
};

/** The row that was opened last, per table: coming back finds it again (console guide, Lists). */
const opened = new Map<string, string>();

/**
 * The keyboard of a table: arrows or J and K, Home, End and Page keys move, Space selects, with
 * Shift from the last one on, Enter opens, C copies the id, Esc ends the selection. One row is in
 * the tab order; it is known by its key, so rows that come and go elsewhere leave the focus where
 * it is.
 */
export function useTableFocus(table: TableFocus) {
  const { scroller, ...rest } = table;
  const { label, keys, scrollTo } = table;
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const activeIndex = activeKey === null ? -1 : keys.indexOf(activeKey);

  const moveTo = (index: number): void => {
    const key = keys[Math.min(Math.max(index, 0), keys.length - 1)];
    if (key === undefined) return;
    wanted.current = key;
    setActiveKey(key);
    scrollTo(keys.indexOf(key));
    focusRow(scroller.current, key, wanted);
  };
  // A row that had to be scrolled to is there only after it was drawn.
  useEffect(() => {
    if (wanted.current !== null) focusRow(scroller.current, wanted.current, wanted);
  });
  // Once, when the table appears, with the rows of that moment: later ones must not move the focus.
  const comeBack = useRef((): void => {
    const back = opened.get(label);
    opened.delete(label);
    if (back !== undefined && keys.includes(back)) moveTo(keys.indexOf(back));
  });
  useEffect(() => { comeBack.current(); }, []);

  const openRow = (index: number): void => {
    const key = keys[index];
    if (key === undefined || !table.canOpen) return;
    opened.set(label, key);
    table.open(index);
  };
  useKeys(() => tableKeys({
    ...rest, activeIndex, activeKey, moveTo, openRow,
    holds: (target) => target instanceof Node && scroller.current?.contains(target) === true,
  }));
  return { activeIndex, tabIndex: Math.max(activeIndex, 0), openRow, onRowFocus: setActiveKey };
}

function focusRow(
  scroller: HTMLElement | null, key: string, wanted: RefObject<string | null>,
): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
  if (row === null || row === undefined) return;
  wanted.current = null;
  row.focus({ preventScroll: false });
}
