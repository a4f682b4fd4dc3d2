import { Button, Group } from '@mantine/core';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { formatCount } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import type { BatchAct } from './use-batch.ts';
import { t } from '../../../words/t.ts';
import { Rich } from '../../../words/Rich.tsx';

type SelectionBarProps = {
  readonly count: number;
  /** What is still held of the selected payments, per asset. */
  readonly totals: readonly MoneyWire[];
  /** All that match the filter, shown or not. */
  readonly everything: boolean;
  /** How many match the filter; null while it is counted. */
  readonly matching: { readonly count: number; readonly more: boolean } | null;
  readonly canSelectAll: boolean;
  readonly busy: BatchAct | null;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onAct: (act: BatchAct) => void;
};

/** How many are selected and what they hold together, with what can be done to all of them. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, totals, everything, matching, canSelectAll, busy } = props;
  const { onSelectAll, onClear, onAct } = props;
  return (
    <>
      <strong role="status">
        {everything ? allText(matching) : t('payments.selection.some', { count })}
      </strong>
      {!everything && totals.map((total) => (
        <span key={total.asset}>
          <Rich text={t('payments.selection.held')}
            parts={{ amount: () => <Money value={total} strong /> }} />
        </span>
      ))}
      {everything && <span>{t('payments.selection.counted')}</span>}
      {canSelectAll && !everything && (
        <Button size="compact-sm" variant="subtle" onClick={onSelectAll}>
          {matching === null ? t('payments.selection.all')
            : matching.more
              ? t('filters.allMatchingMore', { number: formatCount(matching.count) })
              : t('filters.allMatching', { count: matching.count })}
        </Button>
      )}
      <Group gap="xs" ml="auto">
        <Button size="compact-md" loading={busy === 'release'} disabled={busy !== null}
          onClick={() => onAct('release')}>{t('payments.selection.release')}</Button>
        <Button size="compact-md" variant="default" loading={busy === 'refund'}
          disabled={busy !== null}
          onClick={() => onAct('refund')}>{t('payments.selection.refund')}</Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onClear}>
          {t('payments.selection.clear')}
        </Button>
      </Group>
    </>
  );
}

function allText(matching: SelectionBarProps['matching']): string {
  return matching === null || matching.more ? t('payments.selection.everything')
    : t('filters.everything', { count: matching.count });
}
