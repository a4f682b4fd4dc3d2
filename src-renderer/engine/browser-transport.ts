import { z } from 'zod';
import type { EventName } from '../../src-main/contract/contract.ts';
import { startEventStream } from './event-stream.ts';
import { takePlace } from './place.ts';
import { readEvent } from './read-event.ts';
import type { Transport } from './transport.ts';

const TOKEN_KEY = 'paydesk.console';
const SESSION_HEADER = 'x-console-session';
const launched = z.object({ consoleToken: z.string().min(1) });

type Hear = (payload: unknown) => void;

/**
 * Browser mode: calls as `POST /rpc/<name>`, events as one server-sent stream. Both carry the
 * console token, which with the HttpOnly cookie makes the session (security guide 2.6). It stays
 * in sessionStorage, so that a reload keeps the session and another tab does not get it.
 */
export function createBrowserTransport(): Transport {
  const token = launch();
  // A new launch address in the same tab may differ in its fragment alone, which loads nothing.
  window.addEventListener('hashchange', () => {
    if (location.hash.startsWith('#t=')) location.reload();
  });
  const listeners = new Map<EventName, Set<Hear>>();
  let stop: (() => void) | null = null;

  const hear = (name: EventName, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  };
  return {
    host: 'browser',
    call: async (name, input) => {
      const answer = await fetch(`/rpc/${name}`, {
        method: 'POST', body: JSON.stringify(input),
        headers: { 'content-type': 'application/json', [SESSION_HEADER]: await token },
      });
      const body: unknown = await answer.json();
      return body;
    },
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set<Hear>();
      listeners.set(name, all);
      const hearing: Hear = (payload) => readEvent(name, payload, listener);
      all.add(hearing);
      stop ??= startEventStream({
        open: async (signal) => await fetch('/events', {
          signal, headers: { accept: 'text/event-stream', [SESSION_HEADER]: await token },
        }),
        hear,
      });
      return () => { all.delete(hearing); };
    },
  };
}

/**
 * The console token: from the one-time launch token in the address, which is exchanged once and
 * taken out of the address, else the one that this tab already has. Empty where there is neither:
 * the engine then answers with its own sentence.
 */
async function launch(): Promise<string> {
  const once = new URLSearchParams(location.hash.slice(1)).get('t');
  if (once === null) return sessionStorage.getItem(TOKEN_KEY) ?? '';
  // After a restart of the door, its new address leads back to where this tab was.
  const place = location.pathname === '/' ? takePlace() : null;
  history.replaceState(history.state, '', place ?? location.pathname + location.search);
  const answer = await fetch('/session/launch', {
    method: 'POST', body: JSON.stringify({ token: once }),
    headers: { 'content-type': 'application/json' },
  });
  const parsed = launched.safeParse(answer.ok ? await answer.json() : null);
  // A used or expired launch token must not end a session that this tab still has.
  if (!parsed.success) return sessionStorage.getItem(TOKEN_KEY) ?? '';
  sessionStorage.setItem(TOKEN_KEY, parsed.data.consoleToken);
  return parsed.data.consoleToken;
}
