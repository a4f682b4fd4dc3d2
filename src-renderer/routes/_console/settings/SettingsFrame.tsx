import { Link, Outlet } from '@tanstack/react-router';
import { Screen } from '../../../ui/Screen.tsx';
import { t } from '../../../words/t.ts';
import classes from './SettingsFrame.module.css';

const tabs = [
  'connections', 'marketplaces', 'keys', 'operators', 'listener', 'backups', 'account',
] as const;

export function SettingsFrame() {
  return (
    <Screen title={t('settings.title')}>
      <nav aria-label={t('settings.title')} className={classes.tabs}>
        {tabs.map((tab) => (
          <Link
            key={tab} to={`/settings/${tab}`} className={classes.tab}
            activeProps={{ 'data-active': true }}
          >
            {t(`settings.tabs.${tab}`)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Screen>
  );
}
