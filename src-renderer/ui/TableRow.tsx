import { Checkbox } from '@mantine/core';
import { memo, useMemo, type MouseEvent, type ReactNode, type RefObject } from 'react';
import type { DataColumn } from './DataTable.tsx';
import { t } from '../words/t.ts';
import classes from './DataTable.module.css';

/** What a row tells its table. It is looked up when something happens, so rows stay as drawn. */
export type RowHandlers = {
  readonly onFocus: (id: string) => void;
  readonly onOpen: (index: number) => void;
  readonly onToggle: (id: string) => void;
  /** Shift and a click: from the row that was toggled last to this one. */
  readonly onToggleTo: (id: string) => void;
};

type Place = {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** One row at a time is in the tab order; the arrows move it. */
  readonly focusable: boolean;
  readonly opens: boolean;
  /** Null where rows cannot be selected. */
  readonly selected: boolean | null;
  readonly handlers: RefObject<RowHandlers>;
};

type TableRowProps<Row> = Place & {
  readonly row: Row; readonly columns: readonly DataColumn<Row>[];
};

/**
 * One row of a `DataTable`, at its place. What it says is drawn again only when it says something
 * else: rows above come and go, and move the others.
 */
export function TableRow<Row>({ row, columns, ...place }: TableRowProps<Row>) {
  const cells = useMemo(() => columns.map((column) => (
    <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
      {column.cell(row)}
    </div>
  )), [row, columns]);
  return <PlacedRow {...place} cells={cells} />;
}

const PlacedRow = memo((props: Place & { readonly cells: readonly ReactNode[] }) => {
  const { id, index, top, height, focusable, opens, selected, handlers, cells } = props;
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (opens && !isControl(event.target, event.currentTarget)) handlers.current.onOpen(index);
  };
  return (
    <div role="row" className={classes.row} data-row={id} data-opens={opens}
      aria-rowindex={index + 2} tabIndex={focusable ? 0 : -1}
      {...(selected === null ? {} : { 'aria-selected': selected })}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onClick} onFocus={() => handlers.current.onFocus(id)}>
      {selected === null ? null
        : <RowCheck id={id} index={index} checked={selected} handlers={handlers} />}
      {cells}
    </div>
  );
});

const RowCheck = memo(({ id, index, checked, handlers }: {
  readonly id: string; readonly index: number; readonly checked: boolean;
  readonly handlers: RefObject<RowHandlers>;
}) => (
  <div role="gridcell" className={classes.check}>
    <Checkbox size="xs" aria-label={t('common.table.selectRow', { number: index + 1 })}
      tabIndex={-1} checked={checked} onChange={({ nativeEvent }) => {
        const isRange = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
        handlers.current[isRange ? 'onToggleTo' : 'onToggle'](id);
      }} />
  </div>
));

/** Whether a click met a control inside the row, which has a meaning of its own. */
function isControl(target: EventTarget, row: HTMLElement): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('a, button, input, label, select, textarea');
  return control !== null && row.contains(control);
}
