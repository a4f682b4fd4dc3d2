import { Button, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { LiveState } from '../../../lists/LiveState.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { useFieldKey } from '../../../ui/use-verb-key.ts';
import { t } from '../../../words/t.ts';
import type { PaymentsPage } from '../payments/payment-pages.ts';
import { readPayments } from '../payments/read-payments.ts';
import { readyTexts } from './ready-columns.tsx';
import { readyFilter } from './ready-filter.ts';
import { PayoutTabs } from './PayoutTabs.tsx';
import { ReadyTable } from './ReadyTable.tsx';
import { TreasuryPanel } from './TreasuryPanel.tsx';
import { useTreasury } from './use-treasury.ts';
import classes from './payouts.module.css';

type ReadyScreenProps = {
  readonly first: PaymentsPage;
  readonly search: string;
  readonly onSearch: (text: string) => void;
};

/** Payouts that wait until somebody lets them go, beside what lies in the treasury. */
export function ReadyScreen({ first, search, onSearch }: ReadyScreenProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const tell = useDebouncedCallback((text: string) => onSearch(text.trim()), 180);
  const treasuries = useTreasury();
  const filter = useMemo(() => readyFilter(search), [search]);
  useFieldKey('/', t('payouts.ready.search'), () => input.current?.focus());
  return (
    <Screen title={t('payouts.title')} width="full" actions={(
      <>
        <LiveState nouns={['payments']} reading={first} />
        <TableExport name="payouts-ready" columns={readyTexts}
          read={(cursor) => readPayments(filter, cursor)} />
      </>
    )}>
      <PayoutTabs shown="ready">
        <TreasuryPanel treasuries={treasuries} />
        <div className={classes.bar}>
          <TextInput ref={input} w={420} maw="100%" size="sm" type="search"
            aria-label={t('payouts.ready.search')} placeholder={t('payouts.ready.prompt')}
            leftSection={<Search size={14} aria-hidden />} rightSection={<Kbd size="xs">/</Kbd>}
            maxLength={200} value={typed} spellCheck={false}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              tell(currentTarget.value);
            }} />
          {search !== '' && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => {
              setTyped('');
              onSearch('');
            }}>{t('payments.filter.clear')}</Button>
          )}
        </div>
        <ReadyTable key={search} first={first} filter={filter} filtered={search !== ''} />
      </PayoutTabs>
    </Screen>
  );
}
