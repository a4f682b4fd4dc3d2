import { useEffect, useRef } from 'react';
import { KeyCaps } from '../../keys/KeyCaps.tsx';
import { t } from '../../words/t.ts';
import type { PaletteItem } from './items.ts';
import classes from './CommandPalette.module.css';

type PaletteListProps = {
  readonly id: string;
  readonly items: readonly PaletteItem[];
  readonly chosen: PaletteItem | null;
  readonly optionId: (item: PaletteItem) => string;
  readonly onChoose: (item: PaletteItem) => void;
};

/** The lines in their groups; the focus stays in the field, which names the chosen line. */
export function PaletteList({ id, items, chosen, optionId, onChoose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.id]);
  const groups = [...Map.groupBy(items, ({ group }) => group)];
  return (
    <div ref={list} id={id} role="listbox" className={classes.list} tabIndex={-1}
      aria-label={t('palette.label')}>
      {groups.map(([group, lines]) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} className={classes.group}>{t(`palette.group.${group}`)}</div>
          {lines.map((item) => (
            <Line key={item.id} item={item} id={optionId(item)} isChosen={item.id === chosen?.id}
              onChoose={onChoose} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Line({ item, id, isChosen, onChoose }: {
  readonly item: PaletteItem; readonly id: string; readonly isChosen: boolean;
  readonly onChoose: (item: PaletteItem) => void;
}) {
  const { icon: Icon, label, description, keys, reason = null } = item;
  const under = reason === null ? description : t('palette.notNow', { reason });
  return (
    // The field keeps the focus and hears the keys; a pointer may choose as well.
    <div id={id} role="option" className={classes.line} aria-selected={isChosen}
      {...(reason === null ? {} : { 'aria-disabled': true })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => { if (reason === null) onChoose(item); }}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <span className={classes.label}>{label}</span>
        {under === undefined ? null : <span className={classes.under}>{under}</span>}
      </span>
      {keys === undefined ? null : <span className={classes.caps}><KeyCaps keys={keys} /></span>}
    </div>
  );
}
