import { StoreHaltedError, type ChangeSet, type Store } from '../engine/ports.ts';

/** Nouns whose change moves money, or what decides about money. */
const MONEY: ReadonlySet<string> = new Set([
  'payments', 'operations', 'escrows', 'jobs', 'batches', 'purchases', 'limits', 'consents',
]);

/**
 * A store that lets nothing about money be written before the file has been found whole: such a
 * change waits for the check, and is refused for good when the file is damaged. `check` answers
 * what is wrong, or null; `isClosing` says that an end of the check means nothing any more. Signing
 * in and reading go on meanwhile.
 */
export function createGatedStore<S extends Store>(
  store: S,
  check: () => Promise<string | null>,
  isClosing: () => boolean = () => false,
): S & { readonly checked: Promise<string | null> } {
  const listeners = new Set<(reason: string) => void>();
  const checked = check().catch(() =>
    'The database file could not be checked. Nothing was sent or changed; restart Paydesk.');
  checked.then((problem) => {
    if (problem === null || isClosing()) return;
    for (const listener of listeners) listener(problem);
  }, () => undefined);
  return {
    ...store,
    checked,
    commit: async (change) => {
      if (touchesMoney(change)) {
        const problem = await checked;
        if (problem !== null) throw new StoreHaltedError(problem);
      }
      return store.commit(change);
    },
    onHalted: (listener) => {
      listeners.add(listener);
      const stop = store.onHalted(listener);
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
  };
}

function touchesMoney({ writes }: ChangeSet): boolean {
  return writes.some((write) =>
    write.write === 'posting' || ('noun' in write && MONEY.has(write.noun)));
}
