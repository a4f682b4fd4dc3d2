import { everythingKey, type InboxRead } from '../domain/notice.ts';
import { invariant } from '../domain/result.ts';
import type { InboxDeskCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';

/**
 * What an operator has read. No money depends on it, so it is bookkeeping without an audit entry;
 * marking twice changes nothing.
 */
export function createInboxDesk({ store, clock }: EngineContext): InboxDeskCommands {
  const keep = async (rows: readonly InboxRead[]): Promise<void> => {
    const answer = await store.commit({
      writes: rows.map((row) => ({ write: 'inbox-read', row })), audit: null,
    });
    invariant(answer.ok, 'What was read could not be kept.');
  };
  return {
    mark: (operator, { keys, read }) => keep(keys.map((itemKey) => ({
      operatorId: operator.id, itemKey, readAt: read ? clock.nowMs() : 0,
    }))),
    markAll: (operator, audience) => keep([{
      operatorId: operator.id, itemKey: everythingKey(audience), readAt: clock.nowMs(),
    }]),
  };
}
