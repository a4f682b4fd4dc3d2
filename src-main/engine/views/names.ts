import { invariant } from '../domain/result.ts';
import { createDirectory } from '../directory.ts';
import type { Store } from '../ports.ts';
import type { Names } from './payment-page.ts';

/** Names of configured things for the views, from the directory kept in memory. */
export function createNames(store: Store): Names {
  const directory = createDirectory(store, null);
  return {
    marketplace: async (id) => {
      const found = await directory.marketplace(id);
      invariant(found !== null, `There is no marketplace ${id}.`);
      return found;
    },
    connectionName: async (id) =>
      id === null ? null : (await directory.connection(id))?.name ?? null,
    connectionOf: async ({ payment }) => payment.connectionId === null
      ? (await directory.connectionsOf(payment.rail))[0] ?? null
      : directory.connection(payment.connectionId),
  };
}
