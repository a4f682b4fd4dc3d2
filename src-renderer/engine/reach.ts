import { useConnection, type ConnectionState } from '../stores/connection.ts';
import { t } from '../words/t.ts';
import { useSession } from './session.ts';

const lost: ReadonlySet<ConnectionState> = new Set(['reconnecting', 'offline']);

/** Whether the window cannot be sure of what it shows, since nobody tells it of changes. */
export function isLost(state: ConnectionState): boolean {
  return lost.has(state);
}

/**
 * Why nothing can be done from this window now: the engine does not answer, or has stopped; null
 * while it can. What was on screen then is from before, and no verb is decided on it.
 */
export function useReach(): string | null {
  const away = useConnection(({ state }) => isLost(state));
  const halted = useSession((session) => (session?.halted ?? null) !== null);
  if (away) return t('frame.notice.verbsAway');
  return halted ? t('frame.notice.verbsHalted') : null;
}
