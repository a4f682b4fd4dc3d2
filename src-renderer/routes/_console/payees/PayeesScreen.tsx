import { Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useOnItsWay } from '../../../engine/on-its-way.ts';
import type { PayeeRowView } from '../../../../src-main/contract/payees.ts';
import { call } from '../../../engine/call.ts';
import { LiveState } from '../../../lists/LiveState.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { MoreFailure } from '../payments/MoreFailure.tsx';
import { useGrownList, type ListPage } from '../../../lists/use-grown-list.ts';
import { payeeColumns, payeeLines, payeeTexts } from './payee-columns.tsx';
import { useFieldKey } from '../../../ui/use-verb-key.ts';
import { t } from '../../../words/t.ts';

export const PAYEE_ROWS = 100;

type PayeesScreenProps = {
  readonly first: ListPage<PayeeRowView>;
  readonly search: string;
  readonly onSearch: (text: string) => void;
};

/** Everyone whom a payment named, the last one named first; `/` goes to the search. */
export function PayeesScreen({ first, search, onSearch }: PayeesScreenProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const tell = useDebouncedCallback((text: string) => onSearch(text.trim()), 180);
  useFieldKey('/', t('payees.search'), () => input.current?.focus());
  return (
    <Screen title={t('payees.title')} width="full" actions={(
      <>
        <LiveState nouns={['payments']} reading={first} />
        <TableExport name="payees" columns={payeeTexts}
          read={async (cursor) => {
            const { items, next } = await call('payees.list', { search, cursor, limit: 200 });
            return { items: payeeLines(items), next };
          }} />
      </>
    )}>
      <TextInput ref={input} maw={420} size="sm" type="search" aria-label={t('payees.search')}
        placeholder={t('payees.prompt')} leftSection={<Search size={14} aria-hidden />}
        rightSection={<Kbd size="xs">/</Kbd>} maxLength={200} value={typed} spellCheck={false}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          tell(currentTarget.value);
        }} />
      <PayeesTable key={search} first={first} search={search} />
    </Screen>
  );
}

function PayeesTable({ first, search }: Pick<PayeesScreenProps, 'first' | 'search'>) {
  const navigate = useNavigate();
  const loading = useOnItsWay();
  // Made once per reading: the list is read again when it changes.
  const rows = useMemo(() => ({ ...first, items: first.items.map(withId) }), [first]);
  const list = useGrownList(rows, async (cursor) => {
    const page = await call('payees.list', { search, cursor, limit: PAYEE_ROWS });
    return { ...page, items: page.items.map(withId) };
  });
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable
        label={t('payees.title')} columns={payeeColumns} rows={list.rows} rowKey={({ id }) => id}
        next={list.next} onMore={list.loadMore} pending={loading || list.loadingMore}
        onOpen={({ payee }) => void navigate({ to: '/payees/$payee', params: { payee } })}
        empty={search === ''
          ? <EmptyState title={t('payees.none.title')} text={t('payees.none.text')} />
          : <EmptyState title={t('payees.none.filtered')} text={t('payees.none.takeAway')} />}
      />
    </>
  );
}

/** A payee is known by its name. */
function withId(row: PayeeRowView): PayeeRowView & { readonly id: string } {
  return { ...row, id: row.payee };
}
