/** The exchange's rate, balances and sales of AITBC for BTC in the words of the domain. Pure. */
import { z } from 'zod';

import { AITBC, formatAmountShort, parseAmount } from '../../engine/domain/money.ts';
import { optionalText, shortText } from '../exact-json.ts';
import {
  failedFinding, failedOutcome, rejected, unavailable, unclear,
} from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import { timeMs } from '../provider-time.ts';
import type {
  RailBalance, RailFinding, RailOperation, RailOutcome, RailRate,
} from '../rail.ts';
import { evidenceOf, transactionHash } from './evidence.ts';
import { EXCHANGE_WORD } from './translate.ts';

/** Every status of a purchase. */
export const purchaseStates = ['processing', 'completed', 'refused'] as const;
export type PurchaseState = (typeof purchaseStates)[number];

export type OrderedPurchase = NonNullable<RailOperation['purchase']>;

/** A purchase as the exchange shows it, compared with what was ordered. */
export type ShownPurchase = {
  readonly purchaseId: string;
  readonly state: PurchaseState;
  readonly hash: string | null;
  readonly reason: string | null;
  readonly difference: string | null;
  readonly raw: string;
};

const purchaseView = z.object({
  purchase_id: shortText,
  status: z.enum(purchaseStates),
  aitbc_amount: optionalText,
  aitbc_address: optionalText,
  transaction_hash: optionalText,
  reason: optionalText,
});
const purchaseList = z.object({ items: z.array(z.unknown()) });
const rateView = z.object({
  base: z.literal('BTC'), quote: z.literal('AITBC'), rate: z.string(), as_of: z.string(),
});
const balanceView = z.object({ address: optionalText, balance: z.string() });

/** Reads one purchase; null where the answer has another form or a status that is not known. */
export function readPurchase(
  json: unknown,
  ordered: OrderedPurchase,
  raw: string,
): ShownPurchase | null {
  const parsed = purchaseView.safeParse(json);
  if (!parsed.success) return null;
  const { purchase_id, status, aitbc_amount, aitbc_address, reason } = parsed.data;
  return {
    purchaseId: purchase_id, state: status, reason, raw,
    hash: transactionHash(parsed.data.transaction_hash),
    difference: differenceOf(aitbc_amount, aitbc_address, ordered),
  };
}

/** Reads the purchases of one key; null where any of them cannot be read. */
export function readPurchases(
  json: unknown,
  ordered: OrderedPurchase,
  raw: string,
): readonly ShownPurchase[] | null {
  const parsed = purchaseList.safeParse(json);
  if (!parsed.success) return null;
  const purchases = parsed.data.items.map((item) => readPurchase(item, ordered, raw));
  return purchases.every((purchase) => purchase !== null) ? purchases : null;
}

const purchaseFindings = {
  processing: ({ purchaseId: reference }) => ({ kind: 'submitted', reference }),
  completed: ({ purchaseId: reference, hash, raw }) => {
    // The credit is not evidenced before its transaction is named.
    if (hash === null) return { kind: 'submitted', reference };
    const evidence = evidenceOf('transaction', { reference: hash, word: EXCHANGE_WORD, raw });
    return { kind: 'settled', reference, evidence, expiresAtMs: null };
  },
  refused: ({ reason }) =>
    rejected('purchase_refused', `The exchange refused to sell: ${reason ?? 'no reason given'}.`),
} as const satisfies Record<PurchaseState, (shown: ShownPurchase) => RailFinding>;

export function purchaseFinding(shown: ShownPurchase): RailFinding {
  if (shown.difference !== null && shown.state !== 'refused') return unavailable(shown.difference);
  return purchaseFindings[shown.state](shown);
}

/** What became of the purchase call itself. */
export function purchaseOutcome(
  answer: ProviderAnswer,
  ordered: OrderedPurchase,
  redact: (raw: string) => string,
): RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const shown = readPurchase(answer.json, ordered, redact(answer.raw));
  if (shown === null) return unclear('The exchange answered the purchase in an unknown form.');
  if (shown.difference !== null && shown.state !== 'refused') return unclear(shown.difference);
  return purchaseFindings[shown.state](shown);
}

export function readRate(answer: ProviderAnswer): RailRate {
  if (answer.kind !== 'taken') return unavailable(messageOf(answer));
  const parsed = rateView.safeParse(answer.json);
  if (!parsed.success) return unavailable('The exchange quotes its rate in an unknown form.');
  const price = parseAmount(parsed.data.rate, AITBC);
  const asOfMs = timeMs(parsed.data.as_of);
  if (!price.ok || price.money.minor <= 0n || asOfMs === null) {
    return unavailable('The exchange quotes a rate or a time that cannot be read.');
  }
  return { kind: 'rate', price: formatAmountShort(price.money), asOfMs };
}

export function readBalance(answer: ProviderAnswer | null, account: string): RailBalance {
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') return failedFinding(answer);
  const parsed = balanceView.safeParse(answer.json);
  const amount = parsed.success ? parseAmount(parsed.data.balance, AITBC) : null;
  if (!parsed.success || amount === null || !amount.ok) {
    return unavailable('The exchange tells the balance in an unknown form.');
  }
  if (parsed.data.address !== null && parsed.data.address !== account) {
    return unavailable('The exchange tells the balance of another account.');
  }
  return { kind: 'balance', amount: amount.money };
}

function messageOf(answer: Exclude<ProviderAnswer, { readonly kind: 'taken' }>): string {
  return answer.kind === 'refused' ? answer.detail : answer.message;
}

function differenceOf(
  amount: string | null,
  address: string | null,
  ordered: OrderedPurchase,
): string | null {
  const parsed = amount === null ? null : parseAmount(amount, AITBC);
  if (parsed !== null && (!parsed.ok || parsed.money.minor !== ordered.aitbc.minor)) {
    const ours = formatAmountShort(ordered.aitbc);
    return `The exchange shows a purchase of ${amount} AITBC; ${ours} was ordered.`;
  }
  if (address !== null && address !== ordered.aitbcAddress) {
    return 'The exchange shows a purchase for another account than the one that ordered it.';
  }
  return null;
}
