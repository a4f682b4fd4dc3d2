import { ENGINE } from '../../src-main/engine/domain/actor.ts';
import type { EscrowRail } from '../../src-main/engine/domain/rails.ts';
import type {
  Connection, Marketplace, WebhookEndpoint,
} from '../../src-main/engine/domain/records.ts';
import type { ChangeSet, Write } from '../../src-main/engine/ports.ts';
import { connectionRow, marketplaceRow } from '../../src-main/testing/seed-rows.ts';
import type { Seeded } from './people.ts';

/** Who pays and over what: the rows that generated payments point at. */
export type Directory = {
  readonly marketplaces: readonly Pick<Marketplace, 'id' | 'name'>[];
  /** By rail, the most used first. */
  readonly connections: Readonly<Record<EscrowRail, readonly string[]>>;
};

/** Where webhooks of generated marketplaces went; nothing is ever sent there. */
export const endpointOf = (marketplaceId: string): Pick<WebhookEndpoint, 'id' | 'url'> => ({
  id: `whe_${marketplaceId}`, url: `https://hooks.example/${marketplaceId}`,
});

const others = [
  ['mkt_borealis', 'Borealis Work'], ['mkt_cardinal', 'Cardinal Studio'],
  ['mkt_delta', 'Delta Annotations'], ['mkt_ember', 'Ember Compute'], ['mkt_fjord', 'Fjord Media'],
] as const;

/**
 * The directory of a store: what stands in it, and five marketplaces and the connections that are
 * missing, which `change` adds. Added connections are switched off, so that nothing leaves by them.
 */
export function completeDirectory(
  present: {
    readonly marketplaces: readonly Marketplace[]; readonly connections: readonly Connection[];
  },
  nowMs: number,
): { readonly directory: Directory; readonly change: ChangeSet } {
  const added = others.map(([id, name]) => marketplaceRow({ id, name, createdAt: nowMs }));
  const connections = [...present.connections];
  for (const [rail, id, name] of [
    ['bitcoin', 'con_wallet_two', 'Second wallet'], ['aitbc', 'con_token_two', 'Second exchange'],
  ] as const) {
    connections.push(connectionRow({
      id, rail, name, enabled: false, priority: 9, baseUrl: 'http://127.0.0.1:9', createdAt: nowMs,
    }));
  }
  const fresh = connections.slice(present.connections.length);
  const of = (rail: EscrowRail): readonly string[] =>
    connections.filter((connection) => connection.rail === rail).map(({ id }) => id);
  const writes: Write[] = [
    ...added.map((row): Write => ({ write: 'insert', noun: 'marketplaces', row })),
    ...fresh.map((row): Write => ({ write: 'insert', noun: 'connections', row })),
  ];
  return {
    directory: {
      marketplaces: [...present.marketplaces, ...added],
      connections: { bitcoin: of('bitcoin'), aitbc: of('aitbc') },
    },
    change: {
      writes,
      audit: {
        at: nowMs, actor: ENGINE, act: 'store.generate', subject: 'store', subjectId: 'store',
        reason: 'A store filled by the generator.', data: {},
      },
    },
  };
}

/** One of a list, the first half of the time, the second half of the rest, and so on. */
export function pickEarly<T>(seeded: Seeded, items: readonly [T, ...T[]]): T {
  for (const item of items) if (seeded.chance(0.5)) return item;
  return items[0];
}
