import { TextInput } from '@mantine/core';
import { plainText } from '../../../format/text.ts';
import { codeOf } from '../payments/MoreFilters.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t } from '../../../words/t.ts';
import type { AccountTold, useAccount } from './use-account.ts';

type WalletFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly account: ReturnType<typeof useAccount>;
  /** What keeps the form from going on; what the wallet said stands here as well. */
  readonly error: string | null;
};

/** A wallet address, asked for its asset and name when the field is left. */
export function WalletField({ label, value, onChange, account, error }: WalletFieldProps) {
  const { told: last, asking, check } = account;
  const told = last?.walletAddress === value.trim() ? last : null;
  const problem = error ?? told?.problem ?? null;
  return (
    <TextInput label={label} required value={value} maxLength={500} autoComplete="off"
      spellCheck={false} description={asking ? t('sellers.asking') : toldWords(told)}
      error={problem === null || asking ? null : engineText(problem)}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => void check(value)} />
  );
}

function toldWords(told: AccountTold | null): string {
  if (told === null || told.asset === null || told.problem !== null) return t('sellers.walletHint');
  const asset = codeOf(told.asset);
  return told.publicName === null ? t('sellers.toldUnnamed', { asset })
    : t('sellers.told', { name: plainText(told.publicName), asset });
}
