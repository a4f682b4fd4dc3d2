import { Alert, Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { BookOpenCheck, CircleAlert, CircleCheck, HelpCircle } from 'lucide-react';
import { useMemo } from 'react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import type { BookDifference, BookTotal } from '../../../../src-main/contract/rehearsal.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { useAction } from '../../../engine/use-action.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { face, type Face } from '../../../ui/face.ts';
import { Money } from '../../../ui/Money.tsx';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { t } from '../../../words/t.ts';
import { TextLink } from '../payments/TextLink.tsx';
import { Section } from '../settings/Section.tsx';

export type Books = CallOutput<'rehearsal.books'>;

const verdicts = {
  equal: face('done', CircleCheck, 'rehearsal.books.verdict.equal'),
  open: face('unclear', HelpCircle, 'rehearsal.books.verdict.open'),
  differs: face('fail', CircleAlert, 'rehearsal.books.verdict.differs'),
} as const satisfies Record<BookTotal['verdict'], Face>;

const sides = {
  books: face('fail', CircleAlert, 'rehearsal.books.side.books'),
  ledger: face('fail', CircleAlert, 'rehearsal.books.side.ledger'),
  open: face('unclear', HelpCircle, 'rehearsal.books.side.open'),
} as const satisfies Record<BookDifference['side'], Face>;

const money = (value: MoneyWire) => <Money value={value} aligned />;

/** One figure of a stand-in, in both books. */
type Line = {
  readonly key: string; readonly name: string; readonly measure: 'held' | 'paid';
  readonly ledger: MoneyWire; readonly books: MoneyWire; readonly inDoubt: MoneyWire | null;
  readonly verdict: BookTotal['verdict'];
};

const totalColumns: readonly DataColumn<Line>[] = [
  { id: 'standIn', header: () => t('rehearsal.faults.standIn'), width: 'minmax(120px, 1fr)',
    cell: ({ name }) => plainText(name) },
  { id: 'measure', header: () => t('rehearsal.books.figure'), width: '104px',
    cell: ({ measure }) => t(`rehearsal.books.${measure}`) },
  { id: 'verdict', header: () => t('rehearsal.books.agree'), width: '136px',
    cell: ({ verdict }) => <ToneBadge {...verdicts[verdict]} /> },
  { id: 'ledger', header: () => t('rehearsal.books.ledger'), width: '204px', align: 'right',
    cell: ({ ledger }) => money(ledger) },
  { id: 'books', header: () => t('rehearsal.books.books'), width: '204px', align: 'right',
    cell: ({ books }) => money(books) },
  { id: 'inDoubt', header: () => t('rehearsal.books.inDoubt'), width: '204px', align: 'right',
    cell: ({ inDoubt }) => inDoubt === null ? null : money(inDoubt) },
];

function linesOf(totals: Books['totals']): readonly Line[] {
  return totals.flatMap(({ provider, connectionName, held, paid, inDoubt, verdict }) =>
    ([['held', held], ['paid', paid]] as const).map(([measure, { ledger, books }]): Line => ({
      key: `${provider} ${connectionName} ${measure}`, name: connectionName, measure, ledger,
      books, inDoubt: measure === 'held' ? inDoubt : null,
      verdict: verdict === 'differs' && ledger.minor === books.minor ? 'equal' : verdict,
    })));
}

const rowColumns: readonly DataColumn<BookDifference>[] = [
  { id: 'side', header: () => t('rehearsal.books.who'), width: '176px',
    cell: ({ side }) => <ToneBadge {...sides[side]} /> },
  { id: 'standIn', header: () => t('rehearsal.faults.standIn'), width: '128px',
    cell: ({ provider }) => t(`rehearsal.standIn.${provider}`) },
  { id: 'kind', header: () => t('rehearsal.books.kind'), width: '96px',
    cell: ({ kind }) => t(`rehearsal.kind.${kind}`) },
  { id: 'amount', header: () => t('common.column.amount'), width: '176px', align: 'right',
    cell: ({ amount }) => money(amount) },
  { id: 'reference', header: () => t('rehearsal.books.reference'), width: 'minmax(150px, 1fr)',
    cell: ({ reference }) => (
      <CopyText text={reference} shorten label={t('rehearsal.books.reference')} />
    ) },
  { id: 'payment', header: () => t('common.column.payment'), width: 'minmax(130px, 1fr)',
    cell: ({ paymentId }) => paymentId === null ? t('rehearsal.books.noPayment') : (
      <TextLink to="/payments/$paymentId" params={{ paymentId }}>{paymentId}</TextLink>
    ) },
  { id: 'at', header: () => t('rehearsal.books.at'), width: '104px',
    cell: ({ at }) => at === null ? '–' : <When at={at} /> },
];

/** The stand-ins' own books beside our ledger: equal, or the rows that only one side has. */
export function BooksPanel({ books }: { readonly books: Books }) {
  const router = useRouter();
  const again = useAction(() => router.invalidate());
  const { totals, differences, compared } = books;
  const lines = useMemo(() => linesOf(totals), [totals]);
  const compare = (
    <Button variant="default" loading={again.pending} onClick={() => void again.run()}>
      {t('rehearsal.books.again')}
    </Button>
  );
  return (
    <Section title={t('rehearsal.books.title')} text={t('rehearsal.books.text')}
      actions={compare}>
      <DataTable label={t('rehearsal.books.totals')} columns={totalColumns} rows={lines}
        rowKey={({ key }) => key}
        empty={<EmptyState icon={BookOpenCheck} title={t('rehearsal.books.noneLinked')}
          text={t('rehearsal.books.noneLinkedHint')} />} />
      {compared === null ? (
        <Alert color="gray" role="status">{t('rehearsal.books.tooMany')}</Alert>
      ) : differences.length === 0 ? (
        <p className="pd-secondary" role="status">
          {t('rehearsal.books.same', { count: compared })}
        </p>
      ) : (
        <DataTable label={t('rehearsal.books.differences')} columns={rowColumns}
          rows={differences} rowKey={({ key }) => key} empty={null} />
      )}
    </Section>
  );
}
