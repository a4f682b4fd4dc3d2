import { Button, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { paymentFaces } from '../../../ui/StatusBadge.tsx';
import { railNames, isFiltered, statusNames, type PaymentsSearch } from './payments-search.ts';
import { railWords } from './rail-words.ts';
import styles from './PaymentsFilters.module.css';

const statuses = statusNames.map((value) => ({ value, label: paymentFaces[value].word }));
const rails = railNames.map((value) => ({ value, label: railWords[value] }));
const needs = [{ value: 'person', label: 'Needs a person' }] as const;

type PaymentsFiltersProps = {
  readonly search: PaymentsSearch;
  /** Puts the filters into the address; a value of undefined takes one away. */
  readonly onSearch: (search: PaymentsSearch) => void;
};

/** The filters of the list; all of them stand in the address. `/` goes to the search. */
export function PaymentsFilters({ search, onSearch }: PaymentsFiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search.q ?? '');
  const [told, setTold] = useState(search.q);
  if (told !== search.q) {
    // The address changed by other means (back, a link): the box follows unless it is ahead of it.
    setTold(search.q);
    if (typed.trim() !== (search.q ?? '')) setTyped(search.q ?? '');
  }
  const tell = useDebouncedCallback((text: string) => {
    onSearch({ ...search, q: text.trim() === '' ? undefined : text.trim() });
  }, 180);
  useHotkeys([['/', () => input.current?.focus()]]);

  return (
    <div className={styles.filters} role="search" aria-label="Payments">
      <div className={styles.line}>
        <TextInput
          ref={input} className={styles.search ?? ''} size="sm" type="search"
          aria-label="Search payments" placeholder="Id, address, hash, payee or job"
          leftSection={<Search size={14} aria-hidden />} rightSection={<Kbd size="xs">/</Kbd>}
          maxLength={200} value={typed} spellCheck={false}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            tell(currentTarget.value);
          }}
        />
        <div className={styles.days}>
          <Day label="Created from" value={search.from}
            onChange={(from) => onSearch({ ...search, from })} />
          to
          <Day label="Created to" value={search.to}
            onChange={(to) => onSearch({ ...search, to })} />
        </div>
        <FilterChips label="Rail" options={rails} value={search.rail ?? null}
          onChange={(rail) => onSearch({ ...search, rail: rail ?? undefined })} />
        <FilterChips label="Attention" options={needs}
          value={search.attention === true ? 'person' : null}
          onChange={(need) => onSearch({ ...search, attention: need === null ? undefined : true })}
        />
      </div>
      <div className={styles.line}>
        <FilterChips label="Status" options={statuses} value={search.status ?? null}
          onChange={(status) => onSearch({ ...search, status: status ?? undefined })} />
        {isFiltered(search) && (
          <Button
            size="compact-xs" variant="subtle" onClick={() => { setTyped(''); onSearch({}); }}
          >
            Clear filters
          </Button>
        )}
      </div>
    </div>
  );
}

function Day({ label, value, onChange }: {
  readonly label: string; readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date" size="sm" aria-label={`${label}, UTC`} value={value ?? ''} w={136}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value === '' ? undefined : currentTarget.value);
      }}
    />
  );
}
