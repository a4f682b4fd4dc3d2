import { useState } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { formatCount } from '../../../../format/money.ts';
import { plainText } from '../../../../format/text.ts';
import { Money } from '../../../../ui/Money.tsx';
import { ReviewSheet, type Fact } from '../../../../ui/ReviewSheet.tsx';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import { newPayeesText } from '../../payments/BatchSheet.tsx';
import { moneyTyped } from '../money-typed.ts';
import { amounts } from '../payout-facts.tsx';
import { notTyped } from '../typed-total.ts';
import { TypedTotals } from '../TypedTotals.tsx';
import { useTreasury, type Treasuries } from '../use-treasury.ts';
import { summaryOf, type ImportSummary } from './import-summary.ts';
import type { ShownRow } from './row-columns.tsx';

type ImportReviewProps = {
  readonly rows: readonly ShownRow[];
  readonly marketplace: MarketplaceView;
  /** Rows with errors, which stay out. */
  readonly wrong: number;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
};

/** What planning a file would do, read before it is done; a large total is typed. */
export function ImportReview({ rows, marketplace, wrong, onClose, onConfirm }: ImportReviewProps) {
  const treasuries = useTreasury();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const summary = summaryOf(rows.flatMap(({ seen }) => seen === null ? [] : [seen]));
  const totals = summary.net.filter((total) => isLarge(total, marketplace));
  const missing = notTyped(totals, typed).length > 0;
  return (
    <ReviewSheet opened onClose={onClose} onConfirm={onConfirm} pending={false} error={null}
      title={t('payoutImport.review.title', { count: summary.payable })}
      facts={factsOf(summary, { treasuries, wrong })}
      finality={t('payoutImport.review.finality')}
      confirmLabel={t('payoutImport.review.confirm')}
      blocked={missing ? t('payouts.review.typedMissing') : null}>
      <TypedTotals totals={totals} typed={typed} onType={setTyped} />
    </ReviewSheet>
  );
}

/** Above what one payout may be without anybody looking. */
function isLarge(total: MoneyWire, { policy: { payouts } }: MarketplaceView): boolean {
  const limit = moneyTyped(payouts.rules.approveMax ?? payouts.amountMax, total.asset);
  return limit !== null && BigInt(total.minor) > BigInt(limit.minor);
}

function factsOf(
  summary: ImportSummary,
  { treasuries, wrong }: { readonly treasuries: Treasuries; readonly wrong: number },
): readonly Fact[] {
  const { largest } = summary;
  return [
    { label: t('payoutImport.review.payouts'), value: formatCount(summary.payable) },
    { label: t('payoutImport.review.gross'), value: amounts(summary.gross) },
    { label: t('payoutImport.review.fees'), value: amounts(summary.fees, t('common.none')) },
    { label: t('payoutImport.review.net'), value: amounts(summary.net) },
    { label: t('payoutImport.review.largest'), value: largest === null ? t('common.none') : (
      <Rich text={t('payoutImport.review.largestOf')} parts={{
        amount: () => <Money value={largest.net} strong hideable={false} />,
        payee: () => plainText(largest.payee),
      }} />
    ) },
    { label: t('payoutImport.review.payees'), value: formatCount(summary.payees) },
    { label: t('payoutImport.review.newPayees'), value: newPayeesText(summary.newPayees) },
    { label: t('payoutImport.review.looks'), value: formatCount(summary.looks) },
    { label: t('payoutImport.review.present'), value: formatCount(summary.present) },
    { label: t('payoutImport.review.refused'), value: formatCount(summary.refused + wrong) },
    ...treasuryFacts(summary, treasuries),
  ];
}

/** The first treasury is the one that new payouts are planned from. */
function treasuryFacts(
  { net }: ImportSummary, { items }: Treasuries,
): readonly Fact[] {
  const [treasury] = items ?? [];
  if (treasury === undefined) return [];
  const { balance } = treasury;
  const takes = net.find(({ asset }) => asset === balance?.asset);
  const name = plainText(treasury.name);
  const left = balance === null ? null : {
    asset: balance.asset,
    minor: (BigInt(balance.minor) - BigInt(takes?.minor ?? '0')).toString(),
  };
  const told = (amount: MoneyWire | null) => (amount === null ? t('payouts.review.unknown')
    : <Money value={amount} strong hideable={false} />);
  return [
    { label: t('payouts.review.before', { name }), value: told(balance) },
    { label: t('payouts.review.after', { name }), value: told(left) },
  ];
}
