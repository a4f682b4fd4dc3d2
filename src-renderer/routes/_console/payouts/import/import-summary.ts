import type { PreviewedRow } from '../../../../../src-main/contract/payouts.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { totalsByAsset } from '../../payments/payment-totals.ts';

type Payable = Extract<PreviewedRow, { readonly kind: 'payable' }>;

/** What planning the rows of a file would do. */
export type ImportSummary = {
  readonly payable: number;
  readonly present: number;
  readonly refused: number;
  readonly looks: number;
  readonly gross: readonly MoneyWire[];
  readonly fees: readonly MoneyWire[];
  readonly net: readonly MoneyWire[];
  readonly largest: Payable | null;
  readonly payees: number;
  readonly newPayees: readonly string[];
};

export function summaryOf(rows: readonly PreviewedRow[]): ImportSummary {
  const payable = rows.filter((row) => row.kind === 'payable');
  const count = (kind: PreviewedRow['kind']): number =>
    rows.filter((row) => row.kind === kind).length;
  return {
    payable: payable.length, present: count('present'), refused: count('refused'),
    looks: payable.filter(({ reasons }) => reasons.length > 0).length,
    gross: totalsByAsset(payable.map(({ gross }) => gross)),
    fees: totalsByAsset(payable.map(({ fee }) => fee)).filter(({ minor }) => minor !== '0'),
    net: totalsByAsset(payable.map(({ net }) => net)),
    largest: payable.reduce<Payable | null>((largest, row) =>
      (largest === null || BigInt(row.net.minor) > BigInt(largest.net.minor) ? row : largest),
    null),
    payees: new Set(payable.map(({ payee }) => payee)).size,
    newPayees: [...new Set(payable.filter(({ isNewPayee }) => isNewPayee)
      .map(({ payee }) => payee))],
  };
}
