import type { ReactNode } from 'react';
import type { PayoutReview } from '../../../../src-main/contract/payouts.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { assetCode, formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { Money } from '../../../ui/Money.tsx';
import type { Fact } from '../../../ui/ReviewSheet.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import { newPayeesText } from '../payments/BatchSheet.tsx';
import { reviewText } from './reason-words.ts';

/** The blast radius of a set of payouts, as the facts of a review. */
export function payoutFacts(review: PayoutReview): readonly Fact[] {
  const { largest, treasuries } = review;
  const isOne = new Set(treasuries.map(({ connectionId }) => connectionId)).size <= 1;
  return [
    { label: t('payouts.review.payments'), value: formatCount(review.count) },
    { label: t('payouts.review.totals'), value: amounts(review.totals) },
    { label: t('payouts.review.fees'), value: amounts(review.fees, t('common.none')) },
    {
      label: t('payouts.review.largest'), value: largest === null ? t('common.none') : (
        <>
          <div><Money value={largest.amount} strong hideable={false} /></div>
          <div>{plainText(largest.payee)}</div>
        </>
      ),
    },
    { label: t('payouts.review.payees'), value: formatCount(review.payees) },
    { label: t('payouts.review.newPayees'), value: newPayeesText(review.newPayees) },
    { label: t('payouts.review.looks'), value: lines(review.reviews.map(({ text, count }) =>
      t('payouts.review.looked', { number: formatCount(count), why: reviewText(text) }))) },
    ...treasuries.flatMap(({ connectionId, name, balance, takes, after }) => {
      const where = isOne ? plainText(name) : `${plainText(name)} ${connectionId}`;
      const said = treasuries.length === 1 ? where : `${where}, ${assetCode(takes)}`;
      return [
        { label: t('payouts.review.before', { name: said }), value: known(balance) },
        { label: t('payouts.review.after', { name: said }), value: known(after) },
      ];
    }),
    { label: t('payouts.review.leftOut'), value: lines(review.refused.map(({ message, count }) =>
      t('payouts.review.looked', { number: formatCount(count), why: engineText(message) }))) },
  ];
}

function known(amount: MoneyWire | null): ReactNode {
  return amount === null ? t('payouts.review.unknown')
    : <Money value={amount} strong hideable={false} />;
}

export function amounts(values: readonly MoneyWire[], none: string = t('common.nothing')) {
  return values.length === 0 ? none : values.map((value) => (
    <div key={value.asset}><Money value={value} strong hideable={false} /></div>
  ));
}

function lines(texts: readonly string[]): ReactNode {
  return texts.length === 0 ? t('payouts.review.looksNone')
    : texts.map((text) => <div key={text}>{text}</div>);
}
