import type { CounterDelta } from '../engine/domain/records.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader } from './query.ts';
import { counters } from './schema-history.ts';
import { createInsert } from './table.ts';

const counterCodec = createCodec(counters, {
  write: ({ name, count, minor }: CounterDelta) => ({ name, count, minor }),
  read: (row): CounterDelta => row,
});

/** Adds to counters, each written once with the sum of its deltas; the first addition makes it. */
export function createCounterWrites(
  database: Database,
): (deltas: readonly CounterDelta[]) => void {
  const add = createInsert(database, counterCodec, { conflict: 'on conflict (name) do update set '
    + 'count = counters.count + excluded.count, minor = counters.minor + excluded.minor' });
  return (deltas) => {
    const sums = new Map<string, { name: string; count: number; minor: bigint }>();
    for (const { name, count, minor } of deltas) {
      const sum = sums.get(name);
      if (sum === undefined) {
        sums.set(name, { name, count, minor });
      } else {
        sum.count += count;
        sum.minor += minor;
      }
    }
    for (const sum of sums.values()) add(sum);
  };
}

/** Counters by the beginning of their names, in the order of their names. */
export function createCounterReads(database: Database): {
  readonly startingWith: (prefix: string) => readonly CounterDelta[];
  readonly between: (from: string, below: string) => readonly CounterDelta[];
  /** Of those, what was created, released and refunded: about a tenth of what a day counts. */
  readonly volumes: (from: string, below: string) => readonly CounterDelta[];
} {
  const { many } = reader(database, counterCodec);
  const range = many('where name >= ? and name < ? order by name');
  const volumes = many('where name >= ? and name < ? and (name like \'%:created\' '
    + 'or name like \'%:released\' or name like \'%:refunded\') order by name');
  // Sorts after every name: the names are printable ASCII.
  const END = '\u{10ffff}';
  return {
    startingWith: (prefix) => range(prefix, prefix + END),
    between: (from, below) => range(from, below),
    volumes: (from, below) => volumes(from, below),
  };
}
