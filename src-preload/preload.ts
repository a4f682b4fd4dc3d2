import { contextBridge, ipcRenderer } from 'electron';
import { callNames, channelOf, eventNames } from '../src-main/contract/channels.ts';

type Call = (input: unknown) => Promise<unknown>;
type Listen = (listener: (payload: unknown) => void) => () => void;

/**
 * The contract as one frozen object, `window.engine`: `engine.payments.release(input)` asks, and
 * `engine.on.changed(listener)` listens and answers how to stop. Nothing generic leaves this file:
 * no channel name, no event object, no `ipcRenderer`.
 */
const engine: Record<string, Record<string, Call | Listen>> = {};

for (const name of callNames) {
  const [noun = '', verb = ''] = name.split('.');
  const verbs = (engine[noun] ??= {});
  verbs[verb] = (input: unknown) => ipcRenderer.invoke(channelOf(name), input);
}

const on: Record<string, Listen> = {};
for (const name of eventNames) {
  on[name] = (listener) => {
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channelOf(name), hear);
    return () => ipcRenderer.off(channelOf(name), hear);
  };
}
engine['on'] = on;

for (const part of Object.values(engine)) Object.freeze(part);
contextBridge.exposeInMainWorld('engine', Object.freeze(engine));
