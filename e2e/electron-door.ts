import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  _electron, expect, type ElectronApplication, type Locator, type Page,
} from 'playwright/test';
import { parseJson } from './http.ts';
import {
  operatorAt, readyLine, startStandIns, stopAll, type PaydeskOptions, type Ready,
  type RunningPaydesk, type SavedFile,
} from './paydesk.ts';

const root = dirname(import.meta.dirname);
/** These end a window that hangs; see `program.ts`. */
const readyLimitMs = 120_000;
const stopLimitMs = 20_000;
const anyListener = ['--listener', '127.0.0.1:0'];

/** How the window's page tells language and time; Playwright sets the same for a browser's. */
export type Place = {
  readonly locale: string | undefined; readonly timezoneId: string | undefined;
};

type ElectronDoor = {
  readonly app: ElectronApplication;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly log: () => string;
};

/** Starts Electron on the built door, as the stories of the Node door start that one. */
export async function startWindow(
  { dataFolder, sample, apart }: PaydeskOptions, place: Place,
): Promise<RunningPaydesk> {
  const standIns = apart ? await startStandIns(dataFolder) : null;
  const programs = standIns === null ? [] : [standIns.program];
  const doors: ElectronDoor[] = [];
  const readyFile = join(dataFolder, 'ready.json');
  const args = [
    ...['--data', join(dataFolder, 'paydesk'), '--ready-file', readyFile, ...anyListener],
    ...(standIns?.args ?? []), sample ? '--sample' : '--no-sample',
  ];
  const start = async (): Promise<{ readonly door: ElectronDoor; readonly ready: Ready }> => {
    await rm(readyFile, { force: true });
    const door = await launch(args, place);
    doors.push(door);
    return { door, ready: await readReady(readyFile, door) };
  };
  const killAll = async (): Promise<void> => {
    for (const one of [...doors, ...programs]) await one.kill();
  };
  try {
    let { door, ready } = await start();
    const startAgain = async (): Promise<void> => { ({ door, ready } = await start()); };
    return {
      paydesk: {
        get ready() { return ready; },
        get console(): never { throw new Error('The console of a window has no address.'); },
        operator: (at) => operatorAt(ready, at),
        open: () => door.app.firstWindow(),
        download: (button) => saveFromWindow(door.app, dataFolder, button),
        kill: () => door.kill(),
        start: startAgain,
        startAgain,
      },
      stop: () => stopAll([...programs, ...doors]),
      log: () => [...programs, ...doors].map((one) => one.log()).join('\n'),
    };
  } catch (error) {
    await killAll();
    throw error;
  }
}

/** A window as a person starts it, with an empty book: nobody has an account yet. */
export async function startWindowForPeople(dataFolder: string, place: Place): Promise<{
  readonly page: Page; readonly stop: () => Promise<void>;
}> {
  const { app, stop } = await launch(['--data', dataFolder, '--no-sample', ...anyListener], place);
  return { page: await app.firstWindow(), stop };
}

async function launch(args: readonly string[], { locale, timezoneId }: Place) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Without a path of ours: only then Playwright holds the start until it is connected, and keeps
  // the system's keychain out of it.
  const app = await _electron.launch({
    args: [root, ...args],
    // Chromium refuses to run as root with its sandbox on.
    chromiumSandbox: !isRoot,
    ...(locale === undefined ? {} : { locale }),
    ...(timezoneId === undefined ? {} : { timezoneId }),
  });
  const child = app.process();
  const log: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const closed = new Promise<void>((resolve) => { app.once('close', () => resolve()); });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (): Promise<void> => {
    if (hasEnded()) return;
    child.kill('SIGKILL');
    await closed;
  };
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await app.close();
    await closed;
    clearTimeout(limit);
    if (child.exitCode === 0) return;
    throw new Error(`The window ended with ${child.exitCode ?? child.signalCode ?? 'nothing'}. `
      + `Its log:\n${log.join('').slice(-4_000)}`);
  };
  return { app, kill, stop, log: () => log.join('') } satisfies ElectronDoor;
}

/** The file is written whole or not at all, once the engine answers. */
async function readReady(file: string, door: ElectronDoor): Promise<Ready> {
  const until = performance.now() + readyLimitMs;
  while (!existsSync(file)) {
    if (performance.now() > until) {
      throw new Error(`The window's engine is not ready. Its log:\n${door.log().slice(-4_000)}`);
    }
    await pause(50);
  }
  return readyLine.parse(parseJson(await readFile(file, 'utf8')));
}

/** Answers the save dialog in the person's place, and waits for the file under its whole name. */
async function saveFromWindow(
  app: ElectronApplication, dataFolder: string, button: Locator,
): Promise<SavedFile> {
  const folder = await mkdtemp(join(dataFolder, 'saved-'));
  await app.evaluate(({ dialog }, into) => {
    Object.assign(dialog, {
      showSaveDialog: (_window: unknown, { defaultPath }: { readonly defaultPath: string }) => {
        const name = defaultPath.split(/[\\/]/).at(-1);
        return Promise.resolve({ canceled: false, filePath: `${into}/${name}` });
      },
    });
  }, folder);
  await button.click();
  const whole = async () => (await readdir(folder)).filter((name) => !name.endsWith('.part'));
  await expect.poll(whole).toHaveLength(1);
  const [name = ''] = await whole();
  return { name, bytes: await readFile(join(folder, name)) };
}
