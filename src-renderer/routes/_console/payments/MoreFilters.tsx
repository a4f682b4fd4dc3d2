import { Button, Popover, Select, TextInput } from '@mantine/core';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../engine/call.ts';
import { plainText } from '../../../format/text.ts';
import { assetNames, assetOf, minorOf, type PaymentsSearch } from './payments-search.ts';
import { t } from '../../../words/t.ts';
import styles from './PaymentsFilters.module.css';

type MoreFiltersProps = {
  readonly search: PaymentsSearch;
  readonly onChange: (change: PaymentsSearch) => void;
};
type Option = { readonly value: string; readonly label: string };

const EMPTY: readonly Option[] = [];
const names = [
  'payee', 'marketplace', 'connection', 'ufrom', 'uto', 'asset', 'min', 'max',
] as const satisfies readonly (keyof PaymentsSearch)[];

/** The filters that are needed less often: amounts, payee, marketplace, connection, last change. */
export function MoreFilters({ search, onChange }: MoreFiltersProps) {
  const [places, setPlaces] = useState({ marketplaces: EMPTY, connections: EMPTY });
  const count = names.filter((name) => search[name] !== undefined).length;
  const read = async (): Promise<void> => {
    const [marketplaces, connections] = await Promise.all([
      call('marketplaces.list', {}), call('connections.list', {}),
    ]);
    setPlaces({
      marketplaces: marketplaces.items.map(optionOf),
      connections: connections.items.map(optionOf),
    });
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal
      onOpen={() => void read().catch(() => undefined)}>
      <Popover.Target>
        <Button variant="default" size="sm"
          leftSection={<SlidersHorizontal size={14} aria-hidden />}>
          {count === 0 ? t('filters.more') : t('filters.moreOn', { count })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filters.label')}>
        <div className={styles.more}>
          <AmountFilter search={search} onChange={onChange} />
          <Typed label={t('filters.payee')} value={search.payee}
            onChange={(payee) => onChange({ payee })} />
          <Select label={t('filters.marketplace')} data={[...places.marketplaces]} clearable
            comboboxProps={{ withinPortal: false }} value={search.marketplace ?? null}
            onChange={(marketplace) => onChange({ marketplace: marketplace ?? undefined })} />
          <Select label={t('filters.connection')} data={[...places.connections]} clearable
            comboboxProps={{ withinPortal: false }} value={search.connection ?? null}
            onChange={(connection) => onChange({ connection: connection ?? undefined })} />
          <div className={styles.pair}>
            <TextInput type="date" label={t('filters.updatedFrom')} value={search.ufrom ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onChange({ ufrom: value === '' ? undefined : value })} />
            <TextInput type="date" label={t('filters.updatedTo')} value={search.uto ?? ''}
              onChange={({ currentTarget: { value } }) =>
                onChange({ uto: value === '' ? undefined : value })} />
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function AmountFilter({ search, onChange }: MoreFiltersProps) {
  const asset = assetOf(search);
  const problem = (value: string | undefined): string | null =>
    value !== undefined && asset !== null && minorOf(value, asset) === null
      ? t('filters.amount.wrong', { asset: codeOf(asset) }) : null;
  return (
    <>
      <Select label={t('filters.amount.asset')} placeholder={t('filters.amount.any')} clearable
        comboboxProps={{ withinPortal: false }}
        data={assetNames.map((value) => ({ value, label: codeOf(value) }))}
        value={search.asset ?? null}
        onChange={(next) => onChange({
          asset: next ?? undefined, ...next === null ? { min: undefined, max: undefined } : {},
        })} />
      <div className={styles.pair}>
        <Typed label={t('filters.amount.least')} value={search.min} disabled={asset === null}
          error={problem(search.min)}
          onChange={(min) => onChange({ min, asset: asset ?? undefined })} />
        <Typed label={t('filters.amount.most')} value={search.max} disabled={asset === null}
          error={problem(search.max)}
          onChange={(max) => onChange({ max, asset: asset ?? undefined })} />
      </div>
    </>
  );
}

/** A text that is told when it is done: by Enter, or when it is left. */
function Typed({ label, value, onChange, disabled = false, error = null }: {
  readonly label: string; readonly value: string | undefined; readonly disabled?: boolean;
  readonly error?: string | null; readonly onChange: (value: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(value ?? '');
  const tell = (): void => {
    const next = typed.trim() === '' ? undefined : typed.trim();
    if (next !== value) onChange(next);
  };
  return (
    <TextInput label={label} value={typed} disabled={disabled} error={error} onBlur={tell}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key }) => { if (key === 'Enter') tell(); }} />
  );
}

function optionOf({ id, name }: { readonly id: string; readonly name: string }): Option {
  return { value: id, label: plainText(name) };
}

export function codeOf(asset: string): string {
  return asset.slice(0, asset.lastIndexOf('/'));
}
