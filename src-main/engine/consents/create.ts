import { zero, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate, PaymentLink } from '../domain/payment.ts';
import type { Connection, Marketplace, Seller } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, NewPayout } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { amountOf } from '../payments/create.ts';
import { moveRequest } from '../payments/moves.ts';
import { auditOf, claimWrites, type ChangeNote } from '../payments/transact.ts';
import { planConsentedPayout } from './plan.ts';

/**
 * Creates a payment to a seller with its payout planned, in one commit. The quote and the link are
 * asked for next, by the runner (`consents/run.ts`); nothing is paid before the payer agrees.
 * Refuses an unknown seller, an address that is none, an amount that its asset cannot count.
 */
export function createPayout(
  deps: OperationDeps,
  ask: Ask,
  input: NewPayout,
): Promise<Result<PaymentAggregate>> {
  return decideAndCommit(deps.store, async () => {
    const marketplace = await deps.directory.marketplace(input.marketplaceId);
    if (marketplace === null) return refuse('not_found', { marketplace: input.marketplaceId });
    const seller = await chooseSeller(deps, input);
    if (seller === null) return refuse('unknown_seller', { sellerId: input.sellerReference ?? '' });
    const amount = amountOf(input.amountText, seller.asset);
    if (!amount.ok) return amount;
    const prepared = await prepare(deps, {
      marketplace, seller, amount: amount.value, offerId: input.offerId,
      externalId: input.externalId, link: null,
      payer: { name: input.payer, account: input.payerAccount },
      payee: { name: seller.name, account: seller.walletAddress },
    });
    if (!prepared.ok) return prepared;
    return accept(recordNew(deps, ask, {
      ...prepared.value, marketplace, act: 'payment.create',
      reason: input.description ?? `Payment for ${input.offerId ?? seller.name}`,
    }));
  });
}

/** The one that is named; else the one for the category; else the only one, or the first. */
async function chooseSeller(
  { directory }: OperationDeps,
  { marketplaceId, sellerReference, category }: NewPayout,
): Promise<Seller | null> {
  const sellers = (await directory.sellersOf(marketplaceId)).filter(({ enabled }) => enabled);
  if (sellerReference !== null) {
    return sellers.find(({ reference }) => reference === sellerReference) ?? null;
  }
  const fits = category === null ? undefined
    : sellers.find(({ categories }) => categories.includes(category));
  return fits ?? sellers.find(({ categories }) => categories.length === 0) ?? null;
}

/** One side of a payment: a name for people, and its wallet address; null where nobody knows it. */
type Side = { readonly name: string | null; readonly account: string | null };

export type PayoutParts = {
  readonly marketplace: Marketplace;
  readonly seller: Seller;
  readonly amount: Money;
  readonly offerId: string | null;
  readonly externalId: string | null;
  readonly link: PaymentLink | null;
  readonly payer: Side;
  readonly payee: Side;
};

type Prepared = { readonly payment: Payment; readonly connection: Connection };

/** Checks both accounts and builds the payment; writes nothing. */
export async function prepare(
  { directory, rails, ids, clock }: OperationDeps,
  parts: PayoutParts,
): Promise<Result<Prepared>> {
  const [connection] = await directory.connectionsOf('interledger');
  if (connection === undefined) return refuse('no_connection', { rail: 'interledger' });
  const rail = rails[connection.rail];
  for (const [field, { account }] of [['payer', parts.payer], ['payee', parts.payee]] as const) {
    if (account === null) continue;
    const problem = rail.checkAccount(account, connection.mode);
    if (problem !== null) return refuse('invalid_address', { field, account }, problem);
  }
  const nowMs = clock.nowMs();
  const none = zero(parts.amount.asset);
  const { marketplace, seller, payer, payee } = parts;
  return accept({
    connection,
    payment: {
      id: ids.next('pay'), marketplaceId: marketplace.id, jobId: null,
      externalId: parts.externalId, rail: connection.rail, connectionId: connection.id,
      amount: parts.amount, held: none, released: none, refunded: none, inMotion: none,
      status: 'requested', payer: payer.name ?? payer.account ?? 'anyone',
      payerAccount: payer.account, payee: payee.name ?? payee.account ?? seller.name,
      payeeAccount: payee.account, refundAddress: null,
      onExpiry: marketplace.policy.onExpiry, escrowTimeoutMs: marketplace.policy.escrowTimeoutMs,
      link: parts.link, purchaseId: null, abandonedAt: null, createdAt: nowMs, updatedAt: nowMs,
      escrowedAt: null, releasedAt: null, refundedAt: null, expiresAt: null, sellerId: seller.id,
      offerId: parts.offerId, fee: null, identity: null, review: null, walletId: null, version: 1,
    },
  });
}

/** The change set that makes a prepared payment, its payout planned and its consent asked for. */
export function recordNew(
  deps: OperationDeps,
  ask: Ask,
  { payment, connection, marketplace, act, reason }: Prepared & {
    readonly marketplace: Marketplace; readonly act: string; readonly reason: string;
  },
): Decision<PaymentAggregate> {
  const { ids, transactions } = deps;
  const nowMs = payment.createdAt;
  const note: ChangeNote = { actor: ask.actor, act, reason };
  const aggregate = planConsentedPayout(
    deps, { payment, operations: [], escrow: null, consent: null },
    moveRequest({ ids, nowMs, requestedBy: ask.actor.name, reason }),
  );
  const { after, writes } = transactions.writesOf(note, null, aggregate, {
    marketplace, job: null, purchase: null, connection, nowMs,
  });
  return {
    value: after, audit: auditOf(note, after.payment, nowMs),
    writes: [...writes, ...claimWrites(ask.idempotency, after.payment.id, nowMs)],
  };
}

