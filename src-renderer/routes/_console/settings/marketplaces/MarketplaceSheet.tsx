import { Fieldset, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { OperatorView } from '../../../../../src-main/contract/session.ts';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import {
  bitcoinPhases, escrowRails, onExpiryPolicies,
} from '../../../../../src-main/contract/domain.ts';
import { call } from '../../../../engine/call.ts';
import { useAction } from '../../../../engine/use-action.ts';
import { FormSheet } from '../../../../ui/FormSheet.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import {
  inputOf, isPolicyKept, problemsOf, refundCurrencies, valuesOf, type MarketplaceValues,
} from './marketplace-form.ts';
import { PayoutFields } from './PayoutFields.tsx';
import { useConfirmers } from '../use-confirmers.tsx';
import { WebhookEndpoints } from './WebhookEndpoints.tsx';
import { t } from '../../../../words/t.ts';
import { railWords } from '../../payments/rail-words.ts';

type MarketplaceSheetProps = {
  /** Null: a new one. */
  readonly marketplace: MarketplaceView | null;
  readonly operators: readonly OperatorView[];
  readonly onClose: () => void;
};

/** A marketplace's name, refund addresses, policy and webhook endpoints. */
export function MarketplaceSheet({ marketplace, operators, onClose }: MarketplaceSheetProps) {
  const router = useRouter();
  const [values, setValues] = useState(() => valuesOf(marketplace));
  const [touched, setTouched] = useState(false);
  const [tried, setTried] = useState(false);
  const problems = tried ? problemsOf(values) : {};
  const confirmers = useConfirmers(operators, {
    targetId: null, roles: isPolicyKept(values, marketplace) ? [] : ['approver'],
    why: 'settings.marketplaces.confirmers',
  });
  const set = (change: Partial<MarketplaceValues>): void => {
    setTouched(true);
    setValues((now) => ({ ...now, ...change }));
  };
  const save = useAction(async () => {
    const saved = await call('marketplaces.save', {
      ...inputOf(values, marketplace), second: confirmers.second,
    });
    await router.invalidate();
    onClose();
    toastDone(t('common.saved', { name: saved.name }));
  });
  const submit = (): void => {
    setTried(true);
    const isWhole = Object.keys(problemsOf(values)).length === 0;
    if (isWhole && confirmers.missing === null) void save.run();
  };
  return (
    <FormSheet opened needs="configure" onClose={onClose} dirty={touched}
      pending={save.pending}
      error={save.error ?? (tried ? confirmers.missing : null)}
      title={marketplace === null
        ? t('settings.marketplaces.add')
        : t('settings.marketplaces.one', { name: marketplace.name })}
      submitLabel={t('common.save')} onSubmit={submit}>
      <TextInput label={t('common.name')} required maxLength={80} value={values.name}
        error={problems['name']} onChange={(event) => set({ name: event.currentTarget.value })} />
      {refundCurrencies.map((currency) => (
        <TextInput key={currency} label={t('settings.marketplaces.refundAddress', { currency })}
          description={t('settings.marketplaces.refundHint')}
          value={values.refundAddresses[currency] ?? ''} maxLength={128}
          onChange={(event) => set({ refundAddresses: {
            ...values.refundAddresses, [currency]: event.currentTarget.value,
          } })} />
      ))}
      <PolicyFields values={values} problems={problems} onChange={set} />
      <PayoutFields values={values.payouts} problems={problems}
        onChange={(change) => set({ payouts: { ...values.payouts, ...change } })} />
      {confirmers.fields}
      {marketplace === null ? null : <WebhookEndpoints marketplace={marketplace} />}
    </FormSheet>
  );
}

type PolicyFieldsProps = {
  readonly values: MarketplaceValues;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<MarketplaceValues>) => void;
};

function PolicyFields({ values, problems, onChange }: PolicyFieldsProps) {
  return (
    <Fieldset legend={t('settings.marketplaces.policy')}>
      <Stack gap="sm">
        <Select label={t('settings.marketplaces.phase')} allowDeselect={false}
          value={`${values.bitcoinPhase}`}
          data={bitcoinPhases.map((phase) => ({
            value: `${phase}`, label: t(`settings.marketplaces.phases.${phase}`),
          }))}
          onChange={(choice) => {
            const phase = bitcoinPhases.find((each) => `${each}` === choice);
            if (phase !== undefined) onChange({ bitcoinPhase: phase });
          }} />
        <Select label={t('settings.runsOut')} allowDeselect={false} value={values.onExpiry}
          data={onExpiryPolicies.map((value) => ({
            value, label: t(`settings.marketplaces.expiry.${value}`),
          }))}
          onChange={(choice) => {
            const onExpiry = onExpiryPolicies.find((each) => each === choice);
            if (onExpiry !== undefined) onChange({ onExpiry });
          }} />
        <SimpleGrid cols={2} spacing="sm">
          <NumberInput label={t('settings.marketplaces.escrowMinutes')}
            value={values.escrowMinutes}
            error={problems['escrowMinutes']}
            onChange={(escrowMinutes) => onChange({ escrowMinutes })} />
          <NumberInput label={t('settings.marketplaces.warningMinutes')}
            value={values.warningMinutes}
            error={problems['warningMinutes']}
            onChange={(warningMinutes) => onChange({ warningMinutes })} />
        </SimpleGrid>
        {escrowRails.map((rail) => (
          <Switch key={rail} label={t('settings.marketplaces.releases', { rail: railWords[rail] })}
            checked={values.releaseOnCompletion[rail]}
            onChange={(event) => onChange({ releaseOnCompletion: {
              ...values.releaseOnCompletion, [rail]: event.currentTarget.checked,
            } })} />
        ))}
      </Stack>
    </Fieldset>
  );
}
