import { money, type Money } from '../domain/money.ts';
import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import type { Connection, Marketplace, PayeeWallet } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Ask, PayBack } from '../api.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { askingCall } from '../operations/provider-call.ts';
import { permission } from '../payments/can.ts';
import { moveRequest, schedulePayout } from '../payments/moves.ts';
import { refundable, repayAmount, takeTurn } from '../payments/refundable.ts';
import { auditOf, claimWrites, type ChangeNote } from '../payments/transact.ts';

/** A person waits for what the provider says. */
const QUESTION_DEADLINE_MS = 10_000;

/** A paid payout whose payee's wallet is kept for us. */
type Paid = {
  readonly aggregate: PaymentAggregate; readonly marketplace: Marketplace;
  readonly connection: Connection; readonly wallet: PayeeWallet;
};

/** What can go back now, and to which account. */
type Repayable = { readonly atMost: Money; readonly to: string };

/**
 * Takes money of a paid payout back from the payee's wallet, which the provider keeps for us, into
 * the treasury (DESIGN 7): a payment of its own, linked to the paid one, the other way. At most
 * what was paid, less what earlier repayments took or may still take, and what the wallet can send.
 */
export async function repay(
  deps: OperationDeps,
  ask: Ask,
  input: PayBack,
): Promise<Result<PaymentAggregate>> {
  const first = await paidPayout(deps, input);
  if (!first.ok) return first;
  const asked = await askProvider(deps, first.value);
  if (!asked.ok) return asked;
  return decideAndCommit(deps.store, async () => {
    const paid = await paidPayout(deps, input);
    if (!paid.ok) return paid;
    const amount = await amountBack(deps, paid.value, { input, asked: asked.value });
    return amount.ok
      ? accept(await recordRepayment(deps, ask, {
        ...paid.value, input, amount: amount.value, to: asked.value.to,
      })) : amount;
  });
}

/** What is asked back; what the ledger would allow and the wallet cannot send says so. */
async function amountBack(
  deps: OperationDeps,
  { aggregate }: Paid,
  { input, asked }: { readonly input: PayBack; readonly asked: Repayable },
): Promise<Result<Money>> {
  const owed = await refundable(deps, aggregate);
  const amount = repayAmount(input.amountText, owed);
  if (!amount.ok) return amount;
  const isAll = input.amountText === null || input.amountText === '';
  if (isAll && asked.atMost.minor > 0n) return accept(lesser(owed, asked.atMost));
  return amount.value.minor <= asked.atMost.minor ? amount
    : refuse('above_refundable', { amount: input.amountText ?? '' },
      'The payee\'s wallet cannot send that much now, the network\'s fee kept back.');
}

function lesser(a: Money, b: Money): Money {
  return a.minor < b.minor ? a : b;
}

/** What can be taken back at most, by the ledger and by what the wallet holds. */
export async function repayable(
  deps: OperationDeps,
  paymentId: string,
): Promise<Result<Money>> {
  const paid = await paidPayout(deps, { paymentId, marketplaceId: null });
  if (!paid.ok) return paid;
  const asked = await askProvider(deps, paid.value);
  return asked.ok
    ? accept(lesser(await refundable(deps, paid.value.aggregate), asked.value.atMost)) : asked;
}

async function paidPayout(
  { store, directory }: OperationDeps,
  { paymentId, marketplaceId }: Pick<PayBack, 'paymentId' | 'marketplaceId'>,
): Promise<Result<Paid>> {
  const aggregate = await store.read.payment(paymentId);
  const own = marketplaceId === null || aggregate?.payment.marketplaceId === marketplaceId;
  if (aggregate === null || !own) return refuse('not_found', { payment: paymentId });
  const { payment } = aggregate;
  const [marketplace, connection, wallet] = await Promise.all([
    directory.marketplace(payment.marketplaceId), directory.connection(payment.connectionId ?? ''),
    payment.walletId === null ? null : store.read.payeeWallet(payment.walletId),
  ]);
  invariant(marketplace !== null, `Payment ${payment.id} belongs to an unknown marketplace.`);
  const denied = permission('payBack', { aggregate, wallet, policy: marketplace.policy });
  if (denied !== null) return refuse('state_forbids', {}, denied);
  return connection === null || wallet === null ? refuse('no_connection', { rail: payment.rail })
    : accept({ aggregate, marketplace, connection, wallet });
}

async function askProvider(
  deps: OperationDeps,
  { aggregate: { payment }, connection, wallet }: Paid,
): Promise<Result<Repayable>> {
  const { wallets } = deps.rails[payment.rail];
  if (wallets === null) return refuse('rail_unsupported', { rail: payment.rail });
  const call = askingCall(deps, connection, { patienceMs: QUESTION_DEADLINE_MS });
  const answer = await wallets.repayable(call, {
    account: wallet.account, asset: payment.amount.asset,
  });
  switch (answer.kind) {
    case 'repayable': return accept({ atMost: answer.spendable, to: answer.to });
    case 'not-ours': return refuse('state_forbids', {}, answer.message);
    case 'unavailable': return refuse('provider_unavailable', {}, answer.message);
  }
}

async function recordRepayment(
  deps: OperationDeps,
  ask: Ask,
  { aggregate: { payment: paid }, marketplace, connection, wallet, input, amount, to }: Paid & {
    readonly input: PayBack; readonly amount: Money; readonly to: string;
  },
): Promise<Decision<PaymentAggregate>> {
  const { ids, clock, transactions, store } = deps;
  const nowMs = clock.nowMs();
  const { reason, delayMs } = input;
  const note: ChangeNote = {
    actor: ask.actor, act: 'payment.pay-back', reason, data: { refundOf: paid.id },
  };
  const payment = repayment(paid, { id: ids.next('pay'), amount, to, nowMs });
  const aggregate = schedulePayout(
    { payment, operations: [], escrow: null, consent: null }, amount,
    { ...moveRequest({ ids, nowMs, requestedBy: ask.actor.name, reason }), delayMs },
  );
  const { after, writes } = transactions.writesOf(note, null, aggregate, {
    marketplace, job: null, purchase: null, connection, nowMs,
  });
  return {
    value: after, audit: auditOf(note, after.payment, nowMs),
    writes: [
      ...writes, ...claimWrites(ask.idempotency, after.payment.id, nowMs),
      await takeTurn({ store }, paid.id),
      // What was decided rests on whose wallet it is.
      { write: 'expect', noun: 'payeeWallets', id: wallet.id, version: wallet.version },
    ],
  };
}

/** The payment the other way: the payee pays, the treasury gets it. It is for no task. */
function repayment(
  paid: Payment,
  { id, amount, to, nowMs }: {
    readonly id: string; readonly amount: Money; readonly to: string; readonly nowMs: number;
  },
): Payment {
  const none = money(0n, amount.asset);
  return {
    ...paid, id, amount, held: none, released: none, refunded: none, inMotion: none,
    jobId: null, externalId: null, offerId: null, identity: null, review: null, fee: null,
    walletId: null, status: 'requested', link: { kind: 'refund-of', paymentId: paid.id },
    payer: paid.payee, payerAccount: paid.payeeAccount, payee: paid.payer, payeeAccount: to,
    abandonedAt: null, createdAt: nowMs, updatedAt: nowMs, releasedAt: null, version: 1,
  };
}
