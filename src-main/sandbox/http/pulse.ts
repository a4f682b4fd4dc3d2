import type { Sandbox } from '../sandbox.ts';

/** Longer than this nothing is waited for: the scripted clock may have been moved meanwhile. */
const WAIT_MAX_MS = 1_000;
const WAIT_MIN_MS = 5;
const HOOK_DEADLINE_MS = 5_000;

export type Pulse = {
  /** Looks at what is due, now or when the next thing will be. */
  wake(): void;
  stop(): void;
};

/**
 * What happens over HTTP although nobody asks: Circle moves transactions on, and posts its
 * notifications. Everything else of the stand-ins is carried out when it is asked for.
 */
export function createPulse({ sandbox, onBug }: {
  readonly sandbox: Sandbox;
  onBug(error: unknown): void;
}): Pulse {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const beat = (): void => {
    timer = null;
    try {
      sandbox.settle();
      for (const notice of sandbox.circle.hooks.due()) void deliverHook(notice);
    } catch (error) {
      // A full disk, say: it stays due, and is not tried again at once.
      onBug(error);
      return beatIn(WAIT_MAX_MS);
    }
    wake();
  };
  const deliverHook = async (notice: Due): Promise<void> => {
    try {
      sandbox.circle.hooks.ended(notice.deliveryId, await post(notice));
      wake();
    } catch (error) {
      onBug(error);
    }
  };
  const beatIn = (waitMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = isStopped ? null : setTimeout(beat, waitMs).unref();
  };
  const wake = (): void => {
    const dueMs = sandbox.nextDueMs();
    if (dueMs === null || isStopped) return;
    beatIn(Math.min(Math.max(dueMs - sandbox.nowMs(), WAIT_MIN_MS), WAIT_MAX_MS));
  };
  return {
    wake,
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

type Due = ReturnType<Sandbox['circle']['hooks']['due']>[number];

/** Whether the endpoint took it: any 2xx, in time. */
async function post({ endpoint, body, keyId, signature }: Due): Promise<boolean> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(HOOK_DEADLINE_MS),
      headers: {
        'content-type': 'application/json', 'x-circle-signature': signature,
        'x-circle-key-id': keyId,
      },
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not there, too slow, or sending us elsewhere: it is tried again later.
    return false;
  }
}

/** Whether an endpoint answers HEAD, as Circle asks before it takes a subscription. */
export async function answersHead(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'HEAD', redirect: 'error', signal: AbortSignal.timeout(HOOK_DEADLINE_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}
