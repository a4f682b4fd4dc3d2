/** The real engine over a database file, with everything around it that costs time there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openMigrated } from '../src-main/db/migrate.ts';
import type { Database } from '../src-main/db/open.ts';
import { createReader } from '../src-main/db/reader.ts';
import { createStore, type OpenStore } from '../src-main/db/store.ts';
import type { Ask, Engine, NewPayment } from '../src-main/engine/api.ts';
import { ENGINE } from '../src-main/engine/domain/actor.ts';
import type { MarketplacePolicy } from '../src-main/engine/domain/policy.ts';
import type { Connection } from '../src-main/engine/domain/records.ts';
import { createEngine } from '../src-main/engine/engine.ts';
import type { Http, Log, Store } from '../src-main/engine/ports.ts';
import { createSecrets } from '../src-main/engine/secrets/secrets.ts';
import { createHttpClient } from '../src-main/http-client.ts';
import { rails } from '../src-main/rails/registry.ts';
import {
  connectionRow, marketplaceRow, MARKETPLACE_ID, REFUND_ADDRESS, seedStore,
} from '../src-main/testing/seed-rows.ts';
import { createSystemClock, createSystemIds, systemRandom } from '../src-main/world/ports.ts';

export const WALLET_ID = 'con_wallet';
/** More than any run asks for, so that the engine and not a setting is measured. */
export const CALLS_AT_ONCE_MAX = 256;

export const ask: Ask = { actor: ENGINE, idempotency: null };

export type Rails = typeof rails;

export type BenchWorld = {
  readonly engine: Engine;
  readonly store: OpenStore;
  readonly database: Database;
  readonly close: () => Promise<void>;
};

/** A folder for one run, and its removal. */
export function freshFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'paydesk-bench-'));
  return { path, remove: () => { rmSync(path, { recursive: true, force: true }); } };
}

/** Writes marketplace, wallet daemon and `more` connections into a new store at `file`. */
export async function seedFile(
  file: string,
  { providerUrl, policy, more = [] }: {
    readonly providerUrl: string; readonly policy?: MarketplacePolicy;
    readonly more?: readonly Connection[];
  },
): Promise<void> {
  const store = createStore({ database: openMigrated(file) });
  await seedStore(store, {
    marketplaces: [marketplaceRow(policy === undefined ? {} : { policy })],
    connections: [connectionRow({
      id: WALLET_ID, baseUrl: providerUrl, concurrencyMax: CALLS_AT_ONCE_MAX,
    }), ...more],
  });
  store.close();
}

/** Opens the engine over a seeded file and starts it. */
export async function openWorld(file: string, options: {
  /** Wraps the store that the engine is given, to see what it commits. */
  readonly watched?: (store: Store) => Store;
  /** Wraps the client with which the engine calls, to see how long it waits for answers. */
  readonly heard?: (http: Http) => Http;
  /** Sees the opened database before anything is prepared on it. */
  readonly prepared?: (database: Database) => void;
  /** Other rails than the registry's. */
  readonly over?: Rails;
} = {}): Promise<BenchWorld> {
  const database = openMigrated(file);
  options.prepared?.(database);
  const store = createStore({ database });
  const clock = createSystemClock();
  const lists = createReader({ file, clock });
  const http = createHttpClient();
  const key = systemRandom.bytes(32);
  const engine = createEngine({
    store: options.watched?.(store) ?? store, lists, clock, ids: createSystemIds(),
    random: systemRandom, log: standardErrorLog, http: options.heard?.(http) ?? http,
    rails: options.over ?? rails,
    secrets: createSecrets({ key, keyId: 'dk_bench', random: systemRandom }),
  });
  await engine.start();
  return {
    engine, store, database,
    close: async () => {
      await engine.stop(3_000);
      await lists.close();
      http.close();
      store.close();
    },
  };
}

/** A payment as every run creates it. */
export function benchPayment(given: Partial<NewPayment> = {}): NewPayment {
  return {
    marketplaceId: MARKETPLACE_ID, jobId: null, externalId: null, currency: 'BTC',
    amountText: '0.001', payer: 'Acme AI', payerAccount: null, payee: 'Ana Petrova',
    payeeAccount: null, refundAddress: REFUND_ADDRESS, escrowTimeoutMs: 86_400_000, ...given,
  };
}

const quiet = (): void => undefined;
const standardErrorLog: Log = {
  debug: quiet, info: quiet, warn: quiet,
  error: (message, fields) => {
    process.stderr.write(`bench: ${message} ${JSON.stringify(fields ?? {})}\n`);
  },
};

const settings = [
  'journal_mode', 'synchronous', 'page_size', 'cache_size', 'wal_autocheckpoint', 'foreign_keys',
] as const;

/** The settings of a database as it reads them back; `synchronous` 2 is FULL. */
export function settingsOf(database: Database): Readonly<Record<string, string>> {
  const value = z.union([z.string(), z.number(), z.bigint()]).transform(String);
  return Object.fromEntries(settings.map((name) =>
    [name, value.parse(database.pragma(name, { simple: true }))]));
}
