import { useEffect, useRef, useState, type RefObject } from 'react';
import type { KeyBinding } from '../keys/registry.ts';
import { useKeys } from '../keys/use-keys.ts';
import { t } from '../words/t.ts';

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
 * Shift from the last one on, Enter opens, C copies the id, Esc ends the selection. One row is in
 * the tab order; it is known by its key, so rows that come and go elsewhere leave the focus where
 * it is.
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

  const openRow = (index: number): void => {
    const key = keys[index];
    if (key === undefined || !table.canOpen) return;
    opened.set(label, key);
    table.open(index);
  };
  const onRow = (target: EventTarget | null): boolean => target instanceof HTMLElement
    && target.dataset['row'] !== undefined && scroller.current?.contains(target) === true;
  const isElsewhere = (target: EventTarget | null): boolean =>
    !(target instanceof Node && scroller.current?.contains(target) === true);
  const move = (keysOf: KeyBinding['keys'], label: string, to: number): KeyBinding => ({
    keys: keysOf, group: 'list', label, at: onRow, repeats: true, run: () => moveTo(to),
  });
  const last = keys.length - 1;
  useKeys(keys.length === 0 ? [] : [
    {
      keys: ['J', 'K'], group: 'list', label: t('frame.keys.enterList'), at: isElsewhere,
      run: () => moveTo(Math.max(activeIndex, 0)),
    },
    move(['J', 'ArrowDown'], t('frame.keys.next'), activeIndex + 1),
    move(['K', 'ArrowUp'], t('frame.keys.previous'), activeIndex - 1),
    move(['PageDown'], t('frame.keys.pageDown'), activeIndex + PAGE_ROWS),
    move(['PageUp'], t('frame.keys.pageUp'), activeIndex - PAGE_ROWS),
    move(['Home'], t('frame.keys.first'), 0),
    move(['End'], t('frame.keys.last'), last),
    ...actsOn(),
  ]);

  function actsOn(): readonly KeyBinding[] {
    const act = (key: string, label: string, run: (active: string) => void): KeyBinding => ({
      keys: [key], group: 'list', label, at: onRow,
      run: () => { if (activeKey !== null) run(activeKey); },
    });
    const { copy, toggleTo } = table;
    return [
      ...(table.canOpen
        ? [act('Enter', t('frame.keys.open'), () => openRow(activeIndex))] : []),
      ...(toggle === null ? [] : [
        act('Space', t('frame.keys.select'), toggle),
        act('shift+Space', t('frame.keys.selectTo'), toggleTo ?? toggle),
      ]),
      ...(copy === undefined ? [] : [act('C', t('frame.keys.copyId'), copy)]),
      ...(table.hasSelection ? [act('Escape', t('frame.keys.end'), table.clear)] : []),
    ];
  }
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
