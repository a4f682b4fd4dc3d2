import { useSession } from '../engine/session.ts';
import { useConnection } from '../stores/connection.ts';
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
          The engine has stopped and sends nothing: {halted} Restart Paydesk to recover.
        </p>
      )}
      {state === 'reconnecting' ? (
        <p className={classes.notice} data-tone="person">
          Live updates stopped; connecting again. What you see may be out of date.
        </p>
      ) : null}
      {state === 'offline' ? (
        <p className={classes.notice} data-tone="fail">
          Paydesk does not answer. What you see is from before; nothing can be done from here until
          it runs again. This window keeps trying.
        </p>
      ) : null}
    </div>
  );
}
