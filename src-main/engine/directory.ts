import type { RailName } from './domain/rails.ts';
import type { Connection, Marketplace } from './domain/records.ts';
import type { Store } from './ports.ts';

/**
 * The few configured things that every decision needs: marketplaces and connections, kept in
 * memory and read again when a commit changes them.
 */
export type Directory = {
  readonly marketplace: (id: string) => Promise<Marketplace | null>;
  readonly connection: (id: string) => Promise<Connection | null>;
  /** Enabled connections of a rail, the preferred one first. */
  readonly connectionsOf: (rail: RailName) => Promise<readonly Connection[]>;
};

export function createDirectory(store: Store, mode: Connection['mode'] | null): Directory {
  let marketplaces: Promise<ReadonlyMap<string, Marketplace>> | null = null;
  let connections: Promise<ReadonlyMap<string, Connection>> | null = null;

  store.onCommitted(({ nouns }) => {
    if (nouns.includes('marketplaces')) marketplaces = null;
    if (nouns.includes('connections')) connections = null;
  });

  const allMarketplaces = (): Promise<ReadonlyMap<string, Marketplace>> => {
    marketplaces ??= store.read.marketplaces().then(byId).catch((error: unknown) => {
      // A failed reading must not be what every later one is answered with.
      marketplaces = null;
      throw error;
    });
    return marketplaces;
  };
  const allConnections = (): Promise<ReadonlyMap<string, Connection>> => {
    connections ??= store.read.connections().then(byId).catch((error: unknown) => {
      connections = null;
      throw error;
    });
    return connections;
  };

  return {
    marketplace: async (id) => (await allMarketplaces()).get(id) ?? null,
    connection: async (id) => (await allConnections()).get(id) ?? null,
    connectionsOf: async (rail) => [...(await allConnections()).values()]
      .filter((connection) => connection.rail === rail && connection.enabled
        && (mode === null || connection.mode === mode))
      .toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1)),
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
