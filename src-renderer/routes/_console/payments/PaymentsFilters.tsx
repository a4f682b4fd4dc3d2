import { Button, Kbd, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { paymentSorts } from '../../../../src-main/contract/domain.ts';
import { FilterChips } from '../../../ui/FilterChips.tsx';
import { MultiChips } from '../../../ui/MultiChips.tsx';
import { paymentFaces } from '../../../ui/StatusBadge.tsx';
import { FilterMarks } from './FilterMarks.tsx';
import { MoreFilters } from './MoreFilters.tsx';
import {
  isFiltered, joined, railNames, spanNames, statusNames, valuesOf, withFilter,
  type PaymentsSearch,
} from './payments-search.ts';
import { railWords } from './rail-words.ts';
import { t } from '../../../words/t.ts';
import { useFieldKey } from '../../../ui/use-verb-key.ts';
import styles from './PaymentsFilters.module.css';

const statuses = () => statusNames.map((value) => ({ value, label: paymentFaces[value].word }));
const rails = () => railNames.map((value) => ({ value, label: railWords[value] }));
const needs = () => [{ value: 'person', label: t('payments.filter.person') }] as const;
const withins = () => spanNames.map((value) => ({ value, label: t(`filters.within.${value}`) }));
const sorts = () => paymentSorts.map((value) => ({ value, label: t(`filters.sort.${value}`) }));

type PaymentsFiltersProps = {
  readonly search: PaymentsSearch;
  /** Puts the filters into the address; a value of undefined takes one away. */
  readonly onSearch: (search: PaymentsSearch) => void;
};

/** The filters of the list; all of them stand in the address. `/` goes to the search. */
export function PaymentsFilters({ search, onSearch }: PaymentsFiltersProps) {
  const change = (next: PaymentsSearch): void => onSearch(withFilter(search, next));
  return (
    <div className={styles.filters} role="search" aria-label={t('payments.title')}>
      <div className={styles.line}>
        <SearchBox search={search} onSearch={change} />
        <div className={styles.days}>
          <Day label={t('payments.filter.from')} value={search.from}
            onChange={(from) => change({ from })} />
          {t('payments.filter.between')}
          <Day label={t('payments.filter.to')} value={search.to}
            onChange={(to) => change({ to })} />
        </div>
        <Select size="sm" w={200} aria-label={t('filters.sort.label')} data={sorts()}
          value={search.sort ?? 'created'} allowDeselect={false}
          onChange={(sort) => change({
            sort: paymentSorts.find((known) => known === sort && known !== 'created'),
          })} />
        <MoreFilters search={search} onChange={change} />
        {isFiltered(search) && (
          <Button size="compact-xs" variant="subtle"
            onClick={() => onSearch({ cols: search.cols })}>
            {t('payments.filter.clear')}
          </Button>
        )}
      </div>
      <div className={styles.line}>
        <MultiChips label={t('payments.filter.status')} options={statuses()}
          values={valuesOf(search.status, statusNames)}
          onChange={(values) => change({ status: joined(values) })} />
        <MultiChips label={t('payments.filter.rail')} options={rails()}
          values={valuesOf(search.rail, railNames)}
          onChange={(values) => change({ rail: joined(values) })} />
        <FilterChips label={t('payments.filter.attention')} options={needs()}
          value={search.attention === true ? 'person' : null}
          onChange={(need) => change({ attention: need === null ? undefined : true })} />
        <FilterChips label={t('filters.within.label')} options={withins()}
          value={search.within ?? null}
          onChange={(within) => change({ within: within ?? undefined })} />
      </div>
      <FilterMarks search={search} onChange={change} />
    </div>
  );
}

function SearchBox({ search, onSearch }: PaymentsFiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search.q ?? '');
  const [told, setTold] = useState(search.q);
  if (told !== search.q) {
    // The address changed by other means (back, a link): the box follows unless it is ahead of it.
    setTold(search.q);
    if (typed.trim() !== (search.q ?? '')) setTyped(search.q ?? '');
  }
  const tell = useDebouncedCallback((text: string) => {
    onSearch({ q: text.trim() === '' ? undefined : text.trim() });
  }, 180);
  useFieldKey('/', t('payments.filter.search'), () => input.current?.focus());
  return (
    <TextInput
      ref={input} className={styles.search ?? ''} size="sm" type="search"
      aria-label={t('payments.filter.search')} placeholder={t('payments.filter.prompt')}
      leftSection={<Search size={14} aria-hidden />} rightSection={<Kbd size="xs">/</Kbd>}
      maxLength={200} value={typed} spellCheck={false}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value);
      }}
    />
  );
}

export function Day({ label, value, onChange }: {
  readonly label: string; readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date" size="sm" aria-label={label} value={value ?? ''} w={136}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value === '' ? undefined : currentTarget.value);
      }}
    />
  );
}
