import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { isDialogOpen } from './use-verb-key.ts';

type TableFocus = {
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
const PAGE_ROWS = 10;

/**
 * The keyboard of a table: arrows or J and K, Home, End and Page keys move, Space selects, with
 * Shift from the last one on, Enter opens, C copies the id, Esc ends the selection. One row is in the tab order; it is known by its key, so rows that
 * come and go elsewhere leave the focus where it is.
 */
export function useTableFocus(table: TableFocus) {
  const { label, keys, scroller, scrollTo, toggle } = table;
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

  const enter = (event: globalThis.KeyboardEvent): void => {
    if (isDialogOpen() || scroller.current?.contains(document.activeElement) === true) return;
    event.preventDefault();
    moveTo(Math.max(activeIndex, 0));
  };
  useHotkeys([['J', enter], ['K', enter]]);

  const openRow = (index: number): void => {
    const key = keys[index];
    if (key === undefined || !table.canOpen) return;
    opened.set(label, key);
    table.open(index);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const onRow = event.target instanceof HTMLElement && event.target.dataset['row'] !== undefined;
    if (!onRow || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (move !== undefined) moveTo(move(activeIndex, keys.length));
    else if (event.key === 'Enter' && !event.repeat) openRow(activeIndex);
    else if (event.key === ' ' && activeKey !== null) {
      (event.shiftKey ? table.toggleTo ?? toggle : toggle)?.(activeKey);
    } else if (event.key === 'c' && activeKey !== null && table.copy !== undefined) {
      table.copy(activeKey);
    }
    else if (event.key === 'Escape' && table.hasSelection) table.clear();
    else return;
    event.preventDefault();
  };
  return { activeIndex, tabIndex: Math.max(activeIndex, 0), onKeyDown, openRow,
    onRowFocus: setActiveKey };
}

const moves: Readonly<Partial<Record<string, (index: number, count: number) => number>>> = {
  ArrowDown: (index) => index + 1,
  j: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  k: (index) => index - 1,
  PageDown: (index) => index + PAGE_ROWS,
  PageUp: (index) => index - PAGE_ROWS,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

function focusRow(
  scroller: HTMLElement | null, key: string, wanted: RefObject<string | null>,
): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`);
  if (row === null || row === undefined) return;
  wanted.current = null;
  row.focus({ preventScroll: false });
}
