import { Alert, Checkbox, Fieldset, Radio, Stack, Text, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { plainText } from '../../../../format/text.ts';
import { AddressText } from '../../../../ui/AddressText.tsx';
import { engineText } from '../../../../words/engine-text.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { t } from '../../../../words/t.ts';
import type { Looked, useLook } from './use-look.ts';
import {
  accountChoices, choicesOf, type AccountChoice, type WalletValues,
} from './wallet-form.ts';

type AccountFieldsProps = {
  readonly values: Pick<WalletValues, 'which' | 'account'>;
  readonly isStored: boolean;
  readonly look: ReturnType<typeof useLook>;
  readonly error: string | null;
  /** The operator says that a look-alike account is another one. */
  readonly compared: boolean;
  readonly onCompared: (compared: boolean) => void;
  readonly onChange: (change: Partial<WalletValues>) => void;
};

/** Which account a payee is paid to; one that is brought is looked at when the field is left. */
export function AccountFields(props: AccountFieldsProps) {
  const { values: { which, account }, isStored, look, error, onChange } = props;
  const looked = look.looked?.account === account.trim() ? look.looked : null;
  const choices = choicesOf(isStored);
  const isBrought = which === 'bring';
  return (
    <Fieldset legend={t('wallets.form.which')}>
      <Stack gap="sm">
        <Radio.Group aria-label={t('wallets.form.which')} value={which}
          onChange={(choice) => onChange({ which: choiceOf(choice, which) })}>
          <Stack gap={6}>
            {choices.map((choice) => (
              <Radio key={choice} value={choice} label={t(`wallets.form.${choice}`)}
                {...(choice === 'make' ? { description: t('wallets.form.makeHint') } : {})} />
            ))}
          </Stack>
        </Radio.Group>
        {isBrought && (
          <>
            <TextInput label={t('wallets.form.account')} required value={account} maxLength={128}
              autoComplete="off" spellCheck={false} classNames={{ input: 'pd-mono' }}
              description={look.looking ? t('wallets.form.looking') : toldWords(looked)}
              error={error ?? (look.looking ? null : problemOf(looked))}
              onChange={(event) => onChange({ account: event.currentTarget.value })}
              onBlur={() => void look.look(account)} />
            {isStored && <Text size="sm" c="dimmed">{t('wallets.form.moved')}</Text>}
            {looked !== null && looked.alike.length > 0 && (
              <Alike looked={looked} compared={props.compared} onCompared={props.onCompared} />
            )}
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

function Alike({ looked, compared, onCompared }: {
  readonly looked: Looked; readonly compared: boolean;
  readonly onCompared: (compared: boolean) => void;
}) {
  return (
    <Alert color="yellow" role="alert" title={t('wallets.form.alikeTitle')}
      icon={<TriangleAlert size={16} aria-hidden />}>
      <Stack gap="xs">
        <AddressText address={looked.account} grouped />
        {looked.alike.map(({ account, name, reference }) => (
          <div key={`${reference} ${account}`}>
            <Rich text={t('wallets.form.alike')} parts={{
              other: () => <AddressText address={account} grouped />,
              name: () => plainText(name),
            }} />
          </div>
        ))}
        <Checkbox label={t('wallets.form.confirmed')} checked={compared}
          onChange={({ currentTarget }) => onCompared(currentTarget.checked)} />
      </Stack>
    </Alert>
  );
}

export function problemOf(looked: Looked | null): string | null {
  const problem = looked?.problem ?? looked?.failure ?? null;
  return problem === null ? null : engineText(problem);
}

function toldWords(looked: Looked | null): string {
  if (looked === null || problemOf(looked) !== null) return t('wallets.form.accountHint');
  return t(looked.ours ? 'wallets.form.ours' : 'wallets.form.theirs');
}

function choiceOf(value: string, otherwise: AccountChoice): AccountChoice {
  return accountChoices.find((choice) => choice === value) ?? otherwise;
}
