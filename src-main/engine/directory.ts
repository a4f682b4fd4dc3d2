import type { Noun } from './domain/nouns.ts';
import type { RailName } from './domain/rails.ts';
import type { Connection, Marketplace, Seller } from './domain/records.ts';
import type { Store } from './ports.ts';

/**
 * The few configured things that every decision needs: marketplaces and connections, kept in
 * memory and read again when a commit changes them.
 */
export type Directory = {
  readonly marketplace: (id: string) => Promise<Marketplace | null>;
  readonly connection: (id: string) => Promise<Connection | null>;
  readonly seller: (id: string) => Promise<Seller | null>;
  /** The sellers of a marketplace, enabled or not, in the order in which they were made. */
  readonly sellersOf: (marketplaceId: string) => Promise<readonly Seller[]>;
  /** Enabled connections of a rail, the preferred one first. */
  readonly connectionsOf: (rail: RailName) => Promise<readonly Connection[]>;
};

export function createDirectory(store: Store, mode: Connection['mode'] | null): Directory {
  const marketplaces = kept(store, 'marketplaces', store.read.marketplaces);
  const connections = kept(store, 'connections', store.read.connections);
  const sellers = kept(store, 'sellers', store.read.sellers);
  return {
    marketplace: async (id) => (await marketplaces()).get(id) ?? null,
    connection: async (id) => (await connections()).get(id) ?? null,
    seller: async (id) => (await sellers()).get(id) ?? null,
    sellersOf: async (marketplaceId) => [...(await sellers()).values()]
      .filter((seller) => seller.marketplaceId === marketplaceId),
    connectionsOf: async (rail) => [...(await connections()).values()]
      .filter((connection) => connection.rail === rail && connection.enabled
        && (mode === null || connection.mode === mode))
      .toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1)),
  };
}

/** All rows of a noun by their ids, read once and again after a commit changed the noun. */
function kept<T extends { readonly id: string }>(
  store: Store,
  noun: Noun,
  read: () => Promise<readonly T[]>,
): () => Promise<ReadonlyMap<string, T>> {
  let rows: Promise<ReadonlyMap<string, T>> | null = null;
  store.onCommitted(({ nouns }) => {
    if (nouns.includes(noun)) rows = null;
  });
  return () => {
    rows ??= read().then(byId).catch((error: unknown) => {
      // A failed reading must not be what every later one is answered with.
      rows = null;
      throw error;
    });
    return rows;
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
