import { Button } from '@mantine/core';
import { Plus, Store } from 'lucide-react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { call } from '../../../engine/call.ts';
import { LiveState } from '../../../lists/LiveState.tsx';
import { TableExport } from '../../../lists/TableExport.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { t } from '../../../words/t.ts';
import { sellerColumns, sellerTexts } from './seller-columns.tsx';
import { SellerSheet } from './SellerSheet.tsx';

type SellersScreenProps = {
  readonly list: CallOutput<'sellers.list'>;
  readonly marketplaces: readonly MarketplaceView[];
  /** The seller whose form is open, `new`, or null. */
  readonly edit: string | null;
  readonly onEdit: (id: string | null) => void;
};

/** Everyone who is paid over Interledger, with the wallet and the key of each. */
export function SellersScreen({ list, marketplaces, edit, onEdit }: SellersScreenProps) {
  const opened = list.items.find(({ id }) => id === edit) ?? null;
  const add = (
    <Button leftSection={<Plus size={15} aria-hidden />} onClick={() => onEdit('new')}
      disabled={marketplaces.length === 0}>{t('sellers.add')}</Button>
  );
  return (
    <Screen title={t('sellers.title')} width="full" subtitle={t('sellers.subtitle')} actions={(
      <>
        <LiveState nouns={['sellers']} reading={list} />
        <TableExport name="sellers" columns={sellerTexts} read={readSellers} />
        {add}
      </>
    )}>
      <DataTable label={t('sellers.title')} columns={sellerColumns} rows={list.items}
        rowKey={({ id }) => id} onOpen={({ id }) => onEdit(id)}
        empty={<EmptyState icon={Store} title={t('sellers.none')} action={add}
          text={t(marketplaces.length === 0
            ? 'sellers.marketplaceFirst' : 'sellers.noneText')} />} />
      {edit === null || (edit !== 'new' && opened === null) ? null : (
        <SellerSheet key={edit} seller={opened} marketplaces={marketplaces}
          onClose={() => onEdit(null)} />
      )}
    </Screen>
  );
}

/** All of them: a marketplace has few. */
async function readSellers() {
  const { items } = await call('sellers.list', {});
  return { items, next: null };
}
