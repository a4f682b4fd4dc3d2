import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DataTable, type DataColumn } from './DataTable.tsx';
import { renderWith } from './render-with.tsx';

type Row = { readonly id: string; readonly amount: string };
const columns: readonly DataColumn<Row>[] = [
  { id: 'id', header: 'Id', cell: ({ id }) => id },
  { id: 'amount', header: 'Amount', align: 'right', cell: ({ amount }) => amount },
  { id: 'act', header: 'Act', cell: () => <button type="button">Copy</button> },
];
const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) =>
  ({ id: `pay_${index}`, amount: `${index}.00` }));

type Props = { readonly count: number; readonly onOpen?: (row: Row) => void };

function List({ count, onOpen = () => undefined }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable label="Payments" columns={columns} rows={rows(count)} rowKey={({ id }) => id}
      empty={<p>Nothing was paid yet.</p>} onOpen={onOpen} selected={selected}
      onSelect={setSelected} selectionBar={<p>{selected.size} selected</p>} />
  );
}

const focused = (): string | undefined =>
  document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined;
const press = (key: string): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
};
const firstRow = (): HTMLElement => screen.getAllByRole('row')[1] ?? document.body;

const focusFirst = (): void => { act(() => firstRow().focus()); };

afterEach(cleanup);

describe('a table', () => {
  test('moves by arrows, J and K, Home and End, and stops at its ends', () => {
    renderWith(<List count={5} />);
    focusFirst();
    const path = ['ArrowDown', 'j', 'k', 'End', 'ArrowDown', 'Home', 'ArrowUp'].map((key) => {
      press(key);
      return focused();
    });
    expect(path).toEqual(
      ['pay_1', 'pay_2', 'pay_1', 'pay_4', 'pay_4', 'pay_0', 'pay_0'],
    );
  });

  test('draws only rows that are another, also where their place is another', () => {
    const drawn: string[] = [];
    const watched: readonly DataColumn<Row>[] = [{
      id: 'id', header: 'Id', cell: ({ id }) => {
        drawn.push(id);
        return id;
      },
    }];
    const some = rows(3);
    const list = (all: readonly Row[]) => (
      <DataTable label="Payments" columns={watched} rows={all} rowKey={({ id }) => id}
        empty={null} onOpen={() => undefined} />
    );
    const { rerender } = renderWith(list(some));
    drawn.length = 0;
    rerender(list([{ id: 'pay_new', amount: '1.00' }, ...some]));
    expect(new Set(drawn)).toEqual(new Set(['pay_new']));
  });

  test('is entered by J from anywhere on the page', () => {
    renderWith(<List count={3} />);
    press('j');
    expect(focused()).toBe('pay_0');
  });

  test('has one row in the tab order', () => {
    renderWith(<List count={5} />);
    focusFirst();
    press('j');
    const tabbable = screen.getAllByRole('row').filter((row) => row.tabIndex === 0);
    expect(tabbable.map((row) => row.dataset['row'])).toEqual(['pay_1']);
  });

  test('selects by Space and shows its bar; Esc ends the selection', () => {
    renderWith(<List count={3} />);
    focusFirst();
    press(' ');
    press('j');
    press(' ');
    expect(screen.getByText('2 selected')).toBeDefined();
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(2);
    press('Escape');
    expect(screen.queryByText('2 selected')).toBeNull();
    expect(focused()).toBe('pay_1');
  });

  test('opens by Enter once, and by a click that met no control', () => {
    const onOpen = vi.fn<(row: Row) => void>();
    renderWith(<List count={3} onOpen={onOpen} />);
    focusFirst();
    press('Enter');
    fireEvent.keyDown(firstRow(), { key: 'Enter', repeat: true });
    fireEvent.click(within(firstRow()).getByRole('button', { name: 'Copy' }));
    fireEvent.click(within(firstRow()).getByText('0.00'));
    expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(['pay_0', 'pay_0']);
  });

  test('comes back to the row that was opened', () => {
    const { unmount } = renderWith(<List count={4} />);
    focusFirst();
    press('End');
    press('Enter');
    unmount();
    renderWith(<List count={4} />);
    expect(focused()).toBe('pay_3');
  });

  test('keeps the focus when rows arrive above it', () => {
    const columnsOnly = { label: 'Events', columns, rowKey: ({ id }: Row) => id, empty: null };
    const { rerender } = renderWith(<DataTable {...columnsOnly} rows={rows(2)} />);
    focusFirst();
    rerender(<DataTable {...columnsOnly} rows={[{ id: 'new', amount: '1.00' }, ...rows(2)]} />);
    expect(focused()).toBe('pay_0');
    press('k');
    expect(focused()).toBe('new');
  });

  test('says what would fill it when it is empty', () => {
    renderWith(<List count={0} />);
    expect(screen.getByText('Nothing was paid yet.')).toBeDefined();
  });

  test('tells readers how many rows there are and right-aligns amounts', () => {
    renderWith(<List count={7} />);
    expect(screen.getByRole('grid', { name: 'Payments' }).getAttribute('aria-rowcount')).toBe('8');
    expect(screen.getByText('3.00').dataset['align']).toBe('right');
  });
});
