import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReconciledRow } from '../../../../../src-main/contract/payouts.ts';
import { moneyWords, plainAmount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import type { TextColumn } from '../../../../lists/TableExport.tsx';
import type { DataColumn } from '../../../../ui/DataTable.tsx';
import { face } from '../../../../ui/face.ts';
import { Money } from '../../../../ui/Money.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { lower, t } from '../../../../words/t.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import classes from './reconciliation.module.css';

const same = face('done', CircleCheck, 'reconciliation.same');

/** What differs, in words; nothing where all three agree. */
export function differencesOf({ differences }: ReconciledRow): readonly string[] {
  return differences.map((kind) => t(`reconciliation.difference.${kind}`));
}

/** A transaction's word on the chain. */
export function chainWord({ status }: NonNullable<ReconciledRow['chain']>): string {
  return t(`reconciliation.${status}`);
}

/** The three accounts of a payout, beside what they do not agree in. */
export const reconciliationColumns: readonly DataColumn<ReconciledRow>[] = [
  { id: 'what', header: () => t('reconciliation.columns.what'), width: 'minmax(220px, 2fr)',
    cell: (row) => {
      const [first, ...more] = differencesOf(row);
      if (first === undefined) return <ToneBadge {...same} />;
      const all = [first, ...more].join('; ');
      return (
        <span className={classes.differs} title={all}>
          <CircleAlert size={14} aria-hidden />
          <span>{all}</span>
        </span>
      );
    } },
  { id: 'ledger', header: () => t('reconciliation.columns.ledger'), width: 'minmax(212px, 1fr)',
    align: 'right', cell: ({ ledger }) => ledger === null ? <Absent />
      : <Side word={lower(t(`status.operation.${ledger.state}`))} amount={ledger.amount} /> },
  { id: 'provider', header: () => t('reconciliation.columns.provider'), align: 'right',
    width: 'minmax(212px, 1fr)', cell: ({ provider }) => provider === null ? <Absent />
      : <Side word={plainText(provider.state)} amount={provider.amount} /> },
  { id: 'chain', header: () => t('reconciliation.columns.chain'), align: 'right',
    width: 'minmax(212px, 1fr)', cell: ({ chain }) => chain === null ? <Absent />
      : <Side word={lower(chainWord(chain))} amount={chain.amount} /> },
  { id: 'at', header: () => t('reconciliation.columns.at'), width: '96px',
    cell: ({ provider }) => <When at={provider?.at ?? null} /> },
];

function Side({ word, amount }: { readonly word: string; readonly amount: MoneyWire | null }) {
  return (
    <span className={classes.side}>
      <span className="pd-secondary">{word}</span>{' '}
      {amount === null ? '–' : <Money value={amount} aligned />}
    </span>
  );
}

function Absent() {
  return <span className="pd-secondary">{t('reconciliation.absent')}</span>;
}

/** Everything that is known of each payout, as plain text for a file. */
export const reconciliationTexts = (): readonly TextColumn<ReconciledRow>[] => {
  const side = (
    name: 'ledger' | 'provider' | 'chain', what: 'state' | 'amount' | 'account' | 'hash',
  ): string => `${t(`reconciliation.columns.${name}`)}: ${t(`reconciliation.columns.${what}`)}`;
  const money = (amount: MoneyWire | null | undefined): string =>
    (amount === null || amount === undefined ? '' : plainAmount(amount));
  return [
    { header: t('reconciliation.columns.what'), text: (row) => differencesOf(row).join('; ') },
    { header: t('reconciliation.columns.payment'), text: ({ ledger }) => ledger?.paymentId ?? '' },
    { header: t('common.column.asset'), text: ({ ledger, provider }) =>
      moneyWords(ledger?.amount ?? provider?.amount ?? NOTHING).split(' ').at(-1) ?? '' },
    { header: side('ledger', 'state'), text: ({ ledger }) => ledger?.state ?? '' },
    { header: side('ledger', 'amount'), text: ({ ledger }) => money(ledger?.amount) },
    { header: side('ledger', 'account'), text: ({ ledger }) => ledger?.account ?? '' },
    { header: side('ledger', 'hash'), text: ({ ledger }) => ledger?.hash ?? '' },
    { header: t('reconciliation.columns.reference'), text: ({ reference }) => reference },
    { header: side('provider', 'state'), text: ({ provider }) => provider?.state ?? '' },
    { header: side('provider', 'amount'), text: ({ provider }) => money(provider?.amount) },
    { header: side('provider', 'account'), text: ({ provider }) => provider?.account ?? '' },
    { header: t('reconciliation.columns.at'),
      text: ({ provider }) => provider === null ? '' : exactTime(provider.at) },
    { header: side('chain', 'state'), text: ({ chain }) => chain?.status ?? '' },
    { header: side('chain', 'amount'), text: ({ chain }) => money(chain?.amount) },
    { header: side('chain', 'account'), text: ({ chain }) => chain?.account ?? '' },
    { header: side('chain', 'hash'), text: ({ chain }) => chain?.hash ?? '' },
    { header: t('reconciliation.columns.block'), text: ({ chain }) => chain?.block ?? '' },
  ];
};

const NOTHING: MoneyWire = { minor: '0', asset: 'USDC/6' };
