import type { WalletFile } from '../../../../../src-main/contract/payouts.ts';
import { t } from '../../../../words/t.ts';
import { Panel } from '../../overview/Panel.tsx';
import { TextLink } from '../../payments/TextLink.tsx';
import { WalletFacts, WalletWarnings } from '../../payouts/wallets/WalletPanels.tsx';

/** The wallet that the treasury pays a payee to; nothing where it never paid them. */
export function PayeeWallet({ file }: { readonly file: WalletFile | null }) {
  if (file === null) return null;
  return (
    <>
      <WalletWarnings file={file} />
      <Panel title={t('wallets.file.panel')} actions={(
        <TextLink to="/payouts/wallets/$walletId" params={{ walletId: file.wallet.id }}>
          {t('wallets.file.wallet')}
        </TextLink>
      )}>
        <WalletFacts file={file} />
      </Panel>
    </>
  );
}
