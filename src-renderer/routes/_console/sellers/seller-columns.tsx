import { Ban, Check } from 'lucide-react';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { CopyButton, CopyText } from '../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../ui/DataTable.tsx';
import { face } from '../../../ui/face.ts';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { t } from '../../../words/t.ts';
import { codeOf } from '../payments/MoreFilters.tsx';
import { TestButton } from './TestButton.tsx';
import styles from './sellers.module.css';

/** The columns of the sellers, in their order. */
export const sellerColumns: readonly DataColumn<SellerView>[] = [
  { id: 'name', header: () => t('sellers.columns.name'), width: 'minmax(112px, 1fr)',
    cell: ({ name }) => <span title={plainText(name)}>{plainText(name)}</span> },
  { id: 'reference', header: () => t('sellers.columns.reference'), width: 'minmax(104px, 1fr)',
    cell: ({ reference }) => <span title={reference}>{reference}</span> },
  { id: 'marketplace', header: () => t('sellers.columns.marketplace'), width: 'minmax(96px, 1fr)',
    cell: ({ marketplaceName }) =>
      <span title={plainText(marketplaceName)}>{plainText(marketplaceName)}</span> },
  { id: 'wallet', header: () => t('sellers.columns.wallet'), width: 'minmax(212px, 2fr)',
    cell: ({ walletAddress }) => (
      <span className={styles.wallet} title={walletAddress}>
        <span className="pd-mono">{plainText(walletAddress)}</span>
        <CopyButton text={walletAddress} label={t('sellers.copyWallet')} />
      </span>
    ) },
  { id: 'asset', header: () => t('sellers.columns.asset'), width: '64px',
    cell: ({ asset }) => codeOf(asset) },
  { id: 'key', header: () => t('sellers.columns.key'), width: '132px',
    cell: ({ keyId }) => <CopyText text={keyId} shorten={4} label={t('sellers.copyKey')} /> },
  { id: 'categories', header: () => t('sellers.columns.categories'), width: 'minmax(80px, 1fr)',
    cell: (row) => <span title={categories(row)}>{categories(row)}</span> },
  { id: 'state', header: () => t('sellers.columns.state'), width: '100px',
    cell: ({ enabled }) => <ToneBadge {...(enabled ? inUse : off)} /> },
  { id: 'test', header: () => t('sellers.columns.test'), width: '84px',
    cell: (seller) => <TestButton seller={seller} /> },
];

const inUse = face('done', Check, 'sellers.inUse');
const off = face('wait', Ban, 'sellers.off');

function categories({ categories: names }: SellerView): string {
  return names.length === 0 ? t('sellers.noCategories') : names.map(plainText).join(', ');
}

/** The list as plain text, for a file. */
export const sellerTexts = (): readonly TextColumn<SellerView>[] => [
  { header: t('sellers.columns.name'), text: ({ name }) => name },
  { header: t('sellers.columns.reference'), text: ({ reference }) => reference },
  { header: t('sellers.columns.marketplace'), text: ({ marketplaceName }) => marketplaceName },
  { header: t('sellers.columns.wallet'), text: ({ walletAddress }) => walletAddress },
  { header: t('sellers.columns.asset'), text: ({ asset }) => asset },
  { header: t('sellers.columns.key'), text: ({ keyId }) => keyId },
  { header: t('sellers.columns.categories'), text: categories },
  { header: t('sellers.columns.state'),
    text: ({ enabled }) => t(enabled ? 'sellers.inUse' : 'sellers.off') },
  { header: t('sellers.columns.updated'), text: ({ updatedAt }) => exactTime(updatedAt) },
];
