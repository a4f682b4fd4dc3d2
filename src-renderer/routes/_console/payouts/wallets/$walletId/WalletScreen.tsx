import { Button } from '@mantine/core';
import { ChevronLeft, PencilLine } from 'lucide-react';
import type { WalletFile } from '../../../../../../src-main/contract/payouts.ts';
import type { MarketplaceView } from '../../../../../../src-main/contract/settings.ts';
import { useLive } from '../../../../../engine/live.ts';
import { plainText } from '../../../../../format/text.ts';
import { Screen } from '../../../../../ui/Screen.tsx';
import { useLeaveKey } from '../../../../../ui/use-verb-key.ts';
import { t } from '../../../../../words/t.ts';
import { Panel } from '../../../overview/Panel.tsx';
import { TextLink } from '../../../payments/TextLink.tsx';
import {
  AccountHistory, ScoreMoves, WalletFacts, WalletWarnings,
} from '../WalletPanels.tsx';
import { WalletSheet } from '../WalletSheet.tsx';

type WalletScreenProps = {
  readonly file: WalletFile;
  readonly marketplaces: readonly MarketplaceView[];
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
  readonly onLeave: () => void;
};

/** One payee's wallet: its account and who set it, its score and what moved it. */
export function WalletScreen({ file, marketplaces, editing, onEdit, onLeave }: WalletScreenProps) {
  useLive({ nouns: ['payeeWallets', 'payments'] }, 1_000);
  useLeaveKey(onLeave);
  const { wallet } = file;
  return (
    <Screen title={t('wallets.one', { name: plainText(wallet.payee) })}
      subtitle={plainText(wallet.marketplaceName)} actions={(
        <>
          <Button variant="subtle" color="gray" onClick={onLeave}
            leftSection={<ChevronLeft size={14} aria-hidden />}>{t('wallets.back')}</Button>
          <Button variant="default" onClick={() => onEdit(true)}
            leftSection={<PencilLine size={14} aria-hidden />}>{t('wallets.edit')}</Button>
        </>
      )}>
      <WalletWarnings file={file} />
      <Panel title={t('wallets.file.facts')} actions={file.isNew ? null : (
        <TextLink to="/payees/$payee" params={{ payee: wallet.payee }}>
          {t('wallets.file.dossier')}
        </TextLink>
      )}>
        <WalletFacts file={file} />
      </Panel>
      <AccountHistory file={file} />
      <ScoreMoves file={file} />
      {editing && (
        <WalletSheet wallet={wallet} marketplaces={marketplaces} onClose={() => onEdit(false)} />
      )}
    </Screen>
  );
}
