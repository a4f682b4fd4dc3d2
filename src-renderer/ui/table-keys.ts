import type { KeyBinding } from '../keys/registry.ts';
import { t } from '../words/t.ts';
import type { TableFocus } from './use-table-focus.ts';

type ActiveTable = Omit<TableFocus, 'scroller'> & {
  /** Whether a place is within this table. */
  readonly holds: (target: EventTarget | null) => boolean;
  readonly activeIndex: number;
  readonly activeKey: string | null;
  readonly moveTo: (index: number) => void;
  readonly openRow: (index: number) => void;
};

const PAGE_ROWS = 10;

/** The keys of a table: into it from elsewhere, along its rows, and on the row with the focus. */
export function tableKeys(table: ActiveTable): readonly KeyBinding[] {
  const { keys, holds, activeIndex, moveTo } = table;
  if (keys.length === 0) return [];
  const move = (along: KeyBinding['keys'], label: string, to: number): KeyBinding => ({
    keys: along, group: 'list', label, at: isOnRow(table), repeats: true, run: () => moveTo(to),
  });
  return [
    {
      keys: ['J', 'K'], group: 'list', label: t('frame.keys.enterList'),
      at: (target) => !holds(target), run: () => moveTo(Math.max(activeIndex, 0)),
    },
    move(['J', 'ArrowDown'], t('frame.keys.next'), activeIndex + 1),
    move(['K', 'ArrowUp'], t('frame.keys.previous'), activeIndex - 1),
    move(['PageDown'], t('frame.keys.pageDown'), activeIndex + PAGE_ROWS),
    move(['PageUp'], t('frame.keys.pageUp'), activeIndex - PAGE_ROWS),
    move(['Home'], t('frame.keys.first'), 0),
    move(['End'], t('frame.keys.last'), keys.length - 1),
    ...rowKeys(table),
  ];
}

function rowKeys(table: ActiveTable): readonly KeyBinding[] {
  const { activeIndex, activeKey, toggle, toggleTo, copy, clear } = table;
  const act = (key: string, label: string, run: (active: string) => void): KeyBinding => ({
    keys: [key], group: 'list', label, at: isOnRow(table),
    run: () => { if (activeKey !== null) run(activeKey); },
  });
  return [
    ...(table.canOpen
      ? [act('Enter', t('frame.keys.open'), () => table.openRow(activeIndex))] : []),
    ...(toggle === null ? [] : [
      act('Space', t('frame.keys.select'), toggle),
      act('shift+Space', t('frame.keys.selectTo'), toggleTo ?? toggle),
    ]),
    ...(copy === undefined ? [] : [act('C', t('frame.keys.copyId'), copy)]),
    ...(table.hasSelection ? [act('Escape', t('frame.keys.end'), clear)] : []),
  ];
}

/** A letter of a row counts only while a row of this very table has the focus. */
function isOnRow({ holds }: ActiveTable): (target: EventTarget | null) => boolean {
  return (target) => target instanceof HTMLElement && target.dataset['row'] !== undefined
    && holds(target);
}
