import { Alert, Button } from '@mantine/core';
import { CircleCheck, ExternalLink, TriangleAlert } from 'lucide-react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { PayoutProof } from '../../../../../src-main/contract/payout-facts.ts';
import { assetCode } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import type { Fact } from '../../../../ui/ReviewSheet.tsx';
import { When } from '../../../../ui/When.tsx';
import { t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { Panel } from '../../overview/Panel.tsx';
import styles from './PayoutProofs.module.css';

/** The two proofs of a payout side by side: what Circle recorded, and what the chain shows. */
export function PayoutProofs({ page }: { readonly page: PaymentPage }) {
  const proof = page.payout?.proof ?? null;
  if (proof === null) return null;
  const agree = proof.provider.hash === proof.chain.hash;
  return (
    <Panel title={t('payouts.proof.title')} actions={proof.explorerUrl === null
      ? <span className="pd-secondary">{t('payouts.proof.sandbox')}</span> : (
        <Button component="a" href={proof.explorerUrl} target="_blank" rel="noopener noreferrer"
          variant="default" size="compact-sm"
          rightSection={<ExternalLink size={13} aria-hidden />}>
          {t('payouts.proof.explorer')}
        </Button>
      )}>
      <div className={styles.pair}>
        <section aria-label={t('payouts.proof.provider')}>
          <h3 className={styles.title}>{t('payouts.proof.provider')}</h3>
          <FactList facts={providerFacts(proof.provider, assetCode(page.payment.amount))} />
        </section>
        <section aria-label={t('payouts.proof.chain')}>
          <h3 className={styles.title}>{t('payouts.proof.chain')}</h3>
          <FactList facts={chainFacts(proof.chain)} />
        </section>
      </div>
      {agree ? (
        <p className={styles.agree}>
          <CircleCheck size={14} aria-hidden />{t('payouts.proof.agree')}
        </p>
      ) : (
        <Alert color="red" role="alert" p="xs" icon={<TriangleAlert aria-hidden />}>
          {t('payouts.proof.differ')}
        </Alert>
      )}
    </Panel>
  );
}

/** Arc's fees are paid in USDC, whatever is sent. */
const FEE_CODE = 'USDC';

function providerFacts(provider: PayoutProof['provider'], code: string): readonly Fact[] {
  const { id, state, amount, account, hash, block, networkFee, createdAt } = provider;
  return [
    { label: t('payouts.proof.state'), value: plainText(state) },
    { label: t('payouts.proof.amount'),
      value: amount === null ? '–' : plainText(`${amount} ${code}`) },
    { label: t('payouts.proof.account'),
      value: account === null ? '–' : <AddressText address={account} grouped /> },
    { label: t('payouts.proof.hash'), value: hash === null ? '–' : <CopyText text={hash} /> },
    { label: t('payouts.proof.block'), value: plainText(block ?? '–') },
    { label: t('payouts.proof.fee'),
      value: networkFee === null ? '–' : plainText(`${networkFee} ${FEE_CODE}`) },
    { label: t('payouts.proof.id'), value: <CopyText text={id} /> },
    { label: t('payouts.proof.at'), value: <When at={createdAt} /> },
  ];
}

function chainFacts(chain: PayoutProof['chain']): readonly Fact[] {
  return [
    { label: t('payouts.proof.chainId'), value: chain.chainId },
    { label: t('payouts.proof.hash'), value: <CopyText text={chain.hash} /> },
    { label: t('payouts.proof.block'), value: chain.block },
    { label: t('payouts.proof.blockHash'), value: <CopyText text={chain.blockHash} /> },
    { label: t('payouts.proof.log'), value: (
      <Rich text={t('payouts.proof.logOf', { number: chain.logIndex })}
        parts={{ emitter: () => <CopyText text={chain.emitter} shorten /> }} />
    ) },
    { label: t('payouts.proof.fee'), value: `${chain.fee} ${FEE_CODE}` },
    { label: t('payouts.proof.payer'), value: <CopyText text={chain.feePayer} shorten /> },
    ...chain.genesisHash === null ? [] : [
      { label: t('payouts.proof.genesis'), value: <CopyText text={chain.genesisHash} shorten /> },
    ],
  ];
}
