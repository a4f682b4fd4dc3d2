/** Sees from outside whether a request that was refused left anything in the store. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openReadOnly } from '../../db/open.ts';
import type { Committed } from '../../engine/ports.ts';
import type { World } from './world.ts';

/** What a refusal may write, on purpose. Anything else is a fault. */
type Deliberate = {
  /** Codes of the refusal; null: whichever. */
  readonly codes: readonly string[] | null;
  readonly where: RegExp;
  /** Nouns that its commits may touch, and no others. */
  readonly nouns: readonly string[];
  readonly why: string;
};

/** Calls in which a password is shown. */
const WITH_PASSWORD = new RegExp([
  '^session\\.', '^payments\\.(attachEvidence|declareNotDone|recordReturn|recordRelease)$',
  '^payments\\.setRefundAddress$', '^backups\\.(restore|lift)$', '^operators\\.',
  '^marketplaces\\.save$', '^sending\\.lift$',
].join('|'));

const deliberate: readonly Deliberate[] = [
  {
    codes: null, where: / /, nouns: ['apiKeys'],
    why: 'The time of a key\'s last use is noted once a minute, whatever it asks for.',
  },
  {
    codes: null, where: WITH_PASSWORD, nouns: ['operators'],
    why: 'A password that was looked at is counted, right or wrong, so that a restart forgives '
      + 'no guess.',
  },
  {
    codes: ['quote_refused', 'provider_unavailable'],
    where: /^POST \/offers|^POST \/api\/payments\/incoming|^consents\./,
    nouns: [
      'payments', 'operations', 'consents', 'events', 'counters', 'work', 'attention',
      'deliveries', 'limits', 'attempts',
    ],
    why: 'The payment is kept and named in the refusal; what is refused is the link, for now or '
      + 'for good.',
  },
];

export type Witness = {
  /** Runs a request and answers with what became of the store meanwhile. */
  readonly watch: <T>(request: () => Promise<T>) => Promise<Seen<T>>;
  /** The same with the runner at rest, so that nothing else can have written. */
  readonly watchAlone: <T>(request: () => Promise<T>) => Promise<Seen<T>>;
  readonly close: () => void;
};

export type Seen<T> = {
  readonly answer: T;
  /** Whether anything was committed between the request and its answer. */
  readonly isChanged: boolean;
  readonly commits: readonly Committed[];
};

const QUIET_READINGS = 4;
const READING_MS = 4;
const READINGS_MAX = 1_000;

export function openWitness({ app, folder }: Pick<World, 'app' | 'folder'>): Witness {
  const database = openReadOnly(join(folder, 'paydesk.db'));
  let told: Committed[] = [];
  const stopListening = app.engine.onCommitted((committed) => told.push(committed));
  /** Rises with every commit of another connection: SQLite's own word, not the engine's. */
  const moved = (): unknown => database.pragma('data_version', { simple: true });
  const watch: Witness['watch'] = async (request) => {
    told = [];
    const before = moved();
    const answer = await request();
    return { answer, isChanged: moved() !== before, commits: told };
  };
  const rest = async (): Promise<void> => {
    for (let reading = 0, quiet = 0; quiet < QUIET_READINGS; reading += 1) {
      if (reading > READINGS_MAX) throw new Error('The store never came to rest.');
      const before = moved();
      await pause(READING_MS);
      quiet = moved() === before ? quiet + 1 : 0;
    }
  };
  return {
    watch,
    watchAlone: async (request) => {
      app.suspend();
      try {
        await rest();
        return await watch(async () => {
          const answer = await request();
          // What was written behind the answer counts as well.
          await pause(READING_MS);
          return answer;
        });
      } finally {
        app.resume();
      }
    },
    close: () => {
      stopListening();
      database.close();
    },
  };
}

/** Whether the commits of a refused request are among those that are meant. */
export function isDeliberate(
  target: string, code: string, commits: readonly Committed[],
): boolean {
  return commits.length > 0 && commits.every(({ nouns }) => deliberate.some((rule) =>
    (rule.codes === null || rule.codes.includes(code)) && rule.where.test(target)
    && nouns.every((noun) => rule.nouns.includes(noun))));
}
