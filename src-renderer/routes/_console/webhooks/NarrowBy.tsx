import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { MarketplaceView } from '../../../../src-main/contract/settings.ts';
import { plainText } from '../../../format/text.ts';
import { t } from '../../../words/t.ts';
import { byOf, narrowFields, type NarrowField } from './deliveries.ts';

type NarrowByProps = {
  readonly by: string | null;
  readonly marketplaces: readonly MarketplaceView[];
  readonly onBy: (by: string | null) => void;
};

/** Narrows the deliveries to one endpoint, event or HTTP status: each is a range of an index. */
export function NarrowBy({ by, marketplaces, onBy }: NarrowByProps) {
  const [shown = '', value = ''] = by === null ? [] : [by.split(':')[0], by.replace(/^[^:]*:/, '')];
  const endpoints = marketplaces.flatMap(({ name, webhooks }) =>
    webhooks.map(({ id, url }) => ({ value: id, label: `${plainText(name)}: ${url}` })));
  const [field, setField] = useState<NarrowField | null>(
    narrowFields.find((one) => one === shown) ?? null);
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(by);
  if (seen !== by) {
    setSeen(by);
    if (by === null) {
      setField(null);
      setTyped('');
    }
  }
  const text = `${field ?? ''}:${typed.trim()}`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (byOf(text) !== null) onBy(text);
  };
  const choose = (next: string): void => {
    const chosen = narrowFields.find((one) => one === next) ?? null;
    setField(chosen);
    setTyped(chosen === 'endpoint' ? endpoints[0]?.value ?? '' : '');
    if (chosen === null) onBy(null);
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs">
        <NativeSelect size="xs" aria-label={t('webhooks.filter.by')} value={field ?? ''}
          data={[
            { value: '', label: t('webhooks.filter.all') },
            ...narrowFields.map((one) => ({ value: one, label: t(`webhooks.filter.${one}`) })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)} />
        {field === 'endpoint' ? (
          <NativeSelect size="xs" aria-label={t('webhooks.filter.value')} value={typed}
            data={endpoints} onChange={(event) => setTyped(event.currentTarget.value)} />
        ) : null}
        {field === 'type' || field === 'response' ? (
          <TextInput size="xs" aria-label={t('webhooks.filter.value')} value={typed}
            maxLength={200} onChange={(event) => setTyped(event.currentTarget.value)} />
        ) : null}
        {field === null ? null : (
          <Button size="xs" type="submit" variant="default" disabled={byOf(text) === null}>
            {t('webhooks.filter.show')}
          </Button>
        )}
      </Group>
    </form>
  );
}
