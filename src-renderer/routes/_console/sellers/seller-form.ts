import type { CallInput } from '../../../../src-main/contract/contract.ts';
import type { SellerView } from '../../../../src-main/contract/sellers.ts';
import { errorText, RefusalError } from '../../../engine/call.ts';
import { t } from '../../../words/t.ts';

/** The form as it is typed. */
export type SellerValues = {
  readonly marketplaceId: string;
  readonly reference: string;
  readonly name: string;
  readonly walletAddress: string;
  readonly keyId: string;
  /** Null: the stored key stays. */
  readonly privateKey: string | null;
  readonly categories: readonly string[];
  readonly enabled: boolean;
};

export type SellerField = 'reference' | 'name' | 'walletAddress' | 'keyId' | 'privateKey'
  | 'categories';
export type SellerProblems = Partial<Record<SellerField, string>>;

/** As the engine takes it; checked here so that the field says it before anything is asked. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function valuesOf(seller: SellerView | null, marketplaceId: string): SellerValues {
  return {
    marketplaceId: seller?.marketplaceId ?? marketplaceId, reference: seller?.reference ?? '',
    name: seller?.name ?? '', walletAddress: seller?.walletAddress ?? '',
    keyId: seller?.keyId ?? '', privateKey: seller === null ? '' : null,
    categories: seller?.categories ?? [], enabled: seller?.enabled ?? true,
  };
}

/** What keeps the form from being saved, by field; the engine checks again. */
export function problemsOf(values: SellerValues): SellerProblems {
  const problems: SellerProblems = {};
  if (!REFERENCE.test(values.reference.trim())) problems.reference = t('sellers.referenceWrong');
  if (values.walletAddress.trim() === '') problems.walletAddress = t('sellers.walletNeeded');
  if (values.keyId.trim() === '') problems.keyId = t('sellers.keyIdNeeded');
  if (values.privateKey?.trim() === '') problems.privateKey = t('sellers.keyNeeded');
  return problems;
}

/** The contract's shape. Call it with values that have no problems. */
export function inputOf(
  values: SellerValues, stored: SellerView | null,
): CallInput<'sellers.save'> {
  return {
    ...values, reference: values.reference.trim(), version: stored?.version ?? null,
    name: values.name.trim(), categories: [...values.categories],
    walletAddress: values.walletAddress.trim(), keyId: values.keyId.trim(),
  };
}

const fieldOfCode: Readonly<Record<string, SellerField>> = {
  invalid_key: 'privateKey', invalid_address: 'walletAddress',
  provider_unavailable: 'walletAddress',
};

/** The engine calls the reference `id`, as marketplaces do. */
const fieldOfDetail: Readonly<Record<string, SellerField>> = {
  id: 'reference', reference: 'reference', name: 'name', keyId: 'keyId',
  categories: 'categories', walletAddress: 'walletAddress', privateKey: 'privateKey',
};

/** A refusal at the fields that it is about; null where it is about none of them. */
export function refusedFields(error: unknown): SellerProblems | null {
  if (!(error instanceof RefusalError)) return null;
  const field = fieldOfCode[error.code];
  if (field !== undefined) return { [field]: errorText(error) };
  if (error.code !== 'invalid_request') return null;
  const known = Object.entries(error.details).flatMap(([name, problem]) => {
    const at = fieldOfDetail[name];
    return at === undefined ? [] : [[at, problem] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}
