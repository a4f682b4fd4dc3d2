/** How often something may happen: `burst` at once, then `perSecond` on average. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** Takes one turn; answers 0, or the whole seconds after which to come back (`Retry-After`). */
export type TokenBuckets = { readonly take: (name: string) => number };

const BUCKETS_MAX = 10_000;

/** One bucket per name, refilled by time. The oldest is forgotten when there are too many. */
export function createTokenBuckets(rate: Rate, nowMs: () => number): TokenBuckets {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (name) => {
      const now = nowMs();
      const known = buckets.get(name) ?? { tokens: rate.burst, at: now };
      // A clock that jumps back refills nothing and takes nothing away (R11).
      const elapsedMs = Math.max(0, now - known.at);
      const refilled = known.tokens + (elapsedMs / 1_000) * rate.perSecond;
      const tokens = Math.min(rate.burst, refilled);
      buckets.delete(name);
      if (buckets.size >= BUCKETS_MAX) {
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      }
      const allowed = tokens >= 1;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at: now });
      return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / rate.perSecond));
    },
  };
}
