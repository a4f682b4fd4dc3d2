import type { MoneyWire } from '../../src-main/contract/values.ts';
import { formatAmount, parseAssetRef } from '../../src-main/contract/domain.ts';

/** Narrow no-break space: groups digits without ever breaking a line inside an amount. */
const THIN = '\u202f';

/** An amount as it is read: `digits` grouped in threes with thin spaces, and the asset's code. */
export type MoneyText = { readonly digits: string; readonly code: string };

/**
 * All places of the asset, grouped in threes on both sides of the point: `1 234.001 000 00`.
 * Money is a digit string on the wire and a bigint here; no float touches it (R1).
 */
export function formatMoney(value: MoneyWire): MoneyText {
  const [whole = '0', fraction] = plainAmount(value).split('.');
  const digits = groupWhole(whole) + (fraction === undefined ? '' : `.${groupFraction(fraction)}`);
  return { digits, code: assetCode(value) };
}

/** The plain decimal with every place and no grouping, as it is copied and typed: `0.00100000`. */
export function plainAmount(value: MoneyWire): string {
  const asset = parseAssetRef(value.asset);
  if (asset === null) throw new Error(`The window was given an amount of an unknown asset.`);
  return formatAmount({ minor: BigInt(value.minor), asset });
}

/** `0.00100000 BTC`, for sentences, titles and accessible names. */
export function moneyWords(value: MoneyWire): string {
  return `${plainAmount(value)} ${assetCode(value)}`;
}

export function isZeroMoney(value: MoneyWire): boolean {
  return BigInt(value.minor) === 0n;
}

/** A count with thin-space groups: `12 400`. */
export function formatCount(count: number): string {
  return groupWhole(count.toString());
}

/** The code of an amount's asset, for a column of its own: `BTC`. */
export function assetCode({ asset }: MoneyWire): string {
  return asset.slice(0, asset.lastIndexOf('/'));
}

function groupWhole(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THIN);
}

function groupFraction(digits: string): string {
  return digits.replace(/(\d{3})(?=\d)/g, `$1${THIN}`);
}
