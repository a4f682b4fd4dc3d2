import { X } from 'lucide-react';
import { plainText } from '../../../format/text.ts';
import { codeOf } from './MoreFilters.tsx';
import type { PaymentsSearch } from './payments-search.ts';
import { t } from '../../../words/t.ts';
import chips from '../../../ui/FilterChips.module.css';
import styles from './PaymentsFilters.module.css';

type FilterMarksProps = {
  readonly search: PaymentsSearch;
  readonly onChange: (change: PaymentsSearch) => void;
};

/** The filters that no chip of the bar shows; pressing one takes it away. */
export function FilterMarks({ search, onChange }: FilterMarksProps) {
  const marks = marksOf(search);
  if (marks.length === 0) return null;
  return (
    <div className={styles.line}>
      {marks.map(({ text, away }) => (
        <button key={text} type="button" className={chips.chip} aria-pressed
          aria-label={t('filters.chip.remove', { what: text })} onClick={() => onChange(away)}>
          {text}<X size={12} aria-hidden />
        </button>
      ))}
    </div>
  );
}

function marksOf(search: PaymentsSearch): readonly {
  readonly text: string; readonly away: PaymentsSearch;
}[] {
  const { payee, marketplace, connection, ufrom, uto } = search;
  return [
    ...amountMark(search),
    ...payee === undefined ? [] : [{
      text: t('filters.chip.payee', { payee: plainText(payee) }), away: { payee: undefined },
    }],
    ...marketplace === undefined ? [] : [{
      text: t('filters.chip.marketplace', { name: marketplace }), away: { marketplace: undefined },
    }],
    ...connection === undefined ? [] : [{
      text: t('filters.chip.connection', { name: connection }), away: { connection: undefined },
    }],
    ...ufrom === undefined ? []
      : [{ text: t('filters.chip.updatedFrom', { day: ufrom }), away: { ufrom: undefined } }],
    ...uto === undefined ? []
      : [{ text: t('filters.chip.updatedTo', { day: uto }), away: { uto: undefined } }],
  ];
}

function amountMark({ asset, min, max }: PaymentsSearch) {
  if (asset === undefined) return [];
  const code = codeOf(asset);
  const away = { asset: undefined, min: undefined, max: undefined };
  if (min !== undefined && max !== undefined) {
    return [{ text: t('filters.chip.amountBoth', { least: min, most: max, asset: code }), away }];
  }
  if (min !== undefined) {
    return [{ text: t('filters.chip.amountLeast', { least: min, asset: code }), away }];
  }
  return [{
    text: max === undefined ? t('filters.chip.asset', { asset: code })
      : t('filters.chip.amountMost', { most: max, asset: code }),
    away,
  }];
}
