import { useSession } from '../engine/session.ts';
import { useConnection } from '../stores/connection.ts';
import { t } from '../words/t.ts';
import { RestoredNotice } from './RestoredNotice.tsx';
import classes from './Notices.module.css';

/**
 * What the operator has to know wherever they are: the engine stopped, or updates do not arrive.
 */
export function Notices() {
  const halted = useSession((session) => session?.halted ?? null);
  const state = useConnection((connection) => connection.state);
  return (
    <div role="status">
      {halted === null ? null : (
        <p className={classes.notice} data-tone="fail">
          {t('frame.notice.halted', { reason: halted })}
        </p>
      )}
      <RestoredNotice />
      {state === 'reconnecting' ? (
        <p className={classes.notice} data-tone="person">
          {t('frame.notice.reconnecting')}
        </p>
      ) : null}
      {state === 'offline' ? (
        <p className={classes.notice} data-tone="fail">
          {t('frame.notice.offline')}
        </p>
      ) : null}
    </div>
  );
}
