import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call, RefusalError } from '../engine/call.ts';
import { transport } from '../engine/transport.ts';
import { Rich } from '../words/Rich.tsx';
import { t } from '../words/t.ts';
import classes from './Notices.module.css';

/** Says on every screen that a restored store sends nothing yet. */
export function RestoredNotice() {
  const restored = useRestored();
  if (!restored) return null;
  return (
    <p className={classes.notice} data-tone="person">
      <Rich text={t('backups.restored.notice')} parts={{
        link: (words) => <Link to="/settings/backups">{words}</Link>,
      }} />
    </p>
  );
}

/** Read when the window opens, and again when settings change: it is one of them. */
function useRestored(): boolean {
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    let gone = false;
    const read = (): void => {
      call('backups.restored', {}).then(
        (answer) => { if (!gone) setRestored(answer.restored !== null); },
        (error: unknown) => {
          // What cannot be asked now is asked again with the next change.
          if (!(error instanceof RefusalError)) throw error;
        },
      );
    };
    read();
    const stop = transport().on('changed', ({ nouns }) => {
      if (nouns.includes('settings')) read();
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return restored;
}
