import { Checkbox } from '@mantine/core';
import type { MouseEvent } from 'react';
import type { DataColumn } from './DataTable.tsx';
import { t } from '../words/t.ts';
import classes from './DataTable.module.css';

type TableRowProps<Row> = {
  readonly row: Row;
  readonly id: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** One row at a time is in the tab order; the arrows move it. */
  readonly focusable: boolean;
  readonly opens: boolean;
  readonly selected?: boolean;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (index: number) => void;
  readonly onToggle?: (id: string) => void;
  /** Shift and a click: from the row that was toggled last to this one. */
  readonly onToggleTo?: (id: string) => void;
};

/** One row of a `DataTable`, at its place. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, id, columns, index, top, height, focusable, opens, selected, onToggle } = props;
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    if (opens && !isControl(event.target, event.currentTarget)) props.onOpen(index);
  };
  return (
    <div role="row" className={classes.row} data-row={id} data-opens={opens}
      aria-rowindex={index + 2} tabIndex={focusable ? 0 : -1}
      {...(selected === undefined ? {} : { 'aria-selected': selected })}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={onClick} onFocus={() => props.onFocus(id)}>
      {onToggle === undefined ? null : (
        <div role="gridcell" className={classes.check}>
          <Checkbox size="xs" aria-label={t('common.table.selectRow', { number: index + 1 })}
            tabIndex={-1}
            checked={selected ?? false} onChange={({ nativeEvent }) => {
              const isRange = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
              (isRange ? props.onToggleTo ?? onToggle : onToggle)(id);
            }} />
        </div>
      )}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={classes.cell} data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** Whether a click met a control inside the row, which has a meaning of its own. */
function isControl(target: EventTarget, row: HTMLElement): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('a, button, input, label, select, textarea');
  return control !== null && row.contains(control);
}
