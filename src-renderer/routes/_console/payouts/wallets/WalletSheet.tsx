import { Select, Switch, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { WalletView } from '../../../../../src-main/contract/payout-facts.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { plainText } from '../../../../format/text.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { AccountFields, problemOf } from './AccountFields.tsx';
import { useLook } from './use-look.ts';
import {
  inputOf, problemsOf, valuesOf, type WalletField, type WalletValues,
} from './wallet-form.ts';

type WalletSheetProps = {
  /** Null: a new one. */
  readonly wallet: WalletView | null;
  readonly marketplaces: readonly MarketplaceView[];
  readonly onClose: () => void;
};

/** The form of a payee's wallet. A brought account is looked at before it is kept. */
export function WalletSheet({ wallet, marketplaces, onClose }: WalletSheetProps) {
  const router = useRouter();
  const look = useLook();
  const [values, setValues] = useState(() => valuesOf(wallet, marketplaces[0]?.id ?? ''));
  const [touched, setTouched] = useState(false);
  const [tried, setTried] = useState(false);
  const [compared, setCompared] = useState(false);
  const set = (change: Partial<WalletValues>): void => {
    setTouched(true);
    save.reset();
    if (change.account !== undefined) setCompared(false);
    setValues((now) => ({ ...now, ...change }));
  };
  const save = useAction(async () => {
    if (values.which === 'bring') {
      const looked = await look.look(values.account);
      // What is wrong with the account stands at its field; a look-alike is compared first.
      if (looked === null || problemOf(looked) !== null) return;
      if (looked.alike.length > 0 && !compared) {
        throw new Error(t('wallets.form.confirmedNeeded'));
      }
    }
    const saved = await call('payouts.saveWallet', inputOf(values, wallet));
    await router.invalidate();
    onClose();
    toastDone(t('common.saved', { name: plainText(saved.payee) }));
  });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(problemsOf(values)).length === 0) void save.run();
  };
  const error = (name: WalletField): string | null =>
    (tried ? problemsOf(values)[name] : undefined) ?? null;
  return (
    <FormSheet opened needs="move" onClose={onClose} dirty={touched}
      pending={save.pending} error={save.error}
      title={wallet === null ? t('wallets.add')
        : t('wallets.one', { name: plainText(wallet.payee) })}
      submitLabel={t('common.save')} onSubmit={submit}>
      <Select label={t('common.column.marketplace')} required allowDeselect={false}
        disabled={wallet !== null} value={values.marketplaceId}
        data={marketplaces.map(({ id, name }) => ({ value: id, label: plainText(name) }))}
        onChange={(choice) => { if (choice !== null) set({ marketplaceId: choice }); }} />
      <TextInput label={t('wallets.form.reference')} required disabled={wallet !== null}
        description={t('wallets.form.referenceHint')} value={values.reference}
        error={error('reference')} maxLength={64} autoComplete="off" spellCheck={false}
        onChange={(event) => set({ reference: event.currentTarget.value })} />
      <TextInput label={t('wallets.form.name')} description={t('wallets.form.nameHint')}
        value={values.name} maxLength={80} autoComplete="off"
        onChange={(event) => set({ name: event.currentTarget.value })} />
      <AccountFields values={values} isStored={wallet !== null} look={look}
        error={error('account')} compared={compared} onCompared={setCompared} onChange={set} />
      {wallet === null ? null : (
        <Switch label={t('wallets.form.enabled')} description={t('wallets.form.enabledHint')}
          checked={values.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })} />
      )}
    </FormSheet>
  );
}
