import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { stillHeld, totalsByAsset } from '../payment-totals.ts';

/** One arrow of the picture: what has gone along it, and what is on its way. */
export type Flow = { readonly done: MoneyWire; readonly moving: MoneyWire | null };

/** The picture payer → escrow → payee in figures, from the postings and the open operation. */
export type MoneyFlow = {
  readonly paidIn: Flow;
  readonly paidOut: Flow;
  readonly givenBack: Flow;
  readonly inEscrow: MoneyWire;
  /** What stands in suspense: nobody knows yet whether it moved. */
  readonly unclear: MoneyWire | null;
};

type Kind = 'hold' | 'release' | 'refund' | 'payout';

/**
 * Draws the money from what the ledger says. Postings of a hold fill the escrow, of a release the
 * payee, of a refund the payer; suspense is shown apart, because it may be at either end.
 */
export function moneyFlow(
  page: Pick<PaymentPage, 'payment' | 'postings' | 'operations'>,
): MoneyFlow {
  const { payment, postings, operations } = page;
  const { asset } = payment.amount;
  const sum = (account: string): MoneyWire => ({
    asset,
    minor: postings
      .filter((posting) => posting.account === account && posting.delta.asset === asset)
      .reduce((total, { delta }) => total + BigInt(delta.minor), 0n).toString(),
  });
  const moving = (kind: Kind): MoneyWire | null => movingIn(operations, kind);
  const suspense = sum('suspense');
  return {
    paidIn: { done: payment.held, moving: moving('hold') },
    paidOut: { done: sum('payee'), moving: moving('release') },
    givenBack: { done: payment.refunded, moving: moving('refund') },
    inEscrow: postings.length === 0 ? stillHeld(payment) : sum('escrow'),
    unclear: BigInt(suspense.minor) === 0n ? null : suspense,
  };
}

/** The picture payer → payee where nothing is held in between. */
export type PayoutFlow = {
  readonly paid: Flow;
  /** What left the payer, fees included, in each asset that it left in; empty before that. */
  readonly debited: readonly MoneyWire[];
  readonly unclear: MoneyWire | null;
};

/** Draws a payment without escrow from what its payouts brought and took. */
export function payoutFlow(
  { payment, operations }: Pick<PaymentPage, 'payment' | 'operations'>,
): PayoutFlow {
  return {
    paid: { done: payment.released, moving: movingIn(operations, 'payout') },
    debited: totalsByAsset(operations.map(({ debited }) => debited)
      .filter((debited) => debited !== null)),
    unclear: operations.find(({ state }) => state === 'unclear')?.amount ?? null,
  };
}

function movingIn(operations: PaymentPage['operations'], kind: Kind): MoneyWire | null {
  return operations.find((operation) => operation.kind === kind
    && ['scheduled', 'dispatching', 'submitted'].includes(operation.state))?.amount ?? null;
}

type Posting = PaymentPage['postings'][number];

/** What each account stands at after all postings, with a last line that has to be zero. */
export function balances(
  postings: readonly Posting[],
): readonly { readonly account: string; readonly balance: MoneyWire }[] {
  const stands = new Map<string, { account: string; balance: MoneyWire }>();
  const gain = (account: string, delta: MoneyWire): void => {
    const key = `${account} ${delta.asset}`;
    const before = BigInt(stands.get(key)?.balance.minor ?? '0');
    const minor = (before + BigInt(delta.minor)).toString();
    stands.set(key, { account, balance: { asset: delta.asset, minor } });
  };
  for (const { account, delta } of postings) gain(account, delta);
  for (const { delta } of postings) gain('together', delta);
  return [...stands.values()];
}
