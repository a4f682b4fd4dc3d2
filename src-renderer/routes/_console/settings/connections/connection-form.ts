import type { CallInput, CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { ConnectionView } from '../../../../../src-main/contract/settings.ts';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';

type Rail = ConnectionView['rail'];
export type RailForm = CallOutput<'connections.list'>['forms'][number];
export type RailField = RailForm['fields'][number];
type SettingValue = RailField['initial'];

/** The form as it is typed. Numbers may be unfinished texts until they are saved. */
export type ConnectionValues = {
  readonly rail: Rail;
  readonly name: string;
  readonly mode: ConnectionView['mode'];
  readonly enabled: boolean;
  readonly baseUrl: string;
  readonly priority: number | string;
  readonly expiryOwner: ConnectionView['expiryOwner'];
  readonly concurrencyMax: number | string;
  /** Empty: no limit. */
  readonly callsPerSecondMax: number | string;
  readonly deadlineMs: number | string;
  readonly config: Readonly<Record<string, SettingValue>>;
  /** Empty: what is stored stays. */
  readonly secrets: Readonly<Record<string, string>>;
};

/** The values of a connection, or those that a new one of this rail begins with. */
export function valuesOf(connection: ConnectionView | null, form: RailForm): ConnectionValues {
  const plain = form.fields.filter(({ secret }) => !secret);
  const secret = form.fields.filter((field) => field.secret);
  const stored = connection?.config ?? {};
  return {
    rail: form.rail,
    name: connection?.name ?? '', mode: connection?.mode ?? 'sandbox',
    enabled: connection?.enabled ?? true, baseUrl: connection?.baseUrl ?? '',
    priority: connection?.priority ?? 10, expiryOwner: connection?.expiryOwner ?? 'unknown',
    concurrencyMax: connection?.concurrencyMax ?? 4,
    callsPerSecondMax: connection?.callsPerSecondMax ?? '',
    deadlineMs: connection?.deadlineMs ?? 10_000,
    config: Object.fromEntries(plain.map(({ name, initial }) => [name, stored[name] ?? initial])),
    secrets: Object.fromEntries(secret.map(({ name }) => [name, ''])),
  };
}

/** What keeps the form from being saved, by field; the engine checks again. */
export function problemsOf(
  values: ConnectionValues, form: RailForm, stored: ConnectionView | null,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  if (values.name.trim() === '') problems['name'] = t('common.nameNeeded');
  if (!URL.canParse(values.baseUrl)) {
    problems['baseUrl'] = t('settings.connections.addressNeeded');
  }
  const between = (
    name: 'priority' | 'concurrencyMax' | 'callsPerSecondMax' | 'deadlineMs',
    min: number, max: number,
  ): void => {
    const value = values[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      problems[name] = t('settings.whole', { min, max });
    }
  };
  between('priority', 1, 99);
  between('concurrencyMax', 1, 256);
  if (values.callsPerSecondMax !== '') between('callsPerSecondMax', 1, 1_000);
  between('deadlineMs', 500, 120_000);
  for (const field of form.fields) {
    const typed = field.secret ? values.secrets[field.name] : values.config[field.name];
    const kept = field.secret && (stored?.secretsSet.includes(field.name) ?? false);
    if (field.required && !kept && (typed === undefined || typed === '')) {
      problems[field.name] = t('settings.needed', { field: engineText(field.label) });
    }
  }
  return problems;
}

/** The contract's shape. Call it with values that have no problems. */
export function inputOf(
  values: ConnectionValues, stored: ConnectionView | null,
): CallInput<'connections.save'> {
  return {
    id: stored?.id ?? null, version: stored?.version ?? null, rail: values.rail,
    name: values.name.trim(), mode: values.mode, enabled: values.enabled,
    baseUrl: values.baseUrl.trim(), expiryOwner: values.expiryOwner,
    priority: whole(values.priority), concurrencyMax: whole(values.concurrencyMax),
    callsPerSecondMax: values.callsPerSecondMax === '' ? null : whole(values.callsPerSecondMax),
    deadlineMs: whole(values.deadlineMs), config: { ...values.config },
    secrets: Object.fromEntries(
      Object.entries(values.secrets).map(([name, typed]) => [name, typed === '' ? null : typed]),
    ),
  };
}

function whole(value: number | string): number {
  return typeof value === 'number' ? value : Number.parseInt(value, 10);
}
