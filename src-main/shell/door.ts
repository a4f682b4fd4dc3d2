import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, powerMonitor, session, type BrowserWindow } from 'electron';
import type { EventName, EventPayload } from '../contract/contract.ts';
import type { Caller, Dispatch } from '../contract/handlers.ts';
import { openExternal } from './external.ts';
import { answerCalls, stopAnswering, tellWindow } from './ipc.ts';
import { setMenu } from './menu.ts';
import { createOutside } from './outside.ts';
import { watchPower } from './power.ts';
import { declareScheme, serveRenderer } from './protocol.ts';
import { saveWithDialog, type FileToSave } from './save-dialog.ts';
import { sealContents, sealSession } from './seal.ts';
import { becomeSingleInstance } from './single-instance.ts';
import { createSpeech, type Speech } from './speech.ts';
import { createTray } from './tray.ts';
import { bringForward, openWindow, showScreen } from './window.ts';

/** Saves a prepared file; answers the path, or null when the person dismissed the dialog. */
export type SaveFile = (file: FileToSave) => Promise<string | null>;

type Tell = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** The running engine, as far as the window needs it. */
export type Engine = {
  readonly dispatch: Dispatch;
  readonly title: string;
  /** Tells one window what happens, until the answer is called. */
  readonly subscribe: (caller: Caller, tell: Tell) => () => void;
  /** Whether a payer is just being asked to follow this very address. */
  readonly isPaymentLink: (address: string) => Promise<boolean>;
  /** The machine is about to sleep: send nothing new. */
  readonly suspend: () => void;
  /** The machine woke: due work is looked for at once. */
  readonly resume: () => void;
  /** Drains and closes the store; safe to call twice. */
  readonly stop: () => Promise<void>;
};

export type DoorOptions = {
  readonly folder: string;
  readonly rendererFolder: string;
  readonly preload: string;
  /** Hosts that a link may lead to, in the system's browser. */
  readonly externalHosts: ReadonlySet<string>;
  readonly idleLockMs: number;
  readonly start: (save: SaveFile) => Promise<Engine>;
};

type Room = { readonly window: BrowserWindow; readonly caller: Caller };

/**
 * Runs the Electron door: one window over one engine. Everything that must happen before Electron
 * is ready happens in this call, and nothing here waits for readiness on the way, because Electron
 * is ready only after the entry module has been evaluated.
 */
export function runDoor(options: DoorOptions): void {
  let room: Room | undefined;
  let engine: Engine | undefined;
  const speech = createSpeech();
  declareScheme();
  sealContents((url) => {
    if (room !== undefined) void openOutside(room.window, url, options, speech, engine);
  });
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  // The single-instance lock lies in here, so each data folder may have a window of its own.
  app.setPath('userData', join(options.folder, 'window'));
  if (!becomeSingleInstance(() => room?.window)) {
    app.quit();
    return;
  }

  const save: SaveFile = (file) => {
    if (room === undefined) return Promise.reject(new Error('The window is closed.'));
    return saveWithDialog(room.window, file);
  };
  /** Shows a screen in the window that is there, without loading its page again. */
  const openPath = (path: string): void => {
    if (room === undefined) return;
    bringForward(room.window);
    tellWindow(room.window, 'open', { path });
  };
  const lock = (): void => {
    if (room !== undefined) void engine?.dispatch('session.lock', {}, room.caller);
  };
  const openRoom = async (running: Engine): Promise<void> => {
    room = furnish({ ...running, dispatch: speech.learningFrom(running.dispatch) }, options);
    const { window, caller } = room;
    const tray = createTray({ title: running.title, speech, openPath, quit: () => app.quit() });
    const outside = createOutside({
      dispatch: running.dispatch, caller, window, words: speech.words, openPath,
      showTray: tray.show,
    });
    const unsubscribe = running.subscribe(caller, (name, payload) => {
      tellWindow(window, name, payload);
      outside.heard(name, payload);
    });
    window.on('closed', () => {
      room = undefined;
      unsubscribe();
      tray.remove();
      stopAnswering();
    });
    window.on('session-end', () => void running.stop());
    await showScreen(window, '/');
  };
  const open = async (): Promise<void> => {
    sealSession(session.defaultSession);
    serveRenderer(options.rendererFolder);
    const showMenu = (): void => { setMenu({ openPath, lock }, speech.words()); };
    showMenu();
    speech.onChanged(showMenu);
    const running = await options.start(save);
    engine = running;
    followPower(running, options.idleLockMs, lock);
    app.on('activate', () => {
      if (room === undefined) openRoom(running).catch(giveUp);
    });
    await openRoom(running);
  };
  app.whenReady().then(open).catch(giveUp);
  stopWithGrace(() => engine);
}

/** Shows an address of a listed host, or the link a payer was given, in the system's browser. */
function openOutside(
  window: Room['window'], url: string, { externalHosts }: DoorOptions, speech: Speech,
  engine: Engine | undefined,
): Promise<boolean> {
  return openExternal(window, url, {
    hosts: externalHosts, words: speech.words(),
    isPaymentLink: async (address) => await engine?.isPaymentLink(address) ?? false,
  });
}

/** A window with its calls answered. Each window is a session of its own and signs in anew. */
function furnish(engine: Engine, options: DoorOptions): Room {
  const caller: Caller = { sessionId: randomUUID(), host: 'electron' };
  const window = openWindow({
    preload: options.preload,
    boundsFile: join(options.folder, 'window', 'bounds.json'),
    title: engine.title,
  });
  answerCalls(window, engine.dispatch, caller);
  return { window, caller };
}

/** Waking reaches the engine, absence locks the session, and a shutdown of the system drains. */
function followPower(engine: Engine, idleLockMs: number, lock: () => void): void {
  watchPower({ suspend: engine.suspend, resume: engine.resume, leave: lock }, idleLockMs);
  powerMonitor.on('shutdown', () => void engine.stop());
}

/**
 * Ends only when the engine has drained, however often the end is asked for meanwhile. Whatever
 * ends the process sooner is survived as well: correctness rests on the store, never on this.
 */
function stopWithGrace(engine: () => Engine | undefined): void {
  let state: 'running' | 'draining' | 'drained' = 'running';
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    const running = engine();
    if (state === 'drained' || running === undefined) return;
    event.preventDefault();
    if (state === 'draining') return;
    state = 'draining';
    running.stop().then(() => {
      state = 'drained';
      app.quit();
    }, giveUp);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
}

function giveUp(error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${sentence}\n`);
  dialog.showErrorBox('Paydesk cannot go on', sentence);
  app.exit(1);
}
