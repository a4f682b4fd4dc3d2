import type { Money } from './money.ts';
import type { OperationKind, OperationState } from './operation.ts';

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

/** Where the money of an operation comes from and goes to: the one posting template per kind. */
const template = {
  hold: { from: 'payer', to: 'escrow' },
  release: { from: 'escrow', to: 'payee' },
  refund: { from: 'escrow', to: 'payer' },
  payout: { from: 'treasury', to: 'payee' },
  // The tokens that a purchase brings are on the buyer's side; the bitcoin legs are hold, release.
  purchase: null,
} as const satisfies Record<OperationKind, { from: AccountKind; to: AccountKind } | null>;

/**
 * The account in which an operation's money stands while it is in `state`: at its origin until
 * there is evidence, in suspense while unclear, at its destination once settled.
 */
function standing(kind: OperationKind, state: OperationState): AccountKind | null {
  const route = template[kind];
  if (route === null) return null;
  if (state === 'settled') return route.to;
  return state === 'unclear' ? 'suspense' : route.from;
}

/** The two lines that a move from one state to another posts; none where the money stays put. */
export function postingsOf(
  kind: OperationKind,
  amount: Money,
  move: { readonly from: OperationState; readonly to: OperationState },
): readonly { readonly account: AccountKind; readonly delta: Money }[] {
  const before = standing(kind, move.from);
  const after = standing(kind, move.to);
  if (before === null || after === null || before === after) return [];
  return [
    { account: before, delta: { minor: -amount.minor, asset: amount.asset } },
    { account: after, delta: amount },
  ];
}
