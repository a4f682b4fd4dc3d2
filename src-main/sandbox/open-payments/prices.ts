import type { Asset } from '../../engine/domain/money.ts';

/**
 * What a payment costs its sender: 2 % and one whole unit, and 1 % more between two banks, which is
 * what a freshly seeded Rafiki takes (guide to Open Payments, section 2, step 5).
 */
const FEE_PERCENT = 2n;
const SLIPPAGE_PERCENT = 1n;

/** US dollars for a thousand of each currency, so that every rate is a whole number. */
const DOLLARS_PER_THOUSAND: Readonly<Record<string, bigint>> = {
  USD: 1_000n, EUR: 1_099n, MXN: 54n,
};

type Way = { readonly from: Asset; readonly to: Asset; readonly acrossBanks: boolean };

export function isKnownCurrency(code: string): boolean {
  return Object.hasOwn(DOLLARS_PER_THOUSAND, code);
}

/** What leaves the sender's account for `receive` to arrive, and how much of it is on its way. */
export function priceOf(receive: bigint, how: Way): {
  readonly debit: bigint; readonly sent: bigint;
} {
  const sent = convert(receive, how.to, how.from);
  const withFee = ceilDiv(sent * (100n + FEE_PERCENT), 100n) + 10n ** BigInt(how.from.scale);
  const debit = how.acrossBanks ? ceilDiv(withFee * (100n + SLIPPAGE_PERCENT), 100n) : withFee;
  return { debit, sent };
}

/** The most that arrives for `debit`; zero or less where the fees take all of it. */
export function receivableFor(debit: bigint, how: Way): bigint {
  let low = 0n;
  let high = convert(debit, how.from, how.to) + 1n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (priceOf(middle, how).debit <= debit) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/**
 * Pesos arrive one unit over: real rate probes round so, and a client that expects the exact amount
 * finds more.
 */
export function arriving(receive: bigint, { from, to }: Way): bigint {
  return to.code === 'MXN' && from.code !== 'MXN' ? receive + 1n : receive;
}

function convert(amount: bigint, from: Asset, to: Asset): bigint {
  const scaleUp = 10n ** BigInt(to.scale);
  const scaleDown = 10n ** BigInt(from.scale);
  return ceilDiv(amount * dollars(from) * scaleUp, dollars(to) * scaleDown);
}

function dollars({ code }: Asset): bigint {
  return DOLLARS_PER_THOUSAND[code] ?? 1_000n;
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
