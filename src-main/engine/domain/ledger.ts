import { money, sameAsset, type Money } from './money.ts';
import type { Operation, OperationKind, OperationState } from './operation.ts';

/** The accounts of the double-entry ledger, one of each per asset and connection (DESIGN 6). */
export const accountKinds = [
  'payer', 'escrow', 'treasury', 'payee', 'fees', 'network-fees', 'exchange-clearing', 'suspense',
] as const;
export type AccountKind = (typeof accountKinds)[number];

/**
 * One line of the ledger. `deltaMinor` is signed: what the account gains. The lines of one commit
 * add up to zero per asset; an escrow or suspense account never falls below zero (R6).
 */
export type Posting = {
  readonly id: string;
  readonly paymentId: string;
  readonly operationId: string;
  readonly connectionId: string;
  readonly account: AccountKind;
  readonly delta: Money;
  readonly at: number;
};

/** What the ledger needs to know of an operation. */
export type Posted = Pick<
  Operation, 'kind' | 'amount' | 'delivered' | 'debited' | 'networkFee'
>;

/**
 * What a payout's postings need to know besides: whose money it is, and what the payer is charged
 * once it has arrived. What a payee pays goes into the treasury.
 */
export type PayoutTerms = {
  readonly paysFrom: 'payer' | 'treasury' | 'payee';
  readonly fee: Money | null;
};

const PAYER_PAYS: PayoutTerms = { paysFrom: 'payer', fee: null };

type Line = { readonly account: AccountKind; readonly delta: Money };

/** Where the money of an operation comes from and goes to: the one posting template per kind. */
const template = {
  hold: { from: 'payer', to: 'escrow' },
  release: { from: 'escrow', to: 'payee' },
  refund: { from: 'escrow', to: 'payer' },
  payout: { from: 'payer', to: 'payee' },
  // The tokens that a purchase brings are on the buyer's side; the bitcoin legs are hold, release.
  purchase: null,
} as const satisfies Record<OperationKind, { from: AccountKind; to: AccountKind } | null>;

/**
 * The account in which an operation's money stands while it is in `state`: at its origin until
 * there is evidence, in suspense while unclear, at its destination once settled.
 */
function standing(
  kind: OperationKind,
  state: OperationState,
  { paysFrom }: PayoutTerms,
): AccountKind | null {
  const route = template[kind];
  if (route === null) return null;
  if (state === 'settled') return kind === 'payout' ? payoutTo(paysFrom) : route.to;
  if (state === 'unclear') return 'suspense';
  return kind === 'payout' ? paysFrom : route.from;
}

function payoutTo(paysFrom: PayoutTerms['paysFrom']): AccountKind {
  return paysFrom === 'payee' ? 'treasury' : template.payout.to;
}

/**
 * The lines that a move from one state to another posts; none where the money stays put. A payout
 * that settles posts what really left and what really arrived, what the network took, and what the
 * payer is charged for it.
 */
export function postingsOf(
  operation: Posted,
  move: { readonly from: OperationState; readonly to: OperationState },
  terms: PayoutTerms = PAYER_PAYS,
): readonly Line[] {
  const { kind, amount, delivered } = operation;
  const before = standing(kind, move.from, terms);
  const after = standing(kind, move.to, terms);
  if (before === null || after === null || before === after) return [];
  const lines = delivered === null || move.to !== 'settled'
    ? moved(before, after, amount)
    : delivery(operation, delivered, { before, from: terms.paysFrom });
  return kind === 'payout' && move.to === 'settled'
    ? [...lines, ...charges(operation, terms)] : lines;
}

function delivery(
  { amount, debited }: Posted,
  delivered: Money,
  { before, from }: {
    readonly before: AccountKind; readonly from: PayoutTerms['paysFrom'];
  },
): readonly Line[] {
  const to = payoutTo(from);
  return [
    ...(before === from ? [] : moved(before, from, amount)),
    ...arrived({ from, to, delivered, debited: debited ?? delivered }),
  ];
}

/** What a payout costs: the network is paid by the wallet that pays, our own fee by the payer. */
function charges({ networkFee }: Posted, { paysFrom, fee }: PayoutTerms): readonly Line[] {
  return [
    ...(networkFee === null || networkFee.minor === 0n
      ? [] : moved(paysFrom, 'network-fees', networkFee)),
    ...(fee === null || fee.minor === 0n ? [] : moved('payer', 'fees', fee)),
  ];
}

function moved(from: AccountKind, to: AccountKind, amount: Money): readonly Line[] {
  return [{ account: from, delta: negated(amount) }, { account: to, delta: amount }];
}

/** In one asset the difference is fees; across two, the clearing account takes and gives. */
function arrived({ from, to, delivered, debited }: {
  readonly from: AccountKind; readonly to: AccountKind;
  readonly delivered: Money; readonly debited: Money;
}): readonly Line[] {
  const ends: readonly Line[] = [
    { account: from, delta: negated(debited) }, { account: to, delta: delivered },
  ];
  if (!sameAsset(delivered.asset, debited.asset)) {
    return [
      ...ends,
      { account: 'exchange-clearing', delta: debited },
      { account: 'exchange-clearing', delta: negated(delivered) },
    ];
  }
  const fees = money(debited.minor - delivered.minor, debited.asset);
  return fees.minor === 0n ? ends : [...ends, { account: 'fees', delta: fees }];
}

function negated({ minor, asset }: Money): Money {
  return money(-minor, asset);
}
