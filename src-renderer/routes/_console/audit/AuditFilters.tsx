import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { t } from '../../../words/t.ts';
import { auditSearch, type AuditSearch } from './audit-pages.ts';

type AuditFiltersProps = {
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
};

const fields = [
  { name: 'actor', type: 'text', width: 152, lengthMax: 100 },
  { name: 'act', type: 'text', width: 160, lengthMax: 80 },
  { name: 'subject', type: 'text', width: 200, lengthMax: 128 },
  { name: 'from', type: 'date', width: 132, lengthMax: 10 },
  { name: 'to', type: 'date', width: 132, lengthMax: 10 },
] as const satisfies readonly {
  readonly name: keyof AuditSearch; readonly type: string; readonly width: number;
  readonly lengthMax: number;
}[];

/** Whose acts, which, about what and when; nothing is searched for before it is asked for. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(fields.map(({ name }) => [name, search[name] ?? ''])));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(auditSearch.parse(Object.fromEntries(
      Object.entries(typed).map(([name, text]) => [name, text.trim()])
        .filter(([, text]) => text !== ''))));
  };
  return (
    <form onSubmit={submit} role="search" aria-label={t('audit.filter.label')}>
      <Group gap="xs" align="flex-end">
        {fields.map(({ name, type, width, lengthMax }) => (
          <TextInput key={name} size="xs" type={type} w={width} maxLength={lengthMax}
            label={t(`audit.filter.${name}`)} placeholder={t(`audit.filter.hint.${name}`)}
            spellCheck={false} value={typed[name] ?? ''}
            onChange={({ currentTarget: { value } }) => {
              setTyped((before) => ({ ...before, [name]: value }));
            }} />
        ))}
        <Button size="xs" type="submit" variant="default">{t('audit.filter.search')}</Button>
        {Object.values(search).every((value) => value === undefined) ? null : (
          <Button size="xs" variant="subtle" color="gray" onClick={() => onSearch({})}>
            {t('common.showAll')}
          </Button>
        )}
      </Group>
    </form>
  );
}
