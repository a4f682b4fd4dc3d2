import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { t } from '../words/t.ts';
import classes from './lists.module.css';

type ColumnChooserProps = {
  /** Every column that the list has, with its header. */
  readonly columns: readonly { readonly id: string; readonly header: string }[];
  readonly chosen: readonly string[];
  /** Null: as delivered. */
  readonly onChoose: (chosen: readonly string[] | null) => void;
};

/** Which columns, and in what order; at least one stays. */
export function ColumnChooser({ columns, chosen, onChoose }: ColumnChooserProps) {
  const header = (id: string): string => columns.find((column) => column.id === id)?.header ?? id;
  const hidden = columns.map(({ id }) => id).filter((id) => !chosen.includes(id));
  const move = (id: string, by: -1 | 1): void => {
    const others = chosen.filter((one) => one !== id);
    onChoose(others.toSpliced(chosen.indexOf(id) + by, 0, id));
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={14} aria-hidden />}>
          {t('lists.columns.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('lists.columns.label')}>
        <div className={classes.columns}>
          {chosen.map((id, place) => (
            <div key={id} className={classes.column}>
              <Checkbox size="xs" label={header(id)} checked disabled={chosen.length === 1}
                aria-label={t('lists.columns.shown', { column: header(id) })}
                onChange={() => onChoose(chosen.filter((one) => one !== id))} />
              <ActionIcon size={22} variant="subtle" color="gray" disabled={place === 0}
                aria-label={t('lists.columns.earlier', { column: header(id) })}
                onClick={() => move(id, -1)}><ArrowUp size={14} aria-hidden /></ActionIcon>
              <ActionIcon size={22} variant="subtle" color="gray"
                disabled={place === chosen.length - 1}
                aria-label={t('lists.columns.later', { column: header(id) })}
                onClick={() => move(id, 1)}><ArrowDown size={14} aria-hidden /></ActionIcon>
            </div>
          ))}
          {hidden.map((id) => (
            <Checkbox key={id} size="xs" label={header(id)} checked={false}
              aria-label={t('lists.columns.shown', { column: header(id) })}
              onChange={() => onChoose([...chosen, id])} />
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => onChoose(null)}>
            {t('lists.columns.reset')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
