/**
 * Money: a whole number of minor units together with its asset, so that the precision travels
 * with the amount. Nothing in Paydesk holds money in any other form (rule R1): no float, no bare
 * number, no amount without its asset. All arithmetic on money stands in this file.
 */

/** What is counted: a code and how many decimal places one unit has. Written `BTC/8`. */
export type Asset = { readonly code: string; readonly scale: number };

/**
 * An exact amount. `minor` counts the smallest units of `asset`: 1 BTC is 100_000_000n of BTC/8.
 */
export type Money = { readonly minor: bigint; readonly asset: Asset };

/** `CODE/scale`, the one written form of an asset: in the store, in logs and on the wire. */
export type AssetRef = `${string}/${number}`;

export const BTC: Asset = { code: 'BTC', scale: 8 };
export const AITBC: Asset = { code: 'AITBC', scale: 8 };
export const USDC: Asset = { code: 'USDC', scale: 6 };
export const EURC: Asset = { code: 'EURC', scale: 6 };

/** The largest amount that the store's 64-bit integers hold. */
export const MINOR_MAX = 2n ** 63n - 1n;

const CODE = /^[A-Z][A-Z0-9]{1,11}$/;
const DECIMAL = /^(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;
const SCALE_MAX = 18;
const TEXT_LENGTH_MAX = 64;

/** A mistake in our own code: a bound that the caller had to keep. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** Why a text is no amount, for the refusal that a person reads. */
export type AmountFault = 'not-a-decimal' | 'too-many-places' | 'too-large';

export type ParsedAmount =
  | { readonly ok: true; readonly money: Money }
  | { readonly ok: false; readonly fault: AmountFault };

/**
 * Reads a decimal text ("0.001", "100", "1e-3" as JSON writes small numbers) without rounding.
 * A text with more significant places than the asset has is refused, never cut.
 */
export function parseAmount(text: string, asset: Asset): ParsedAmount {
  const match = text.length <= TEXT_LENGTH_MAX ? DECIMAL.exec(text) : null;
  if (match === null) return { ok: false, fault: 'not-a-decimal' };
  const [, whole = '0', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const shift = asset.scale - fraction.length + Number.parseInt(exponent, 10);
  if (shift >= 0) return bounded(digits * 10n ** BigInt(shift), asset);
  const divisor = 10n ** BigInt(-shift);
  if (digits % divisor !== 0n) return { ok: false, fault: 'too-many-places' };
  return bounded(digits / divisor, asset);
}

/** The amount as a plain decimal with every place of the asset: `0.00100000`. */
export function formatAmount({ minor, asset }: Money): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(asset.scale + 1, '0');
  if (asset.scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -asset.scale)}.${digits.slice(-asset.scale)}`;
}

/**
 * The shortest exact decimal: `0.001`, `100`. The form in which the source documents show amounts.
 */
export function formatAmountShort(amount: Money): string {
  const full = formatAmount(amount);
  return full.includes('.') ? full.replace(/\.?0+$/, '') : full;
}

export function assetRef(asset: Asset): AssetRef {
  return `${asset.code}/${asset.scale}`;
}

/** Reads `CODE/scale`; null where the text is no asset. */
export function parseAssetRef(text: string): Asset | null {
  const slash = text.lastIndexOf('/');
  const code = text.slice(0, slash);
  const scale = text.slice(slash + 1);
  if (slash < 1 || !CODE.test(code) || !/^\d{1,2}$/.test(scale)) return null;
  const places = Number.parseInt(scale, 10);
  return places <= SCALE_MAX ? { code, scale: places } : null;
}

export function sameAsset(a: Asset, b: Asset): boolean {
  return a.code === b.code && a.scale === b.scale;
}

export function money(minor: bigint, asset: Asset): Money {
  return { minor, asset };
}

export function zero(asset: Asset): Money {
  return { minor: 0n, asset };
}

/** How a division that does not come out even is settled; every caller names it. */
export type Rounding = 'down' | 'up' | 'half-up';

/** An exact rate: `to` minor units per `from` minor units, as a fraction of whole numbers. */
export type Rate = { readonly numerator: bigint; readonly denominator: bigint };

/** Turns an amount into another asset at a rate between minor units; the rounding is named. */
export function convert(amount: Money, rate: Rate, to: Asset, rounding: Rounding): Money {
  return within(divide(amount.minor * rate.numerator, rate.denominator, rounding), to);
}

/**
 * The rate between minor units that a quoted price means: "1 BTC buys `price` AITBC".
 * A price is a plain decimal text; null where it is none or not above zero.
 */
export function rateFromPrice(price: string, from: Asset, to: Asset): Rate | null {
  const match = DECIMAL.exec(price);
  if (match === null) return null;
  const [, whole = '0', fraction = '', exponent = '0'] = match;
  const shift = to.scale - from.scale - fraction.length + Number.parseInt(exponent, 10);
  const digits = BigInt(whole + fraction);
  if (digits <= 0n) return null;
  return shift >= 0
    ? { numerator: digits * 10n ** BigInt(shift), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-shift) };
}

export function invertRate(rate: Rate): Rate {
  return { numerator: rate.denominator, denominator: rate.numerator };
}

/** `basisPoints` of an amount (50 is 0.5 %), the rounding named. */
export function share(amount: Money, basisPoints: bigint, rounding: Rounding): Money {
  return within(divide(amount.minor * basisPoints, 10_000n, rounding), amount.asset);
}

function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor <= 0n) throw new MoneyError('A rate needs a divisor above zero.');
  const negative = dividend < 0n;
  const size = negative ? -dividend : dividend;
  const quotient = size / divisor;
  const rest = size % divisor;
  const raised = rounding === 'up' ? rest > 0n
    : rounding === 'half-up' && rest * 2n >= divisor;
  const result = raised ? quotient + 1n : quotient;
  return negative ? -result : result;
}

function bounded(minor: bigint, asset: Asset): ParsedAmount {
  return minor > MINOR_MAX
    ? { ok: false, fault: 'too-large' }
    : { ok: true, money: { minor, asset } };
}

function within(minor: bigint, asset: Asset): Money {
  if (minor > MINOR_MAX || minor < -MINOR_MAX) {
    throw new MoneyError(`An amount of ${assetRef(asset)} left the 64-bit range.`);
  }
  return { minor, asset };
}
