import { Link, Outlet } from '@tanstack/react-router';
import { Screen } from '../../../ui/Screen.tsx';
import classes from './SettingsFrame.module.css';

const tabs = [
  { to: '/settings/connections', label: 'Connections' },
  { to: '/settings/marketplaces', label: 'Marketplaces' },
  { to: '/settings/keys', label: 'API keys' },
  { to: '/settings/operators', label: 'Operators' },
  { to: '/settings/listener', label: 'Listener and environment' },
] as const;

export function SettingsFrame() {
  return (
    <Screen title="Settings">
      <nav aria-label="Settings" className={classes.tabs}>
        {tabs.map(({ to, label }) => (
          <Link key={to} to={to} className={classes.tab} activeProps={{ 'data-active': true }}>
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Screen>
  );
}
