import type { Engine } from '../engine/api.ts';
import type { Clock } from '../engine/ports.ts';
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
 * sent and reads what follows, so that a slow reader costs no memory and none is left out.
 */
export function createEventFeed(deps: {
  readonly engine: Pick<Engine, 'onCommitted'> & {
    readonly read: Pick<Engine['read'], 'eventsAfter'>;
  };
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly streamsPerKeyMax: number;
}): EventFeed {
  const streams = new Map<string, Set<() => void>>();
  return {
    open: ({ keyId, marketplaceId, afterSeq }) => {
      const ofKey = streams.get(keyId) ?? new Set();
      if (ofKey.size >= deps.streamsPerKeyMax) return null;
      streams.set(keyId, ofKey);
      const { stream, end } = openStream(deps, { marketplaceId, afterSeq }, () => {
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
  { engine, clock, heartbeatMs }: FeedDeps,
  { marketplaceId, afterSeq }: {
    readonly marketplaceId: string; readonly afterSeq: number | null;
  },
  onEnd: () => void,
): { readonly stream: ReadableStream<Uint8Array>; readonly end: () => void } {
  let cursor = afterSeq;
  let more = cursor !== null;
  let ended = false;
  let wake: () => void = () => undefined;
  const stopListening = engine.onCommitted(({ events }) => {
    const [first] = events;
    if (first === undefined) return;
    cursor ??= first.seq - 1;
    more = true;
    wake();
  });
  const encoder = new TextEncoder();
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
      if (beat) return ': still here\n\n';
    }
  };
  const stream = new ReadableStream<Uint8Array>({
    // At once, so that the caller knows that it listens; `retry` is how long it waits to come back.
    start: (controller) => controller.enqueue(encoder.encode('retry: 2000\n\n')),
    pull: async (controller) => {
      const frames = await next();
      if (frames === null) controller.close();
      else controller.enqueue(encoder.encode(frames));
    },
    cancel: end,
  });
  return { stream, end };
}

function frameOf(event: StoredEvent): string {
  const data = JSON.stringify({
    id: event.seq, type: event.kind, payment_id: event.paymentId,
    at: isoOf(event.at), from: event.from, to: event.to, operation_id: event.operationId,
    operation_kind: event.operationKind, text: event.text,
  });
  return `id: ${event.seq}\nevent: payment\ndata: ${data}\n\n`;
}
