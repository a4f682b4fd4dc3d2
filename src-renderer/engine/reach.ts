import { mayDo, roleFor, type Right } from '../../src-main/contract/domain.ts';
import { useConnection, type ConnectionState } from '../stores/connection.ts';
import { t } from '../words/t.ts';
import { useSession } from './session.ts';

const lost: ReadonlySet<ConnectionState> = new Set(['reconnecting', 'offline']);

/** Whether the window cannot be sure of what it shows, since nobody tells it of changes. */
export function isLost(state: ConnectionState): boolean {
  return lost.has(state);
}

/**
 * Why nothing can be done from this window now: the engine does not answer, or has stopped, or the
 * operator's role has not the right; null while it can. What was on screen while nobody answers is
 * from before, and no verb is decided on it.
 */
export function useReach(right: Right): string | null {
  const away = useConnection(({ state }) => isLost(state));
  const halted = useSession((session) => (session?.halted ?? null) !== null);
  const role = useSession((session) => session?.operator?.role ?? null);
  if (away) return t('frame.notice.verbsAway');
  if (halted) return t('frame.notice.verbsHalted');
  return role === null || mayDo(role, right) ? null : t('frame.notice.verbsNotYours', {
    role: t(`status.role.${role}`), needs: t(`status.role.${roleFor(right)}`),
  });
}
