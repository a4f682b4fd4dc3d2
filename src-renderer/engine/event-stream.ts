import { events, type EventName } from '../../src-main/contract/contract.ts';
import { onTryNow, setConnection } from '../stores/connection.ts';

type Stream = {
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly hear: (name: EventName, payload: unknown) => void;
};

/** The server sends a comment at least every 15 s; three missed ones mean the stream is dead. */
const SILENCE_MS_MAX = 45_000;
const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
const BACKOFF_MS_MAX = 30_000;
const OFFLINE_AFTER = 3;
/** A door that is up but hangs must not make a try last for ever. */
const OPEN_MS_MAX = 10_000;

/**
 * Reads server-sent events with fetch, since an EventSource cannot carry the session's header.
 * A stream that ends, fails or falls silent is opened again, after growing pauses up to
 * 30 s, or at once when asked to; the connection store says how it stands. Answers how to end it.
 */
export function startEventStream({ open, hear }: Stream): () => void {
  const ended = new AbortController();
  void (async () => {
    for (let failures = 0; !ended.signal.aborted; failures += 1) {
      const end = await readOnce(open, hear, ended.signal);
      // Without a session there is nothing to hear until the page is loaded anew.
      if (end === 'denied' || ended.signal.aborted) return;
      if (end === 'broken') failures = 0;
      const wait = BACKOFF_MS[failures] ?? BACKOFF_MS_MAX;
      const now = Date.now();
      setConnection(failures >= OFFLINE_AFTER ? 'offline' : 'reconnecting', now, now + wait);
      await pause(wait, ended.signal);
    }
  })();
  return () => ended.abort();
}

/** How a stream ended: after it had been open, before, or because the door refused it. */
type End = 'broken' | 'unopened' | 'denied';

/** One stream from its opening to its end. */
async function readOnce(
  open: Stream['open'], hear: Stream['hear'], ended: AbortSignal,
): Promise<End> {
  const silent = new AbortController();
  const signal = AbortSignal.any([ended, silent.signal]);
  let watch = setTimeout(() => silent.abort(), OPEN_MS_MAX);
  let wasOpen = false;
  try {
    const response = await open(signal);
    if (response.status === 401) {
      // The door refuses the session itself: the window asks how it stands.
      hear('session', { phase: 'signed-out' });
      return 'denied';
    }
    if (!response.ok || response.body === null) return 'unopened';
    wasOpen = true;
    clearTimeout(watch);
    watch = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
    setConnection('online');
    const feed = createFeed(hear);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
      feed(part.value);
    }
    return 'broken';
  } catch {
    // A stream may break at any time; the caller opens it again and the store shows it.
    return wasOpen ? 'broken' : 'unopened';
  } finally {
    clearTimeout(watch);
  }
}

/** Takes the stream's text piece by piece and hands over each whole event of the contract. */
export function createFeed(hear: Stream['hear']): (text: string) => void {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map(readField);
      const name = fields.findLast(([field]) => field === 'event')?.[1] ?? '';
      const data = fields.filter(([field]) => field === 'data').map(([, value]) => value);
      if (isEventName(name) && data.length > 0) hear(name, parseJson(data.join('\n')));
    }
  };
}

function readField(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not of the contract; the reader drops what does not fit its schema.
    return undefined;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      stopAsking();
      signal.removeEventListener('abort', go);
      // A network that is back is worth a try at once.
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    const stopAsking = onTryNow(go);
    signal.addEventListener('abort', go);
    window.addEventListener('online', go);
  });
}
