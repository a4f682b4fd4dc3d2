import type { ConnectionHealth } from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { inEnglish, tell as sentence } from '../views/told.ts';
import { noticeWrite } from './notices.ts';

export type ProviderNotices = { readonly start: () => void; readonly stop: () => void };

/**
 * Tells for information when a provider goes down and when it answers again. A provider that was
 * down is told of once until it is well, however often its circuit opens meanwhile.
 */
export function createProviderNotices(deps: OperationDeps): ProviderNotices {
  const { providers, log } = deps;
  const down = new Set<string>();
  let stop: (() => void) | null = null;
  const look = async (): Promise<void> => {
    const changed = (await providers.health()).filter((health) => turned(down, health));
    await Promise.all(changed.map((health) => tell(deps, health)));
  };
  return {
    start: () => {
      stop ??= providers.onHealthChanged(() => {
        look().catch((error: unknown) => { log.error('a provider was not told of', { error }); });
      });
    },
    stop: () => {
      stop?.();
      stop = null;
    },
  };
}

/** Whether this health is news, which is remembered at once, so that it is told once. */
function turned(down: Set<string>, { connectionId, state }: ConnectionHealth): boolean {
  if (state === 'down') return !down.has(connectionId) && down.add(connectionId).size > 0;
  return state === 'ok' && down.delete(connectionId);
}

async function tell(
  { store, ids, clock, directory }: OperationDeps,
  { connectionId, state, text }: ConnectionHealth,
): Promise<void> {
  const connection = await directory.connection(connectionId);
  const name = connection?.name ?? connectionId;
  const isDown = state === 'down';
  await store.commit({
    writes: [noticeWrite(ids, {
      kind: isDown ? 'provider-down' : 'provider-up', subject: 'connection',
      subjectId: connectionId, at: clock.nowMs(),
      text: inEnglish(isDown ? sentence('notice.providerDown', { name, why: { says: text } })
        : sentence('notice.providerUp', { name })),
    })],
    audit: null,
  });
}
