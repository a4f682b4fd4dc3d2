/** What exists in the world of a run, as its own answers told it, for inputs to refer to. */

/** Stands in a generated input for something that exists when the input is sent. */
export type Reference = { readonly [reference]: string; readonly pick: number };
const reference = Symbol('reference');
/** The version that its sibling has now; most often, a stale one is of no use. */
const version = Symbol('version');

export function refer(pool: string, pick: number): Reference {
  return { [reference]: pool, pick };
}

/** A member of anything; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name);
}

export const presentVersion = version;

/** Fields that are never spoilt inside: a wrong password costs a lockout of half an hour. */
export const keptWhole: ReadonlySet<string> = new Set(['second', 'password']);

/** By the name of a field: what the value under it names. `id` depends on who answers. */
const poolOfField: Readonly<Record<string, string>> = {
  paymentId: 'payments', payment_id: 'payments', pendingId: 'payments', jobId: 'jobs',
  job_id: 'jobs', batchId: 'batches', batch_id: 'batches', operationId: 'operations',
  purchaseId: 'purchases', purchase_id: 'purchases', connectionId: 'connections',
  marketplaceId: 'marketplaces', fileId: 'files', offerId: 'offers', payee: 'payees',
  backupId: 'backups', deliveryId: 'webhooks',
};

/** By what an object stands under: what its own `id` names, where it is not the noun's. */
const poolOfPlace: Readonly<Record<string, string>> = {
  operations: 'operations', consents: 'consents', webhooks: 'endpoints', attention: 'attention',
  payment: 'payments', payments: 'payments', job: 'jobs',
};
/** Where the `id` of an object is the noun's. */
const placesOfNoun: ReadonlySet<string> = new Set(['', 'items', 'view', 'wallet', 'marketplace']);

/** A pool forgets from its middle: what the seed made stays, and so does what is new. */
const POOL_MAX = 160;
const SEEDED = 60;
const DEPTH_MAX = 8;

export type Known = {
  /** Takes note of every id in an answer; `noun` is what a bare `id` in it names. */
  readonly learn: (noun: string, answer: unknown) => void;
  readonly set: (pool: string, values: readonly unknown[]) => void;
  readonly pool: (name: string) => readonly unknown[];
  /** The value with each reference replaced by what it refers to now. */
  readonly fill: (value: unknown) => Promise<unknown>;
  /** Ids that are never referred to, since the run itself depends on them. */
  readonly protect: (id: string) => void;
};

/** `versionOf`: the present version of what an id names, where the engine says; null elsewhere. */
export function createKnown(versionOf: (id: string) => Promise<number | null>): Known {
  const pools = new Map<string, unknown[]>();
  const versions = new Map<string, number>();
  const kept = new Set<string>();
  const add = (pool: string, value: string): void => {
    const values = pools.get(pool) ?? [];
    if (value === '' || kept.has(value) || values.includes(value)) return;
    if (values.length >= POOL_MAX) values.splice(SEEDED, 1);
    pools.set(pool, [...values, value]);
  };
  const learn = (noun: string, value: unknown, [place, depth]: readonly [string, number]): void => {
    if (depth > DEPTH_MAX || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value.slice(0, 100)) learn(noun, one, [place, depth + 1]);
      return;
    }
    const id = memberOf(value, 'id');
    const found = memberOf(value, 'version');
    if (typeof id === 'string' && typeof found === 'number') note(versions, id, found);
    const own = poolOfPlace[place] ?? (placesOfNoun.has(place) ? noun : undefined);
    for (const [name, one] of Object.entries(value)) {
      const pool = name === 'id' ? own : poolOfField[name];
      if (typeof one === 'string' && pool !== undefined) add(pool, one);
      else learn(noun, one, [name, depth + 1]);
    }
  };
  const find = (value: Reference): unknown => {
    const values = pools.get(value[reference]) ?? [];
    return values.length === 0 ? 'none_such' : values[value.pick % values.length];
  };
  const nowOf = async (id: string): Promise<number> =>
    await versionOf(id) ?? versions.get(id) ?? 1;
  const fill = async (value: unknown): Promise<unknown> => {
    if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return value;
    if (isReference(value)) return renewed(find(value));
    if (Array.isArray(value)) return Promise.all(value.map(fill));
    const entries = await Promise.all(Object.entries(value).map(async ([name, one]) =>
      [name, one === version ? one : await fill(one)] as const));
    const named = entries.find(([name, one]) =>
      (name === 'id' || poolOfField[name] !== undefined) && typeof one === 'string');
    if (!entries.some(([, one]) => one === version)) return Object.fromEntries(entries);
    const present = named === undefined ? 1 : await nowOf(String(named[1]));
    return Object.fromEntries(entries.map(([name, one]): [string, unknown] =>
      [name, one === version ? present : one]));
  };
  /** What is saved as a whole carries the version that it has now. */
  const renewed = async (found: unknown): Promise<unknown> => {
    if (typeof found !== 'object' || found === null) return found;
    const copy: object = structuredClone(found);
    const id = memberOf(copy, 'id');
    return typeof id === 'string' && 'version' in copy
      ? { ...copy, version: await nowOf(id) } : copy;
  };
  return {
    learn: (noun, answer) => { learn(noun, answer, ['', 0]); },
    set: (pool, values) => void pools.set(pool, [...values]),
    pool: (name) => pools.get(name) ?? [],
    fill, protect: (id) => void kept.add(id),
  };
}

const VERSIONS_MAX = 5_000;

function note(versions: Map<string, number>, id: string, found: number): void {
  versions.delete(id);
  versions.set(id, found);
  if (versions.size <= VERSIONS_MAX) return;
  for (const oldest of versions.keys()) {
    versions.delete(oldest);
    break;
  }
}

function isReference(value: object): value is Reference {
  return reference in value;
}
