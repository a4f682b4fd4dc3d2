import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { Panel } from '../../overview/Panel.tsx';
import { TextLink } from '../../payments/TextLink.tsx';
import classes from '../ExchangeScreen.module.css';
import { purchaseFaces, rateText } from '../purchases.ts';

type Found = CallOutput<'purchases.get'>;
type Leg = Found['legs'][number] & { readonly at: string };

const columns: readonly DataColumn<Leg>[] = [
  { id: 'leg', header: () => t('exchange.one.leg'), width: '120px',
    cell: ({ kind }) => t(`status.kind.${kind}`) },
  { id: 'at', header: () => t('exchange.one.by'), width: 'minmax(120px, 1fr)',
    cell: ({ at }) => plainText(at) },
  { id: 'amount', header: () => t('common.column.amount'), width: '210px', align: 'right',
    cell: ({ amount }) => <Money value={amount} aligned /> },
  { id: 'state', header: () => t('exchange.one.outcome'), width: 'minmax(140px, 1fr)',
    cell: ({ state, failureText }) => (
      <span title={plainText(failureText ?? '')}>{t(`status.operation.${state}`)}</span>
    ) },
  { id: 'reference', header: () => t('exchange.one.reference'), width: 'minmax(170px, 1fr)',
    cell: ({ reference }) => reference === null ? '–'
      : <CopyText text={reference} shorten label={t('exchange.one.reference')} /> },
  { id: 'ended', header: () => t('exchange.one.ended'), width: '112px',
    cell: ({ endedAt }) => <When at={endedAt} /> },
];

/** One purchase: where the money is, what was agreed, and both legs. */
export function PurchaseScreen({ found }: { readonly found: Found }) {
  const { purchase, legs, exchangeName, walletName } = found;
  useLive({ nouns: ['purchases'], paymentIds: [purchase.paymentId] });
  const rows = legs.map((leg) => ({
    ...leg, at: leg.kind === 'purchase' ? exchangeName : walletName ?? '–',
  }));
  return (
    <Screen title={t('exchange.one.title', { user: plainText(purchase.userId) })}
      subtitle={<CopyText text={purchase.id} label={t('common.column.id')} />}
      actions={(
        <Button variant="subtle" color="gray" component={Link} to="/exchange"
          leftSection={<ChevronLeft size={14} aria-hidden />}>{t('exchange.one.back')}</Button>
      )}>
      <p className={classes.where}>
        <ToneBadge {...purchaseFaces[purchase.status]} />{' '}
        {t(`exchange.where.${purchase.status}`)}
      </p>
      <Panel title={t('exchange.one.facts')}>
        <FactList facts={[
          { label: t('exchange.columns.btc'), value: <Money value={purchase.btc} strong /> },
          { label: t('exchange.columns.aitbc'), value: <Money value={purchase.aitbc} strong /> },
          { label: t('exchange.columns.rate'), value: (
            <Rich text={t('exchange.one.rateAt', { rate: rateText(purchase.rate) })} parts={{
              when: () => <When at={purchase.rateAsOf} />,
            }} />
          ) },
          {
            label: t('exchange.one.address'),
            value: <AddressText address={purchase.aitbcAddress} grouped />,
          },
          { label: t('exchange.one.marketplace'), value: plainText(found.marketplaceName) },
          { label: t('exchange.one.payment'), value: (
            <TextLink to="/payments/$paymentId" params={{ paymentId: purchase.paymentId }}
              className="pd-mono">{purchase.paymentId}</TextLink>
          ) },
        ]} />
      </Panel>
      <DataTable label={t('exchange.one.legs')} columns={columns} rows={rows}
        rowKey={({ operationId }) => operationId}
        empty={<EmptyState title={t('exchange.one.noLegs')} />} />
    </Screen>
  );
}
