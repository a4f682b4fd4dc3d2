import { Ban, Check } from 'lucide-react';
import type { WalletView } from '../../../../../src-main/contract/payout-facts.ts';
import { formatCount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import type { TextColumn } from '../../../../lists/TableExport.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import type { DataColumn } from '../../../../ui/DataTable.tsx';
import { face } from '../../../../ui/face.ts';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { t } from '../../../../words/t.ts';

const inUse = face('done', Check, 'wallets.inUse');
const off = face('wait', Ban, 'wallets.off');

export function WalletState({ enabled }: Pick<WalletView, 'enabled'>) {
  return <ToneBadge {...(enabled ? inUse : off)} />;
}

/** The columns of the wallets, in their order. */
export const walletColumns: readonly DataColumn<WalletView>[] = [
  { id: 'name', header: () => t('wallets.columns.name'), width: 'minmax(128px, 1.2fr)',
    cell: ({ name }) => <span title={plainText(name)}>{plainText(name)}</span> },
  { id: 'reference', header: () => t('wallets.columns.reference'), width: 'minmax(112px, 1fr)',
    cell: ({ reference }) => <span title={reference}>{reference}</span> },
  { id: 'marketplace', header: () => t('wallets.columns.marketplace'),
    width: 'minmax(96px, 0.8fr)', cell: ({ marketplaceName }) => plainText(marketplaceName) },
  { id: 'account', header: () => t('wallets.columns.account'), width: '168px',
    cell: ({ account }) => <CopyText text={account} shorten label={t('wallets.copy')} /> },
  { id: 'origin', header: () => t('wallets.columns.origin'), width: 'minmax(144px, 0.8fr)',
    cell: ({ origin }) => t(`wallets.origin.${origin}`) },
  { id: 'score', header: () => t('wallets.columns.score'), align: 'right', width: '76px',
    cell: ({ score }) => formatCount(score) },
  { id: 'since', header: () => t('wallets.columns.since'), width: '112px',
    cell: ({ accountSince }) => <When at={accountSince} /> },
  { id: 'addedBy', header: () => t('wallets.columns.addedBy'), width: 'minmax(96px, 0.6fr)',
    cell: ({ createdBy }) => <span title={plainText(createdBy)}>{plainText(createdBy)}</span> },
  { id: 'state', header: () => t('wallets.columns.state'), width: '96px',
    cell: (wallet) => <WalletState enabled={wallet.enabled} /> },
];

/** The list as plain text, for a file. */
export const walletTexts = (): readonly TextColumn<WalletView>[] => [
  { header: t('wallets.columns.name'), text: ({ name }) => name },
  { header: t('wallets.columns.reference'), text: ({ reference }) => reference },
  { header: t('wallets.columns.marketplace'), text: ({ marketplaceName }) => marketplaceName },
  { header: t('wallets.columns.account'), text: ({ account }) => account },
  { header: t('wallets.columns.origin'), text: ({ origin }) => t(`wallets.origin.${origin}`) },
  { header: t('wallets.columns.score'), text: ({ score }) => String(score) },
  { header: t('wallets.columns.since'), text: ({ accountSince }) => exactTime(accountSince) },
  { header: t('wallets.columns.addedBy'), text: ({ createdBy }) => createdBy },
  { header: t('wallets.columns.state'),
    text: ({ enabled }) => t(enabled ? 'wallets.inUse' : 'wallets.off') },
];
