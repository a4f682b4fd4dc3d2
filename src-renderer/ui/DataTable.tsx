import { Button, Checkbox } from '@mantine/core';
import { tableFeatures, useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { rowHeights, usePreferences } from '../stores/preferences.ts';
import { TableRow, type RowHandlers } from './TableRow.tsx';
import { toastDone } from './toast.ts';
import { useTableFocus } from './use-table-focus.ts';
import { lower, t } from '../words/t.ts';
import classes from './DataTable.module.css';

/** A column; declare the list outside the component, so that it is the same on every draw. */
export type DataColumn<Row> = {
  readonly id: string;
  /** A function where it is a text of the catalogue, which speaks the language of the moment. */
  readonly header: string | (() => string);
  readonly cell: (row: Row) => ReactNode;
  /** `right` for money and counts. Default left. */
  readonly align?: 'left' | 'right';
  /** A CSS grid track: '120px', 'minmax(160px, 2fr)'. Default `minmax(96px, 1fr)`. */
  readonly width?: string;
};

type DataTableProps<Row> = {
  /** What the rows are: "Payments". Names the table and remembers its open row. */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What stands where the rows would: says what fills the list and offers the act. */
  readonly empty: ReactNode;
  /** Enter or a click on the row. */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: ReadonlySet<string>;
  /** Given: rows can be selected, by Space or their checkbox. */
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Stands at the bottom while rows are selected: count, totals, verbs. */
  readonly selectionBar?: ReactNode;
  /** The cursor of the next page; null at the end. */
  readonly next?: string | null;
  readonly onMore?: () => void;
  /** Old rows stay, dimmed, while newer ones are fetched. */
  readonly pending?: boolean;
};

const features = tableFeatures({});
const nothingSelected: ReadonlySet<string> = new Set();
/** Below this, every row is drawn: cheaper than measuring, and whole for a screen reader. */
const VIRTUAL_ABOVE = 60;
const MORE_WITHIN_PX = 400;

/** A long list: sticky header, rows of one height, drawn as far as seen, all by keyboard. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, onOpen, onSelect, selectionBar, onMore } = props;
  const { selected = nothingSelected, next = null, pending = false } = props;
  const rowHeight = rowHeights[usePreferences(({ density }) => density)];
  const scroller = useRef<HTMLDivElement>(null);
  const askedFor = useRef<string | null>(null);

  const defs = useMemo(() => defsOf(columns), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: defs, data, getRowId: (row) => rowKey(row) });
  const modelRows = table.getRowModel().rows;
  const keys = useMemo(() => modelRows.map(({ id }) => id), [modelRows]);

  const open = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const { toggle, toggleTo } = useToggling({ keys, selected, onSelect });
  const copy = (key: string): void => {
    void navigator.clipboard.writeText(key).then(() => toastDone(t('lists.copiedId', { id: key })));
  };
  const virtual = useVirtualizer({
    count: modelRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keys[index] ?? index,
    // Drawing within the scroll event itself would make the browser wait for it.
    useFlushSync: false,
    overscan: 6,
    // The row with the focus stays drawn when it is scrolled away, or the focus would be lost.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), focus.activeIndex),
  });
  const focus = useTableFocus({
    label, keys, scroller, scrollTo: (index) => virtual.scrollToIndex(index),
    open, canOpen: onOpen !== undefined, toggle: onSelect === undefined ? null : toggle,
    toggleTo, copy,
    clear: () => onSelect?.(nothingSelected), hasSelection: selected.size > 0,
  });

  const now = {
    onFocus: focus.onRowFocus, onOpen: focus.openRow, onToggle: toggle, onToggleTo: toggleTo,
  };
  const handlers = useRef<RowHandlers>(now);
  useEffect(() => { handlers.current = now; });

  const all = modelRows.length > VIRTUAL_ABOVE
    ? virtual.getVirtualItems().map(({ index, start }) => ({ index, start }))
    : modelRows.map((_row, index) => ({ index, start: index * rowHeight }));
  const tracks = [
    ...(onSelect === undefined ? [] : ['36px']),
    ...columns.map(({ width }) => width ?? 'minmax(96px, 1fr)'),
  ].join(' ');
  const style: CSSProperties & Record<'--pd-tracks' | '--pd-least', string> = {
    '--pd-tracks': tracks, '--pd-least': `${leastWidth(tracks)}px`,
  };
  const askForMore = (): void => {
    if (next === null || askedFor.current === next) return;
    askedFor.current = next;
    onMore?.();
  };

  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller} style={style} data-pending={pending}
        onScroll={({ currentTarget: at }) => {
          if (at.scrollHeight - at.scrollTop - at.clientHeight < MORE_WITHIN_PX) askForMore();
        }}>
        <div role="grid" className={classes.grid}
          aria-label={label} aria-rowcount={modelRows.length + 1} aria-busy={pending}
          {...(onSelect === undefined ? {} : { 'aria-multiselectable': true })}>
          <div role="rowgroup" className={classes.head}>
            {table.getHeaderGroups().map((group) => (
              <div key={group.id} role="row" aria-rowindex={1} className={classes.headRow}>
                {onSelect === undefined ? null
                  : <SelectAll label={label} keys={keys} selected={selected} onSelect={onSelect} />}
                {group.headers.map((header, place) => (
                  <div key={header.id} role="columnheader" className={classes.cell}
                    data-align={columns[place]?.align}><table.FlexRender header={header} /></div>
                ))}
              </div>
            ))}
          </div>
          {modelRows.length === 0 ? null : (
            <div role="rowgroup" className={classes.body}
              style={{ height: modelRows.length * rowHeight }}>
              {all.map(({ index, start }) => {
                const row = rows[index];
                const key = keys[index];
                if (row === undefined || key === undefined) return null;
                return (
                  <TableRow key={key} row={row} id={key} columns={columns} index={index} top={start}
                    height={rowHeight} focusable={index === focus.tabIndex}
                    opens={onOpen !== undefined} handlers={handlers}
                    selected={onSelect === undefined ? null : selected.has(key)} />
                );
              })}
            </div>
          )}
        </div>
        {next === null || modelRows.length === 0 ? null : <More onMore={() => onMore?.()} />}
      </div>
      {modelRows.length === 0 ? <div className={classes.empty}>{empty}</div> : null}
      {selected.size > 0 && selectionBar !== undefined
        ? (
          <div className={classes.bar} role="region" aria-label={t('common.table.selection')}>
            {selectionBar}
          </div>
        ) : null}
    </div>
  );
}

/** One row in or out of the selection, or all from the one that was toggled last to this one. */
function useToggling({ keys, selected, onSelect }: {
  readonly keys: readonly string[]; readonly selected: ReadonlySet<string>;
  readonly onSelect: DataTableProps<object>['onSelect'];
}) {
  const anchor = useRef<string | null>(null);
  const toggle = (key: string): void => {
    anchor.current = key;
    const after = new Set(selected);
    if (!after.delete(key)) after.add(key);
    onSelect?.(after);
  };
  const toggleTo = (key: string): void => {
    const from = anchor.current === null ? -1 : keys.indexOf(anchor.current);
    if (from === -1) return toggle(key);
    const to = keys.indexOf(key);
    onSelect?.(new Set([
      ...selected, ...keys.slice(Math.min(from, to), Math.max(from, to) + 1),
    ]));
  };
  return { toggle, toggleTo };
}

function More({ onMore }: { readonly onMore: () => void }) {
  return (
    <div className={classes.more}>
      <Button variant="subtle" size="xs" onClick={onMore}>{t('common.showMore')}</Button>
    </div>
  );
}

function SelectAll({ label, keys, selected, onSelect }: {
  readonly label: string; readonly keys: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
}) {
  const all = keys.every((key) => selected.has(key));
  return (
    <div role="columnheader" className={classes.check}>
      <Checkbox size="xs" aria-label={t('common.table.selectAll', { rows: lower(label) })}
        disabled={keys.length === 0} checked={selected.size > 0 && all}
        indeterminate={selected.size > 0 && !all}
        onChange={({ currentTarget }) =>
          onSelect(currentTarget.checked ? new Set(keys) : nothingSelected)} />
    </div>
  );
}

/** What the table library is told of each column; its texts are read in the present language. */
function defsOf<Row>(columns: readonly DataColumn<Row>[]) {
  return columns.map(({ id, header }) =>
    ({ id, header: typeof header === 'string' ? header : header() }));
}

/** The width below which the table scrolls sideways: the least of each track, in pixels. */
function leastWidth(tracks: string): number {
  return [...tracks.matchAll(/(\d+)px(?=[ ,)]|$)/g)]
    .reduce((sum, [, width = '0']) => sum + Number.parseInt(width, 10), 0);
}

function withIndex(shown: number[], index: number): number[] {
  if (index < 0 || shown.includes(index)) return shown;
  return [...shown, index].toSorted((a, b) => a - b);
}
