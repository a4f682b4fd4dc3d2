import { Button, Group } from '@mantine/core';
import type { MoneyWire } from '../../../../src-main/contract/values.ts';
import { formatCount } from '../../../format/money.ts';
import { Money } from '../../../ui/Money.tsx';
import type { BatchAct } from './use-batch.ts';

type SelectionBarProps = {
  readonly count: number;
  /** What is still held of the selected payments, per asset. */
  readonly totals: readonly MoneyWire[];
  /** All that match the filter, shown or not. */
  readonly everything: boolean;
  readonly canSelectAll: boolean;
  readonly busy: BatchAct | null;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onAct: (act: BatchAct) => void;
};

/** How many are selected and what they hold together, with what can be done to all of them. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, totals, everything, canSelectAll, busy, onSelectAll, onClear, onAct } = props;
  return (
    <>
      <strong role="status">
        {everything ? 'All that match the filter' : `${formatCount(count)} selected`}
      </strong>
      {!everything && totals.map((total) => (
        <span key={total.asset}>held <Money value={total} strong /></span>
      ))}
      {everything && <span>counted and summed before you confirm</span>}
      {canSelectAll && !everything && (
        <Button size="compact-sm" variant="subtle" onClick={onSelectAll}>
          Select all that match the filter
        </Button>
      )}
      <Group gap="xs" ml="auto">
        <Button size="compact-md" loading={busy === 'release'} disabled={busy !== null}
          onClick={() => onAct('release')}>Release…</Button>
        <Button size="compact-md" variant="default" loading={busy === 'refund'}
          disabled={busy !== null} onClick={() => onAct('refund')}>Refund…</Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onClear}>Clear</Button>
      </Group>
    </>
  );
}
