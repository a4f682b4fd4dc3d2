import { inboundOf } from './inbound.ts';
import { createLooking, handAgain, handAgainLost } from './looking.ts';
import { PACE, type Moving } from './moving.ts';
import { isFinal, type Transaction } from './state.ts';

/** The steps of a transaction's life, each asked for when its time has come. */
export function createMoves(moving: Moving) {
  const { world, state, chain, hooks, put, fail, later } = moving;
  const { look, broadcast } = createLooking(moving);
  /** Transactions that a reorganisation took out, until they may be mined again. */
  const keptOut = new Set<string>();
  return {
    look, broadcast,
    queue: (row: Transaction): void => {
      if (row.state !== 'INITIATED') return;
      if (row.fate?.word === 'denied') return put(row, { state: 'DENIED' });
      put(row, { state: 'QUEUED' });
      later(row.id, 'send', PACE.sentAfterMs);
    },
    complete: (row: Transaction): void => {
      const { mined, fate } = row;
      if (isFinal(row.state)) return;
      if (mined?.kind === 'cancel') return put(row, { state: 'CANCELLED' });
      if (mined?.isSuccess === false) return fail(row, 'FAILED_ON_CHAIN', 'execution reverted');
      if (fate?.word === 'failed-but-mined') return fail(row, 'INTERNAL_ERROR', '');
      const inbound = inboundOf(state, row, world.nowMs());
      put(row, { state: 'COMPLETE' }, inbound === null ? {} : { transactions: [inbound] });
      if (inbound !== null) hooks.tell(inbound);
    },
    /** Hands over what was kept back. */
    release: (row: Transaction): void => {
      if (row.fate === null || row.tries.every(({ isSent }) => isSent)) return;
      const tries = row.tries.map((one) => ({ ...one, isSent: true }));
      put(row, { tries, ...(isFinal(row.state) ? {} : { state: 'SENT', fate: null }) });
      broadcast(row.id);
    },
    reorg: (row: Transaction): void => {
      const mined = row.tries.find(({ hash }) => hash === row.mined?.hash);
      const forMs = row.fate?.forMs ?? 0;
      if (mined === undefined) return;
      chain.reorg(mined, forMs, () => {
        keptOut.add(row.id);
        later(row.id, 'back', forMs);
        // The blocks behind it went as well; all but what is kept out is mined anew at once.
        handAgainLost(moving, keptOut);
      });
    },
    back: (row: Transaction): void => {
      keptOut.delete(row.id);
      handAgain(moving, row);
    },
  };
}
