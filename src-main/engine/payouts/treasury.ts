import type { Connection } from '../domain/records.ts';
import type { TreasuryView } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { askingCall } from '../operations/provider-call.ts';

/** How old a balance may be that a screen shows; every look would be a call otherwise. */
const FRESH_MS = 5_000;
const QUESTION_DEADLINE_MS = 8_000;

/**
 * What lies in the treasuries, as their providers say. An answer is kept for a few seconds; one
 * that was asked for before is never told again once something was paid from it.
 */
export function createTreasury(deps: EngineContext): () => Promise<readonly TreasuryView[]> {
  const known = new Map<string, TreasuryView>();
  const asking = new Map<string, Promise<TreasuryView>>();
  deps.store.onCommitted(({ nouns }) => {
    if (!nouns.includes('postings')) return;
    known.clear();
    // An answer that is still under way was asked for before this payment; it is not kept.
    asking.clear();
  });

  const view = async (connection: Connection): Promise<TreasuryView> => {
    const kept = known.get(connection.id);
    if (kept !== undefined && deps.clock.nowMs() - kept.asOfMs < FRESH_MS) return kept;
    const running = asking.get(connection.id) ?? look(deps, connection);
    asking.set(connection.id, running);
    try {
      const fresh = await running;
      if (asking.get(connection.id) === running) known.set(connection.id, fresh);
      return fresh;
    } finally {
      if (asking.get(connection.id) === running) asking.delete(connection.id);
    }
  };
  return async () => Promise.all((await deps.directory.connectionsOf('usdc')).map(view));
}

async function look(deps: EngineContext, connection: Connection): Promise<TreasuryView> {
  const { clock, rails } = deps;
  const base = {
    connectionId: connection.id, name: connection.name, mode: connection.mode, others: [],
  };
  const call = askingCall(deps, connection, { patienceMs: QUESTION_DEADLINE_MS });
  const found = await rails[connection.rail].balance(call, '');
  const asOfMs = clock.nowMs();
  switch (found.kind) {
    case 'balance': return {
      ...base, balance: found.amount, others: found.others ?? [], problem: null, asOfMs,
    };
    case 'cannot-tell': return {
      ...base, balance: null, problem: 'The provider cannot say.', asOfMs,
    };
    case 'unavailable': return { ...base, balance: null, problem: found.message, asOfMs };
  }
}
