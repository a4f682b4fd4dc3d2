import type { EventName } from '../../src-main/contract/contract.ts';
import { setConnection } from '../stores/connection.ts';
import { readEvent } from './read-event.ts';
import type { Transport } from './transport.ts';

type Ask = (input: unknown) => Promise<unknown>;
type Listen = (listener: (payload: unknown) => void) => () => void;

declare global {
  interface Window {
    /** What the preload exposes in Electron; absent in a browser. */
    readonly engine?: Readonly<Record<string, Readonly<Record<string, Ask | Listen>>>>;
  }
}

/** The preload's `window.engine` as a transport; null where there is none. */
export function createElectronTransport(): Transport | null {
  const { engine } = window;
  if (engine === undefined) return null;
  setConnection('online');
  return {
    host: 'electron',
    call: async (name, input) => {
      const [noun = '', verb = ''] = name.split('.');
      const ask = engine[noun]?.[verb];
      if (ask === undefined) throw new Error(`The preload does not offer ${name}.`);
      return await (ask as Ask)(input);
    },
    on: <N extends EventName>(name: N, listener: Parameters<typeof readEvent<N>>[2]) => {
      const listen = engine['on']?.[name];
      if (listen === undefined) throw new Error(`The preload does not tell ${name}.`);
      return (listen as Listen)((payload) => readEvent(name, payload, listener));
    },
  };
}
