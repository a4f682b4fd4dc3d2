import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Zap } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import {
  faultOperations, faultWords, standIns, type FaultChoice,
} from '../../../../src-main/contract/rehearsal.ts';
import { call } from '../../../engine/call.ts';
import { useAction } from '../../../engine/use-action.ts';
import { toastDone } from '../../../ui/toast.ts';
import { t } from '../../../words/t.ts';
import {
  fitting, operationsOf, readDraft, secondsText, timed, type FaultDraft,
} from './fault-rules.ts';
import classes from './rehearsal.module.css';

const first: FaultDraft = {
  provider: 'exchange', operation: 'release', fault: 'drop-after', times: '1', delay: '',
};
const operations = ['any', ...faultOperations] as const;

/** Sets one fault; what each means is said before it is set. */
export function FaultForm({ choices }: { readonly choices: readonly FaultChoice[] }) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => fitting(choices, first));
  const change = (part: Partial<FaultDraft>): void =>
    setDraft(fitting(choices, { ...draft, ...part }));
  const set = useAction(async () => {
    const fault = readDraft(draft);
    if (typeof fault === 'string') throw new Error(fault);
    await call('rehearsal.setFault', fault);
    toastDone(t('rehearsal.faults.done'));
    await router.invalidate();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!set.pending) void set.run();
  };
  const known = operationsOf(choices, draft.provider);
  const faults = known.find(({ operation }) => operation === draft.operation)?.faults ?? [];
  return (
    <form onSubmit={submit} noValidate className={classes.form}
      aria-label={t('rehearsal.faults.form')}>
      <div className={classes.fields}>
        <NativeSelect label={t('rehearsal.faults.standIn')} value={draft.provider}
          data={choices.map(({ provider }) => ({
            value: provider, label: t(`rehearsal.standIn.${provider}`) }))}
          onChange={({ currentTarget: { value } }) =>
            change({ provider: oneOf(standIns, value, draft.provider) })} />
        <NativeSelect label={t('rehearsal.faults.operation')} value={draft.operation}
          data={known.map(({ operation }) => ({
            value: operation, label: t(`rehearsal.operation.${operation}`) }))}
          onChange={({ currentTarget: { value } }) =>
            change({ operation: oneOf(operations, value, draft.operation) })} />
        <NativeSelect label={t('rehearsal.faults.fault')} value={draft.fault}
          data={faults.map((fault) => ({ value: fault, label: t(`rehearsal.fault.${fault}`) }))}
          onChange={({ currentTarget: { value } }) =>
            change({ fault: oneOf(faultWords, value, draft.fault) })} />
        <TextInput label={t('rehearsal.faults.times')} inputMode="numeric" maxLength={6}
          value={draft.fault === 'down' ? '' : draft.times} disabled={draft.fault === 'down'}
          placeholder={t('rehearsal.faults.always')}
          onChange={({ currentTarget: { value } }) => change({ times: value })} />
        <DelayField draft={draft} onChange={change} />
        <Button type="submit" loading={set.pending} leftSection={<Zap size={15} aria-hidden />}>
          {t('rehearsal.faults.set')}
        </Button>
      </div>
      <p className={classes.effect} role="status">{t(`rehearsal.effect.${draft.fault}`)}</p>
      {set.error === null ? null : <Alert color="red" role="alert">{set.error}</Alert>}
    </form>
  );
}

function DelayField({ draft, onChange }: {
  readonly draft: FaultDraft; readonly onChange: (part: Partial<FaultDraft>) => void;
}) {
  const usual = timed[draft.fault];
  const placeholder = usual === undefined ? '–'
    : usual === null ? t('rehearsal.faults.always') : secondsText(usual);
  return (
    <TextInput label={t('rehearsal.faults.seconds')} inputMode="numeric" maxLength={6}
      value={usual === undefined ? '' : draft.delay} disabled={usual === undefined}
      placeholder={placeholder}
      onChange={({ currentTarget: { value } }) => onChange({ delay: value })} />
  );
}

function oneOf<T extends string>(known: readonly T[], value: string, otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}
