/**
 * An app that can be stopped and started again inside its door, so that a restored store begins
 * through recovery like any other. Windows stay open; while it starts, their calls are refused.
 */
import { startApp, type App, type AppOptions } from './app.ts';
import type { Tell } from './world/live.ts';
import type { Caller } from './contract/handlers.ts';
import { refuse } from './engine/domain/refusals.ts';

/** The answer to the call that asked for the restart leaves first. */
const ANSWER_MS = 250;
const STARTING = 'Paydesk is starting again; nothing was done. Try once more in a moment.';

type Listening = { readonly caller: Caller; readonly tell: Tell; stop: () => void };

/**
 * Starts the app as `startApp` does, and again whenever it asks for it: on the same folder and the
 * same listener address. `onLost` is told when it could not be started again; nothing runs then.
 */
export async function startRestartableApp(
  options: Omit<AppOptions, 'restart'>,
  onLost: (error: unknown) => void,
): Promise<App> {
  const listening = new Set<Listening>();
  let stopped = false;
  let starting = true;
  const start = (listener: AppOptions['listener']): Promise<App> =>
    startApp({ ...options, listener, restart: () => { setTimeout(restart, ANSWER_MS); } });

  const again = async (): Promise<void> => {
    starting = true;
    // A port that the system chose stays the same for whoever was told of it.
    const { hostname, port } = new URL(app.listener.url);
    await app.stop();
    if (stopped) return;
    app = await start({
      host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number.parseInt(port, 10),
    });
    starting = false;
    for (const one of listening) {
      one.stop = app.subscribe(one.caller, one.tell);
      const { phase } = await app.sessions.stateOf(one.caller);
      one.tell('session', { phase });
    }
  };
  const restart = (): void => {
    if (!stopped && !starting) again().catch(onLost);
  };

  let app = await start(options.listener);
  starting = false;
  return {
    get engine() { return app.engine; },
    get sessions() { return app.sessions; },
    get shelf() { return app.shelf; },
    get clock() { return app.clock; },
    get ids() { return app.ids; },
    get listener() { return app.listener; },
    get sandbox() { return app.sandbox; },
    dispatch: (name, input, caller) => starting
      ? Promise.resolve(refuse('store_halted', {}, STARTING)) : app.dispatch(name, input, caller),
    setting: (name) => app.setting(name),
    subscribe: (caller, tell) => {
      const one: Listening = { caller, tell, stop: app.subscribe(caller, tell) };
      listening.add(one);
      return () => {
        listening.delete(one);
        one.stop();
      };
    },
    suspend: () => { app.suspend(); },
    resume: () => { app.resume(); },
    stop: () => {
      stopped = true;
      return app.stop();
    },
  };
}
