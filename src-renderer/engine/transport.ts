import type { CallName, EventName, EventPayload } from '../../src-main/contract/contract.ts';
import { createBrowserTransport } from './browser-transport.ts';
import { createElectronTransport } from './electron-transport.ts';

/** How a window reaches the engine; answers come back unparsed and are read by `call`. */
export type Transport = {
  readonly host: 'electron' | 'browser';
  readonly call: (name: CallName, input: unknown) => Promise<unknown>;
  /** Hears one kind of event until the returned function is called. */
  readonly on: <N extends EventName>(
    name: N, listener: (payload: EventPayload<N>) => void,
  ) => () => void;
};

let installed: Transport | null = null;

/** The window's one transport: the preload's object in Electron, else HTTP to our own origin. */
export function transport(): Transport {
  installed ??= createElectronTransport() ?? createBrowserTransport();
  return installed;
}

/** Puts another transport in place; the test double does. Answers how to take it away again. */
export function installTransport(other: Transport): () => void {
  installed = other;
  return () => { if (installed === other) installed = null; };
}
