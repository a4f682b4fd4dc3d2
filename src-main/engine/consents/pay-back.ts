import type { Payment, PaymentAggregate } from '../domain/payment.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { Ask, PayBack } from '../api.ts';
import { decideAndCommit } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { permission } from '../payments/can.ts';
import { refundable, repayAmount, takeTurn } from '../payments/refundable.ts';
import { prepare, recordNew } from './create.ts';

/**
 * Pays money of a paid payment back: a payment of its own, the other way, with its own quote, fees
 * and consent (DESIGN 4, 7; S2-119). What it may be at most is what the payee received, or, where
 * payer and payee count in different assets, what the payer was debited; less what other
 * repayments have paid or may still pay. Refuses more than that.
 */
export function payBack(
  deps: OperationDeps,
  ask: Ask,
  input: PayBack,
): Promise<Result<PaymentAggregate>> {
  return decideAndCommit(deps.store, async () => {
    const paid = await deps.store.read.payment(input.paymentId);
    if (paid === null || !isOwn(paid.payment, input.marketplaceId)) {
      return refuse('not_found', { payment: input.paymentId });
    }
    const { payment } = paid;
    const marketplace = await deps.directory.marketplace(payment.marketplaceId);
    const seller = await deps.directory.seller(payment.sellerId ?? '');
    invariant(marketplace !== null, `Payment ${payment.id} belongs to an unknown marketplace.`);
    const denied = permission('payBack', { aggregate: paid, policy: marketplace.policy });
    if (denied !== null) return refuse('state_forbids', {}, denied);
    if (seller === null || payment.payerAccount === null) return refuse('unknown_seller');
    const cap = await refundable(deps, paid);
    const amount = repayAmount(input.amountText, cap);
    if (!amount.ok) return amount;
    const prepared = await prepare(deps, {
      marketplace, seller, amount: amount.value, offerId: payment.offerId, externalId: null,
      link: { kind: 'refund-of', paymentId: payment.id },
      payer: { name: payment.payee, account: seller.walletAddress },
      payee: { name: payment.payer, account: payment.payerAccount },
    });
    if (!prepared.ok) return prepared;
    const made = recordNew(deps, ask, {
      ...prepared.value, marketplace, act: 'payment.pay-back', reason: input.reason,
    });
    const turn = await takeTurn(deps, payment.id);
    return accept({ ...made, writes: [...made.writes, turn] });
  });
}

function isOwn({ marketplaceId }: Payment, asked: string | null): boolean {
  return asked === null || asked === marketplaceId;
}
