import { railAssets } from '../../../../src-main/contract/domain.ts';
import type { PaymentRowView } from '../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';

/**
 * Exact sums per asset, in the order in which the assets first appear. Amounts are digit strings
 * of minor units on the wire and bigints here, so sums beyond 2^53 stay exact (R1).
 */
export function totalsByAsset(amounts: Iterable<MoneyWire>): readonly MoneyWire[] {
  const sums = new Map<string, bigint>();
  for (const { asset, minor } of amounts) {
    sums.set(asset, (sums.get(asset) ?? 0n) + BigInt(minor));
  }
  return [...sums].map(([asset, minor]) => ({ asset, minor: minor.toString() }));
}

/**
 * What of a payment is still held: what a release or a refund of all of it would move. A rail that
 * holds nothing never has any, also where a payee was paid.
 */
export function stillHeld(
  row: Pick<PaymentRowView, 'rail' | 'held' | 'released' | 'refunded'>,
): MoneyWire {
  if (!railAssets[row.rail].holds) return { asset: row.held.asset, minor: '0' };
  const minor = BigInt(row.held.minor) - BigInt(row.released.minor) - BigInt(row.refunded.minor);
  return { asset: row.held.asset, minor: minor.toString() };
}
