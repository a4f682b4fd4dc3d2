import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright/test';
import { z } from 'zod';
import { parseJson } from './http.ts';
import { startProgram, type Program } from './program.ts';

const anyConsole = '127.0.0.1:0';
const anyPorts = ['--listener', '127.0.0.1:0', '--console', anyConsole];

const control = z.object({ url: z.url(), token: z.string() });

/** The ready line of DESIGN section 12, as far as the stories need it. */
export const readyLine = z.looseObject({
  ready: z.literal(true),
  listener: z.object({ url: z.url() }),
  sandbox: z.looseObject({
    apiKey: z.string(),
    operators: z.array(z.object({ name: z.string(), password: z.string(), role: z.string() })),
    webhookSecrets: z.object({ jobs: z.string() }),
    control,
  }),
});
const browserReadyLine = readyLine.extend({
  console: z.object({ url: z.url(), launchUrl: z.url() }),
});
const standInsLine = z.looseObject({ ready: z.literal(true), control });

export type Ready = z.infer<typeof readyLine>;
export type Operator = Ready['sandbox']['operators'][number];

export type SavedFile = { readonly name: string; readonly bytes: Buffer };

/** A running Paydesk with a data folder of its own, behind either door. */
export type Paydesk = {
  /** What the present start told; a start after a kill tells other addresses. */
  readonly ready: Ready;
  /** Where browsers find the console; throws in the Electron door, whose window has no address. */
  readonly console: { readonly url: string; readonly launchUrl: string };
  /** The operator at this place of the sandbox's list; throws where there is none. */
  readonly operator: (place: number) => Operator;
  /**
   * Shows the console, at the sign-in screen where nobody is signed in, and answers its page: the
   * given one in the browser door, in the Electron door that of the window.
   */
  readonly open: (page: Page) => Promise<Page>;
  /** Presses what saves a file, and answers the file. */
  readonly download: (button: Locator) => Promise<SavedFile>;
  /** Kills the door with SIGKILL; stand-ins that run apart live on. */
  readonly kill: () => Promise<void>;
  /** Starts the door again on the same data; `open` answers its page. */
  readonly start: () => Promise<void>;
  /** The same where windows look for it: the console on the port that it had. */
  readonly startAgain: () => Promise<void>;
};

export type PaydeskOptions = {
  readonly dataFolder: string;
  /** Starts with the sample data instead of an empty store. */
  readonly sample: boolean;
  /** The stand-ins run in a process of their own, so that they survive the door. */
  readonly apart: boolean;
};

/** A running door, with the ways to end it and to see what it logged. */
export type RunningPaydesk = {
  readonly paydesk: Paydesk;
  readonly stop: () => Promise<void>;
  readonly log: () => string;
};

/** Starts the Node door, and the stand-ins where they run apart. */
export async function startPaydesk(options: PaydeskOptions): Promise<RunningPaydesk> {
  const standIns = options.apart ? await startStandIns(options.dataFolder) : null;
  const programs: Program[] = standIns === null ? [] : [standIns.program];
  const args = [
    ...['--data', join(options.dataFolder, 'paydesk'), '--json', '--listener', '127.0.0.1:0'],
    ...(standIns?.args ?? ['--sandbox']), ...(options.sample ? ['--sample'] : []),
  ];
  const startDoor = async (consoleAt = anyConsole) => {
    const program = startProgram('src-main/headless.ts', [...args, '--console', consoleAt]);
    programs.push(program);
    return { program, ready: browserReadyLine.parse(parseJson(await program.nextLine())) };
  };
  try {
    let door = await startDoor();
    return {
      paydesk: {
        get ready() { return door.ready; },
        get console() { return door.ready.console; },
        operator: (place) => operatorAt(door.ready, place),
        open: async (page) => {
          await page.goto(door.ready.console.launchUrl);
          return page;
        },
        download,
        kill: () => door.program.kill(),
        start: async () => { door = await startDoor(); },
        startAgain: async () => { door = await startDoor(new URL(door.ready.console.url).host); },
      },
      stop: () => stopAll(programs),
      log: () => programs.map((program) => program.log()).join('\n'),
    };
  } catch (error) {
    for (const program of programs) await program.kill();
    throw error;
  }
}

/** Stops in reverse, all of them, and throws then where one did not end well. */
export async function stopAll(
  programs: readonly { readonly stop: () => Promise<void> }[],
): Promise<void> {
  const failures: unknown[] = [];
  for (const program of programs.toReversed()) {
    await program.stop().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.join('\n'));
}

async function download(button: Locator): Promise<SavedFile> {
  const [file] = await Promise.all([button.page().waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A door as a person starts it: nobody has an account yet, and it prints where to go. */
export async function startForPeople(dataFolder: string, context: BrowserContext): Promise<{
  readonly page: Page; readonly stop: () => Promise<void>;
}> {
  const args = ['--data', dataFolder, '--sandbox', ...anyPorts];
  const program = startProgram('src-main/headless.ts', args);
  const address = /^Open the console: (http:\/\/\S+)$/;
  try {
    for (;;) {
      const launchUrl = address.exec(await program.nextLine())?.[1];
      if (launchUrl === undefined) continue;
      const page = await context.newPage();
      await page.goto(launchUrl);
      return { page, stop: program.stop };
    }
  } catch (error) {
    await program.kill();
    throw error;
  }
}

/** The stand-ins in a process of their own, and how a door is told of them. */
export async function startStandIns(
  dataFolder: string,
): Promise<{ readonly program: Program; readonly args: readonly string[] }> {
  const args = ['--data', join(dataFolder, 'stand-ins'), '--json'];
  const program = startProgram('src-main/sandbox/main.ts', args);
  const { control: { url, token } } = standInsLine.parse(parseJson(await program.nextLine()));
  return { program, args: ['--sandbox-url', url, `--sandbox-token=${token}`] };
}

/** The operator at this place of the sandbox's list; throws where there is none. */
export function operatorAt(ready: Ready, place: number): Operator {
  const operator = ready.sandbox.operators[place];
  if (operator === undefined) throw new Error(`The sandbox has no operator at place ${place}.`);
  return operator;
}
