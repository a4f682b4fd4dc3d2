import type { Engine } from '../engine/api.ts';
import type { Clock, Log } from '../engine/ports.ts';
import type { StoredEvent } from './engine-types.ts';
import { isoOf } from './fields.ts';

const PAGE = 100;

/** Every open event stream of a listener, so that closing it ends them all. */
export type EventFeed = {
  /** The events of a marketplace's payments; null when the key has as many streams as it may. */
  readonly open: (query: {
    readonly keyId: string;
    readonly marketplaceId: string;
    /** Resumes after this event; null: from now on. */
    readonly afterSeq: number | null;
  }) => ReadableStream<Uint8Array> | null;
  readonly endAll: () => void;
};

/**
 * Server-sent events from committed history: a stream keeps only the number of the last event it
 * sent and reads what follows, so that a slow reader costs no memory and none is left out. It ends
 * with its key: a revoked or expired one hears nothing more.
 */
export function createEventFeed(deps: {
  readonly engine: Pick<Engine, 'onCommitted'> & {
    readonly read: Pick<Engine['read'], 'eventsAfter' | 'apiKeys'>;
  };
  readonly clock: Clock;
  readonly log: Log;
  readonly heartbeatMs: number;
  readonly streamsPerKeyMax: number;
}): EventFeed {
  const streams = new Map<string, Set<() => void>>();
  return {
    open: ({ keyId, marketplaceId, afterSeq }) => {
      const ofKey = streams.get(keyId) ?? new Set();
      if (ofKey.size >= deps.streamsPerKeyMax) return null;
      streams.set(keyId, ofKey);
      const { stream, end } = openStream(deps, { keyId, marketplaceId, afterSeq }, () => {
        ofKey.delete(end);
        if (ofKey.size === 0) streams.delete(keyId);
      });
      ofKey.add(end);
      return stream;
    },
    endAll: () => {
      for (const ends of [...streams.values()]) for (const end of [...ends]) end();
    },
  };
}

type FeedDeps = Parameters<typeof createEventFeed>[0];

function openStream(
  { engine, clock, heartbeatMs, log }: FeedDeps,
  { keyId, marketplaceId, afterSeq }: {
    readonly keyId: string; readonly marketplaceId: string; readonly afterSeq: number | null;
  },
  onEnd: () => void,
): { readonly stream: ReadableStream<Uint8Array>; readonly end: () => void } {
  let cursor = afterSeq;
  let more = cursor !== null;
  let keyInDoubt = false;
  let ended = false;
  let wake: () => void = () => undefined;
  const stopListening = engine.onCommitted(({ nouns, events }) => {
    if (nouns.includes('apiKeys')) {
      keyInDoubt = true;
      wake();
    }
    const [first] = events;
    if (first === undefined) return;
    cursor ??= first.seq - 1;
    more = true;
    wake();
  });
  let cancelBeat: () => void = () => undefined;
  const end = (): void => {
    if (ended) return;
    ended = true;
    stopListening();
    cancelBeat();
    onEnd();
    wake();
  };
  const next = async (): Promise<string | null> => {
    for (;;) {
      if (ended) return null;
      if (keyInDoubt) {
        keyInDoubt = false;
        if (!await isKeyLiving(engine, keyId, clock.nowMs())) return null;
      }
      if (more && cursor !== null) {
        more = false;
        const events = await engine.read.eventsAfter(marketplaceId, cursor, PAGE);
        cursor = events.at(-1)?.seq ?? cursor;
        if (events.length === PAGE) more = true;
        if (events.length > 0) return events.map(frameOf).join('');
        continue;
      }
      const { promise, resolve } = Promise.withResolvers<boolean>();
      wake = () => resolve(false);
      cancelBeat = clock.after(heartbeatMs, () => resolve(true));
      const beat = await promise;
      cancelBeat();
      if (!beat) continue;
      return await isKeyLiving(engine, keyId, clock.nowMs()) ? ': still here\n\n' : null;
    }
  };
  return { stream: streamOf({ next, end, log }), end };
}

/** Asks for what is next whenever the caller can take more; null ends the stream. */
function streamOf({ next, end, log }: {
  readonly next: () => Promise<string | null>; readonly end: () => void; readonly log: Log;
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cancelled = false;
  return new ReadableStream<Uint8Array>({
    // At once, so that the caller knows that it listens; `retry` is how long it waits to come back.
    start: (controller) => controller.enqueue(encoder.encode('retry: 2000\n\n')),
    pull: async (controller) => {
      const frames = await next().catch((error: unknown) => {
        // The caller comes back and resumes where it was.
        log.error('an event stream could not go on', { error });
        return null;
      });
      if (frames !== null) return controller.enqueue(encoder.encode(frames));
      end();
      if (!cancelled) controller.close();
    },
    cancel: () => {
      cancelled = true;
      end();
    },
  });
}

async function isKeyLiving(
  { read }: FeedDeps['engine'], keyId: string, nowMs: number,
): Promise<boolean> {
  const key = (await read.apiKeys()).find(({ id }) => id === keyId);
  return key !== undefined && key.revokedAt === null
    && (key.expiresAt === null || key.expiresAt > nowMs);
}

function frameOf(event: StoredEvent): string {
  const data = JSON.stringify({
    id: event.seq, type: event.kind, payment_id: event.paymentId,
    at: isoOf(event.at), from: event.from, to: event.to, operation_id: event.operationId,
    operation_kind: event.operationKind, text: event.text,
  });
  return `id: ${event.seq}\nevent: payment\ndata: ${data}\n\n`;
}
