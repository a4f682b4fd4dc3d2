import type { CallInput } from '../../../../../src-main/contract/contract.ts';
import type { WalletView } from '../../../../../src-main/contract/payout-facts.ts';
import { t } from '../../../../words/t.ts';

/** Which account: a new one at the provider, one that the payee brings, or the present one. */
export const accountChoices = ['keep', 'bring', 'make'] as const;
export type AccountChoice = (typeof accountChoices)[number];

/** A stored account is kept or changed to another; a new one is brought or made. */
export function choicesOf(isStored: boolean): readonly AccountChoice[] {
  return isStored ? ['keep', 'bring'] : ['bring', 'make'];
}

/** The form as it is typed. */
export type WalletValues = {
  readonly marketplaceId: string;
  readonly reference: string;
  readonly name: string;
  readonly which: AccountChoice;
  readonly account: string;
  readonly enabled: boolean;
};

export type WalletField = 'reference' | 'account';
export type WalletProblems = Partial<Record<WalletField, string>>;

/** As the engine takes it; checked here so that the field says it before anything is asked. */
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

export function valuesOf(wallet: WalletView | null, marketplaceId: string): WalletValues {
  return {
    marketplaceId: wallet?.marketplaceId ?? marketplaceId, reference: wallet?.reference ?? '',
    name: wallet?.name === wallet?.reference ? '' : wallet?.name ?? '',
    which: wallet === null ? 'bring' : 'keep', account: '', enabled: wallet?.enabled ?? true,
  };
}

/** What keeps the form from being saved, by field; the engine checks again. */
export function problemsOf({ reference, which, account }: WalletValues): WalletProblems {
  return {
    ...REFERENCE.test(reference.trim()) ? {} : { reference: t('wallets.form.referenceWrong') },
    ...which !== 'bring' || account.trim() !== '' ? {}
      : { account: t('wallets.form.accountNeeded') },
  };
}

/** The contract's shape. Call it with values that have no problems. */
export function inputOf(
  values: WalletValues, stored: WalletView | null,
): CallInput<'payouts.saveWallet'> {
  const { marketplaceId, reference, name, which, account, enabled } = values;
  return {
    marketplaceId, reference: reference.trim(), version: stored?.version ?? null,
    name: name.trim(), account: which === 'bring' ? account.trim() : null, enabled,
  };
}
