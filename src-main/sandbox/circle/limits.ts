import type { ProviderResponse } from '../provider.ts';
import type { World } from '../world.ts';
import { refusal } from './answers.ts';
import type { CircleLimits } from './core.ts';

const WINDOW_MS = 1_000;

/** Counts the calls of the last second, those that ask and those that change apart. */
export function createLimiter(world: World, given: CircleLimits) {
  let limits = given;
  const seen: { gets: number[]; posts: number[] } = { gets: [], posts: [] };
  return {
    set: (next: CircleLimits): void => { limits = next; },
    refuse: (method: string): ProviderResponse | null => {
      const kind = method === 'GET' ? 'gets' : 'posts';
      const most = kind === 'gets' ? limits.getsPerSecond : limits.postsPerSecond;
      if (most === null) return null;
      const nowMs = world.nowMs();
      seen[kind] = seen[kind].filter((atMs) => atMs > nowMs - WINDOW_MS);
      if (seen[kind].length >= most) {
        const refused = refusal('tooMany');
        return { ...refused, headers: { ...refused.headers, 'retry-after': '1' } };
      }
      seen[kind].push(nowMs);
      return null;
    },
  };
}
