/** What a run counted: how each route and call was answered, and where it was never reached. */

export type Tally = {
  readonly count: (target: string, word: string, tookMs: number) => void;
  /** Routes and calls whose handlers no request reached. */
  readonly unreached: (targets: readonly string[]) => readonly string[];
  readonly unaccepted: (targets: readonly string[]) => readonly string[];
  readonly totals: () => { readonly accepted: number; readonly refused: number };
  /** Where the time went: the routes and calls that took most of it, in all and each. */
  readonly slowest: (count: number) => readonly string[];
  /** One line per route or call: `name: ok 12, not_found 3`. */
  readonly lines: () => readonly string[];
};

/** Words that the door or the schema says, before any handler was asked. */
const beforeHandlers: ReadonlySet<string> = new Set([
  'invalid_request', 'invalid_api_key', 'missing_auth_header', 'missing_auth_headers',
  'invalid_json', 'invalid_payload', 'method_not_allowed', 'misdirected', 'body_too_large',
  'unsupported_media_type', 'forbidden', 'platform_inactive', 'rate_limited', 'session_locked',
  'idempotency_key_reused', 'hung-up', 'unauthenticated',
]);
/** What the handler itself says, where only others could be let in: Circle, the first operator. */
const saidInside: Readonly<Record<string, string>> = {
  'POST /webhooks/circle': 'unauthenticated', 'session.createFirst': 'forbidden',
};

export function createTally(): Tally {
  const counts = new Map<string, Map<string, number>>();
  const times = new Map<string, number>();
  const of = (target: string): ReadonlyMap<string, number> => counts.get(target) ?? new Map();
  const sum = (test: (word: string) => boolean): number =>
    [...counts.values()].flatMap((words) => [...words])
      .reduce((total, [word, count]) => total + (test(word) ? count : 0), 0);
  return {
    count: (target, word, tookMs) => {
      times.set(target, (times.get(target) ?? 0) + tookMs);
      const words = counts.get(target) ?? new Map<string, number>();
      words.set(word, (words.get(word) ?? 0) + 1);
      counts.set(target, words);
    },
    unreached: (targets) => targets.filter((target) => {
      const words = [...of(target).keys()];
      return !words.some((word) => !beforeHandlers.has(word))
        && !words.includes(saidInside[target] ?? 'ok');
    }),
    unaccepted: (targets) => targets.filter((target) => !of(target).has('ok')),
    totals: () => ({
      accepted: sum((word) => word === 'ok'), refused: sum((word) => word !== 'ok'),
    }),
    slowest: (count) => [...times].toSorted(([, a], [, b]) => b - a).slice(0, count)
      .map(([target, ms]) => {
        const asked = [...of(target).values()].reduce((total, one) => total + one, 0);
        return `${target} ${(ms / 1_000).toFixed(1)} s, ${(ms / asked).toFixed(0)} ms each`;
      }),
    lines: () => [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([target, words]) =>
      `${target}: ${[...words].toSorted(([, a], [, b]) => b - a)
        .map(([word, count]) => `${word} ${count}`).join(', ')}`),
  };
}
