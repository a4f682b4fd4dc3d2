import { Tooltip, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { formatCount } from '../format/money.ts';
import { useScreens, type Badges } from './screens.ts';
import { t } from '../words/t.ts';
import classes from './SideMenu.module.css';

type SideMenuProps = {
  readonly badges: Badges;
  readonly folded: boolean;
  /** Absent where the window is too narrow for another way. */
  readonly onFold?: () => void;
};

export function SideMenu({ badges, folded, onFold }: SideMenuProps) {
  const Fold = folded ? PanelLeftOpen : PanelLeftClose;
  const screens = useScreens();
  const belowLine = screens.find(({ apart }) => apart === true)?.to;
  return (
    <nav className={classes.menu} aria-label={t('frame.menu.label')} data-folded={folded}>
      {screens.map(({ to, name, icon: Icon, badge }) => {
        const label = t(`frame.screens.${name}`);
        const count = badge === undefined ? 0 : badges[badge];
        return (
          <Tooltip key={to} label={label} position="right" disabled={!folded}
            events={{ hover: true, focus: true, touch: false }}>
            <Link to={to} className={classes.entry} data-last={to === belowLine}
              activeProps={{ 'data-active': true }}>
              <Icon size={17} aria-hidden className={classes.icon} />
              <span className={folded ? 'pd-unseen' : classes.label}>{label}</span>
              {count === 0 ? null : (
                <span className={classes.count}>
                  {formatCount(count)}
                  <span className="pd-unseen">{t('frame.menu.waiting')}</span>
                </span>
              )}
            </Link>
          </Tooltip>
        );
      })}
      <span className={classes.gap} />
      {onFold === undefined ? null : (
        <UnstyledButton className={classes.fold} onClick={onFold} aria-expanded={!folded}
          aria-label={t(folded ? 'frame.menu.unfold' : 'frame.menu.fold')}>
          <Fold size={16} aria-hidden />
        </UnstyledButton>
      )}
    </nav>
  );
}
