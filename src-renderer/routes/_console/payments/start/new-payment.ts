import { parseAmount, parseAssetRef } from '../../../../../src-main/contract/domain.ts';
import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { SellerView } from '../../../../../src-main/contract/sellers.ts';
import type { MoneyWire } from '../../../../../src-main/contract/values.ts';
import { errorText, RefusalError } from '../../../../engine/call.ts';
import { t } from '../../../../words/t.ts';
import type { AccountTold } from '../../sellers/use-account.ts';
import { codeOf } from '../MoreFilters.tsx';

/** The form as it is typed. */
export type NewPayment = {
  readonly sellerId: string | null;
  readonly wallet: string;
  readonly amount: string;
  readonly offerId: string;
  readonly description: string;
};
export type NewPaymentField = 'sellerId' | 'wallet' | 'amount' | 'offerId' | 'description';
export type NewPaymentProblems = Partial<Record<NewPaymentField, string>>;

export const emptyPayment: NewPayment = {
  sellerId: null, wallet: '', amount: '', offerId: '', description: '',
};

/** The amount in the asset of the one who receives it; null where the text is none. */
export function amountOf(typed: string, asset: string): MoneyWire | null {
  const known = parseAssetRef(asset);
  const parsed = known === null ? null : parseAmount(typed.trim(), known);
  return parsed?.ok === true ? { asset, minor: parsed.money.minor.toString() } : null;
}

/** What keeps the payment from being reviewed, by field; the engine checks again. */
export function problemsOf(values: NewPayment, seller: SellerView | null): NewPaymentProblems {
  const problems: NewPaymentProblems = {};
  if (seller === null) problems.sellerId = t('consents.start.sellerNeeded');
  if (values.wallet.trim() === '') problems.wallet = t('consents.start.walletNeeded');
  if (seller !== null && amountOf(values.amount, seller.asset) === null) {
    problems.amount = t('consents.start.amountWrong', { asset: codeOf(seller.asset) });
  }
  if (values.offerId.trim() === '') problems.offerId = t('consents.start.offerNeeded');
  return problems;
}

/** What is reviewed and then asked for: what was typed, and who the wallets said they are. */
export type Reviewed = {
  readonly values: NewPayment; readonly seller: SellerView; readonly payer: AccountTold;
};

/** The contract's shape. The payer is called what the wallet calls itself. */
export function inputOf({ values, seller, payer }: Reviewed): CallInput<'consents.start'> {
  const name = payer.publicName ?? '';
  return {
    marketplaceId: seller.marketplaceId, sellerReference: seller.reference,
    offerId: values.offerId.trim(), payer: name.trim().slice(0, NAME_LENGTH_MAX),
    payerAccount: payer.walletAddress, amount: values.amount.trim(),
    description: values.description.trim(),
  };
}

const NAME_LENGTH_MAX = 80;

const fieldOfCode: Readonly<Record<string, NewPaymentField>> = {
  invalid_amount: 'amount', amount_too_precise: 'amount', amount_too_large: 'amount',
  unknown_seller: 'sellerId', invalid_address: 'wallet',
};

const fieldOfDetail: Readonly<Record<string, NewPaymentField>> = {
  sellerReference: 'sellerId', payerAccount: 'wallet', amount: 'amount', offerId: 'offerId',
  description: 'description',
};

/** A refusal at the field that it is about; null where it is about none of them. */
export function refusedFields(error: unknown): NewPaymentProblems | null {
  if (!(error instanceof RefusalError)) return null;
  const { code, details } = error;
  const named = Object.keys(details).map((name) => fieldOfDetail[name])
    .find((name) => name !== undefined);
  const field = code === 'invalid_request' ? named
    : code === 'invalid_address' && details['field'] === 'payee' ? 'sellerId' : fieldOfCode[code];
  return field === undefined ? null : { [field]: errorText(error) };
}

/** The payment that was recorded although no link came of it; null where nothing was. */
export function recordedPayment(error: unknown): string | null {
  return error instanceof RefusalError ? error.details['pendingId'] ?? null : null;
}
