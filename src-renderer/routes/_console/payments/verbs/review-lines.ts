import { parseAmount, parseAssetRef } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { moneyWords } from '../../../../format/money.ts';
import { railWords } from '../rail-words.ts';
import { t } from '../../../../words/t.ts';

/** One line of a review sheet; an account is shown whole, grouped in fours, with copy. */
export type ReviewLine =
  | { readonly label: string; readonly kind: 'text'; readonly text: string }
  | { readonly label: string; readonly kind: 'account'; readonly account: string;
      readonly owner: string }
  | { readonly label: string; readonly kind: 'money'; readonly amount: MoneyWire };

export type Review = {
  /** The act with its amount, on the button; the title says for whom as well. */
  readonly act: string;
  readonly title: string;
  readonly lines: readonly ReviewLine[];
  /** What cannot be undone, or what happens next. */
  readonly finality: string;
};

/** Where the receiving end of a release or refund stands, or why none is named. */
export function end(
  label: string, owner: string, account: string | null, without: string,
): ReviewLine {
  return account === null
    ? { label, kind: 'text', text: t('verbs.review.without', { owner, why: without }) }
    : { label, kind: 'account', account, owner };
}

/** Which rail, over which connection. */
export function viaLine({ rail, connectionName }: PaymentPage['payment']): ReviewLine {
  return {
    label: t('verbs.review.rail'), kind: 'text',
    text: t('verbs.review.over', {
      rail: railWords[rail], connection: connectionName ?? t('verbs.review.noConnection'),
    }),
  };
}

/** A line that says something in words. */
export function textLine(label: string, said: string): ReviewLine {
  return { label, kind: 'text', text: said };
}

export function noFee(): ReviewLine {
  return { label: t('verbs.review.fee'), kind: 'text', text: t('verbs.review.noFee') };
}

/** What the text asks to move: nothing written is all there is; null where it is no amount. */
export function movedBy(typed: string, held: MoneyWire): MoneyWire | null {
  const asset = parseAssetRef(held.asset);
  if (typed.trim() === '' || asset === null) return held;
  const parsed = parseAmount(typed.trim(), asset);
  return parsed.ok ? { minor: parsed.money.minor.toString(), asset: held.asset } : null;
}

function codeOf({ asset }: MoneyWire): string {
  return asset.slice(0, asset.lastIndexOf('/'));
}

/** An amount in words; where what is typed is none, its asset alone. */
export function movedWords(moved: MoneyWire | null, asset: MoneyWire): string {
  return moved === null ? `… ${codeOf(asset)}` : moneyWords(moved);
}

/** The line of an amount, which may not be one yet. */
export function lineOf(
  label: string, { moved, words }: { readonly moved: MoneyWire | null; readonly words: string },
): ReviewLine {
  return moved === null ? { label, kind: 'text', text: words }
    : { label, kind: 'money', amount: moved };
}
