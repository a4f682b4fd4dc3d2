import { Tooltip, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { formatCount } from '../format/money.ts';
import { screens, type Badges } from './screens.ts';
import classes from './SideMenu.module.css';

type SideMenuProps = {
  readonly badges: Badges;
  readonly folded: boolean;
  readonly onFold: () => void;
};

export function SideMenu({ badges, folded, onFold }: SideMenuProps) {
  const Fold = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav className={classes.menu} aria-label="Screens" data-folded={folded}>
      {screens.map(({ to, label, icon: Icon, badge }) => {
        const count = badge === undefined ? 0 : badges[badge];
        return (
          <Tooltip key={to} label={label} position="right" disabled={!folded}>
            <Link to={to} className={classes.entry} data-last={to === '/settings'}
              activeProps={{ 'data-active': true }}>
              <Icon size={17} aria-hidden className={classes.icon} />
              <span className={folded ? 'pd-unseen' : classes.label}>{label}</span>
              {count === 0 ? null : (
                <span className={classes.count}>
                  {formatCount(count)}
                  <span className="pd-unseen"> waiting for a person</span>
                </span>
              )}
            </Link>
          </Tooltip>
        );
      })}
      <span className={classes.gap} />
      <UnstyledButton className={classes.fold} onClick={onFold} aria-expanded={!folded}
        aria-label={folded ? 'Unfold the menu' : 'Fold the menu'}>
        <Fold size={16} aria-hidden />
      </UnstyledButton>
    </nav>
  );
}
