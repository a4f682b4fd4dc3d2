import { Alert } from '@mantine/core';
import type { ReconciledRow } from '../../../../../src-main/contract/payouts.ts';
import { plainText, shorten } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { Money } from '../../../../ui/Money.tsx';
import type { Fact } from '../../../../ui/ReviewSheet.tsx';
import { SideSheet } from '../../../../ui/SideSheet.tsx';
import { When } from '../../../../ui/When.tsx';
import { t } from '../../../../words/t.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { chainWord, differencesOf } from './reconciliation-columns.tsx';
import classes from './reconciliation.module.css';

/** One payout as each of the three tells it, whole. */
export function ReconciledSheet({ row, onClose }: {
  readonly row: ReconciledRow; readonly onClose: () => void;
}) {
  const differences = differencesOf(row);
  return (
    <SideSheet opened onClose={onClose} size={600}
      title={t('reconciliation.one', { reference: shorten(plainText(row.reference), 13, 6) })}>
      <div className={classes.three}>
        {differences.length > 0 && (
          <Alert color="red" role="alert" p="xs">
            {differences.map((text) => <div key={text}>{text}</div>)}
          </Alert>
        )}
        <Part title={t('reconciliation.columns.ledger')} facts={ledgerFacts(row)} />
        <Part title={t('reconciliation.columns.provider')} facts={providerFacts(row)} />
        <Part title={t('reconciliation.columns.chain')} facts={chainFacts(row)} />
      </div>
    </SideSheet>
  );
}

function Part({ title, facts }: {
  readonly title: string; readonly facts: readonly Fact[] | null;
}) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>{title}</h3>
      {facts === null ? t('reconciliation.absent') : <FactList facts={facts} />}
    </section>
  );
}

function ledgerFacts({ ledger, key }: ReconciledRow): readonly Fact[] | null {
  return ledger === null ? null : [
    { label: t('reconciliation.columns.payment'), value: (
      <TextLink to="/payments/$paymentId" params={{ paymentId: ledger.paymentId }}
        className="pd-mono">{ledger.paymentId}</TextLink>
    ) },
    { label: t('reconciliation.columns.state'), value: t(`status.operation.${ledger.state}`) },
    { label: t('reconciliation.columns.amount'), value: <Money value={ledger.amount} /> },
    ...accountFact(ledger.account), ...hashFact(ledger.hash),
    { label: t('payment.operations.key'), value: <CopyText text={key} /> },
  ];
}

function providerFacts({ provider, reference }: ReconciledRow): readonly Fact[] | null {
  return provider === null ? null : [
    { label: t('reconciliation.columns.reference'), value: <CopyText text={reference} /> },
    { label: t('reconciliation.columns.state'), value: plainText(provider.state) },
    { label: t('reconciliation.columns.amount'), value: <Money value={provider.amount} /> },
    ...accountFact(provider.account),
    { label: t('reconciliation.columns.at'), value: <When at={provider.at} /> },
  ];
}

function chainFacts({ chain }: ReconciledRow): readonly Fact[] | null {
  return chain === null ? null : [
    { label: t('reconciliation.columns.state'), value: chainWord(chain) },
    { label: t('reconciliation.columns.amount'),
      value: chain.amount === null ? '–' : <Money value={chain.amount} /> },
    ...accountFact(chain.account), ...hashFact(chain.hash),
    { label: t('reconciliation.columns.block'), value: chain.block },
  ];
}

function accountFact(account: string | null): readonly Fact[] {
  return account === null || account === '' ? [] : [{
    label: t('reconciliation.columns.account'), value: <AddressText address={account} grouped />,
  }];
}

function hashFact(hash: string | null): readonly Fact[] {
  return hash === null ? [] : [
    { label: t('reconciliation.columns.hash'), value: <CopyText text={hash} /> },
  ];
}
