import { Button, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Plus, Search, WalletCards } from 'lucide-react';
import { useRef, useState } from 'react';
import { useOnItsWay } from '../../../../engine/on-its-way.ts';
import type { WalletView } from '../../../../../src-main/contract/payout-facts.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { LiveState } from '../../../../lists/LiveState.tsx';
import { TableExport } from '../../../../lists/TableExport.tsx';
import { useGrownList, type ListPage } from '../../../../lists/use-grown-list.ts';
import { DataTable } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { useFieldKey } from '../../../../ui/use-verb-key.ts';
import { t } from '../../../../words/t.ts';
import { MoreFailure } from '../../payments/MoreFailure.tsx';
import { PayoutTabs } from '../PayoutTabs.tsx';
import { walletColumns, walletTexts } from './wallet-columns.tsx';
import { WalletSheet } from './WalletSheet.tsx';
import classes from '../payouts.module.css';

type WalletsScreenProps = {
  readonly first: ListPage<WalletView>;
  readonly marketplaces: readonly MarketplaceView[];
  readonly search: string;
  readonly adding: boolean;
  readonly onSearch: (text: string) => void;
  readonly onAdd: (on: boolean) => void;
  readonly onOpen: (walletId: string) => void;
};

const PAGE_ROWS = 100;

export function readWallets(search: string, cursor: string | null): Promise<ListPage<WalletView>> {
  return call('payouts.wallets', { search, cursor, limit: PAGE_ROWS });
}

/** To which accounts payees are paid, by name; `/` goes to the search. */
export function WalletsScreen(props: WalletsScreenProps) {
  const { first, marketplaces, search, adding, onSearch, onAdd, onOpen } = props;
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search);
  const tell = useDebouncedCallback((text: string) => onSearch(text.trim()), 180);
  useFieldKey('/', t('wallets.search'), () => input.current?.focus());
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onAdd(true)}
      disabled={marketplaces.length === 0}>{t('wallets.add')}</Button>
  );
  return (
    <Screen title={t('wallets.title')} width="full" actions={(
      <>
        <LiveState nouns={['payeeWallets']} reading={first} />
        <TableExport name="payee-wallets" columns={walletTexts}
          read={(cursor) => readWallets(search, cursor)} />
        {add}
      </>
    )}>
      <PayoutTabs shown="wallets">
        <div className={classes.bar}>
          <TextInput ref={input} w={420} maw="100%" size="sm" type="search"
            aria-label={t('wallets.search')} placeholder={t('wallets.prompt')}
            leftSection={<Search size={14} aria-hidden />} rightSection={<Kbd size="xs">/</Kbd>}
            maxLength={200} value={typed} spellCheck={false}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              tell(currentTarget.value);
            }} />
        </div>
        <WalletsTable key={search} first={first} search={search} onOpen={onOpen} add={add} />
      </PayoutTabs>
      {adding && (
        <WalletSheet wallet={null} marketplaces={marketplaces} onClose={() => onAdd(false)} />
      )}
    </Screen>
  );
}

function WalletsTable({ first, search, onOpen, add }:
Pick<WalletsScreenProps, 'first' | 'search' | 'onOpen'> & { readonly add: React.ReactNode }) {
  const loading = useOnItsWay();
  const list = useGrownList(first, (cursor) => readWallets(search, cursor));
  return (
    <>
      <MoreFailure failure={list.failure} onRetry={list.loadMore} />
      <DataTable label={t('wallets.title')} columns={walletColumns} rows={list.rows}
        rowKey={({ id }) => id} onOpen={({ id }) => onOpen(id)} next={list.next}
        onMore={list.loadMore} pending={loading || list.loadingMore}
        empty={search === ''
          ? <EmptyState icon={WalletCards} title={t('wallets.none')} action={add}
            text={t('wallets.noneText')} />
          : <EmptyState title={t('wallets.filtered')} text={t('wallets.filteredText')} />} />
    </>
  );
}
