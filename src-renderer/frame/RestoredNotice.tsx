import { Link } from '@tanstack/react-router';
import { call } from '../engine/call.ts';
import { useStanding } from '../engine/use-standing.ts';
import { Rich } from '../words/Rich.tsx';
import { t } from '../words/t.ts';
import classes from './Notices.module.css';

async function isRestored(): Promise<boolean> {
  return (await call('backups.restored', {})).restored !== null;
}

/** Says on every screen that a restored store sends nothing yet. */
export function RestoredNotice() {
  const restored = useStanding(isRestored, false);
  if (!restored) return null;
  return (
    <p className={classes.notice} data-tone="person">
      <Rich text={t('backups.restored.notice')} parts={{
        link: (words) => <Link to="/settings/backups">{words}</Link>,
      }} />
    </p>
  );
}
