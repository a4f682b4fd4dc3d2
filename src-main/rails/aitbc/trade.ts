import { BTC, formatAmountShort, sameAsset } from '../../engine/domain/money.ts';
import {
  failedFinding, failedOutcome, rejected, unavailable, unclear,
} from '../provider-answer.ts';
import type { RailFinding, RailOperation, RailOutcome } from '../rail.ts';
import type { ExchangeDesk } from './exchange.ts';
import {
  purchaseFinding, purchaseOutcome, readPurchase, readPurchases,
} from './translate-trade.ts';
import type { OrderedPurchase } from './translate-trade.ts';

/** Buys AITBC: `operation.amount` is the bitcoin to pay. The exchange honours the key. */
export async function purchaseAtExchange(
  desk: ExchangeDesk,
  operation: RailOperation,
): Promise<RailOutcome> {
  const { purchase: ordered, key, amount } = operation;
  if (ordered === null || !sameAsset(amount.asset, BTC)) {
    return rejected('purchase_unknown', 'It is not known what to buy for what; nothing was sent.');
  }
  const { userId, aitbcAddress, escrowAddress } = ordered;
  const answer = await desk.client.purchase(key, {
    userId, aitbcAddress, escrowAddress,
    btcAmount: formatAmountShort(amount),
    aitbcAmount: formatAmountShort(ordered.aitbc),
  });
  if (answer.kind !== 'refused' || answer.status !== 409) {
    return purchaseOutcome(answer, ordered, desk.redact);
  }
  const finding = await inquirePurchase(desk, operation);
  switch (finding.kind) {
    case 'settled': case 'submitted': case 'rejected': return finding;
    case 'missing': return failedOutcome(answer);
    case 'cannot-tell': case 'undecided': case 'unavailable':
      return unclear(`${answer.detail} Whether it was bought before cannot be told.`);
  }
}

/** Asks by the purchase's own id where one is known, else by the key that it was ordered with. */
export async function inquirePurchase(
  desk: ExchangeDesk,
  operation: RailOperation,
): Promise<RailFinding> {
  const { purchase: ordered, reference } = operation;
  if (ordered === null) return { kind: 'cannot-tell' };
  return reference === null ? byKey(desk, operation.key, ordered) : byId(desk, reference, ordered);
}

async function byId(
  { client, redact }: ExchangeDesk,
  purchaseId: string,
  ordered: OrderedPurchase,
): Promise<RailFinding> {
  const answer = await client.purchaseById(purchaseId);
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') return failedFinding(answer);
  const shown = readPurchase(answer.json, ordered, redact(answer.raw));
  if (shown === null || shown.purchaseId !== purchaseId) {
    return unavailable('The exchange shows the purchase in an unknown form.');
  }
  return purchaseFinding(shown);
}

async function byKey(
  { client, redact }: ExchangeDesk,
  key: string,
  ordered: OrderedPurchase,
): Promise<RailFinding> {
  const answer = await client.purchasesOfKey(key);
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') return failedFinding(answer);
  const purchases = readPurchases(answer.json, ordered, redact(answer.raw));
  const [shown, ...others] = purchases ?? [];
  if (purchases === null || others.length > 0) {
    return unavailable('The exchange shows the purchases of this key in an unknown form.');
  }
  return shown === undefined ? { kind: 'missing' } : purchaseFinding(shown);
}
