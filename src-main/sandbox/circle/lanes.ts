/**
 * One line for each wallet: a transaction gets its nonce only when the one before it is written
 * down with its own, so that no nonce is ever left out. Nothing waits for the chain to mine.
 */
export function createLanes(take: (id: string, done: () => void) => void) {
  const lanes = new Map<string, { readonly ids: string[]; isBusy: boolean }>();
  return {
    add: (walletId: string, id: string): void => {
      const lane = lanes.get(walletId) ?? { ids: [], isBusy: false };
      lanes.set(walletId, lane);
      lane.ids.push(id);
      pump(lane, take);
    },
  };
}

function pump(
  lane: { readonly ids: string[]; isBusy: boolean },
  take: (id: string, done: () => void) => void,
): void {
  while (!lane.isBusy) {
    const id = lane.ids.shift();
    if (id === undefined) return;
    lane.isBusy = true;
    // Where the chain answers at once, the loop goes on; else its answer starts it again.
    let isAtOnce = true;
    take(id, () => {
      lane.isBusy = false;
      if (!isAtOnce) pump(lane, take);
    });
    isAtOnce = false;
  }
}
