import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from './http.ts';
import { startProgram, type Program } from './program.ts';

const anyConsole = '127.0.0.1:0';
const anyPorts = ['--listener', '127.0.0.1:0', '--console', anyConsole];

const control = z.object({ url: z.url(), token: z.string() });

/** The ready line of DESIGN section 12, as far as the stories need it. */
const readyLine = z.looseObject({
  ready: z.literal(true),
  listener: z.object({ url: z.url() }),
  console: z.object({ url: z.url(), launchUrl: z.url() }),
  sandbox: z.looseObject({
    apiKey: z.string(),
    operators: z.array(z.object({ name: z.string(), password: z.string(), role: z.string() })),
    control,
  }),
});
const standInsLine = z.looseObject({ ready: z.literal(true), control });

export type Ready = z.infer<typeof readyLine>;
export type Operator = Ready['sandbox']['operators'][number];

/** A Node door with a data folder of its own. */
export type Paydesk = {
  /** What the present start printed; a start after a kill prints other addresses. */
  readonly ready: Ready;
  /** The operator at this place of the sandbox's list; throws where there is none. */
  readonly operator: (place: number) => Operator;
  /** Kills the door with SIGKILL; stand-ins that run apart live on. */
  readonly kill: () => Promise<void>;
  /** Starts the door again on the same data. */
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
  const sandbox = standIns === null ? ['--sandbox'] : standIns.args;
  const args = [
    ...['--data', join(options.dataFolder, 'paydesk'), '--json'],
    ...['--listener', '127.0.0.1:0', ...sandbox], ...(options.sample ? ['--sample'] : []),
  ];
  const startDoor = async (
    consoleAt = anyConsole,
  ): Promise<{ program: Program; ready: Ready }> => {
    const program = startProgram('src-main/headless.ts', [...args, '--console', consoleAt]);
    programs.push(program);
    return { program, ready: readyLine.parse(parseJson(await program.nextLine())) };
  };
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const program of programs.toReversed()) {
      await program.stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.join('\n'));
  };
  try {
    let door = await startDoor();
    return {
      paydesk: {
        get ready() { return door.ready; },
        operator: (place) => operatorAt(door.ready, place),
        kill: () => door.program.kill(),
        start: async () => { door = await startDoor(); },
        startAgain: async () => { door = await startDoor(new URL(door.ready.console.url).host); },
      },
      stop,
      log: () => programs.map((program) => program.log()).join('\n'),
    };
  } catch (error) {
    for (const program of programs) await program.kill();
    throw error;
  }
}

/** A door as a person starts it: nobody has an account yet, and it prints where to go. */
export async function startForPeople(dataFolder: string): Promise<{
  readonly launchUrl: string; readonly stop: () => Promise<void>;
}> {
  const args = ['--data', dataFolder, '--sandbox', ...anyPorts];
  const program = startProgram('src-main/headless.ts', args);
  const address = /^Open the console: (http:\/\/\S+)$/;
  try {
    for (;;) {
      const launchUrl = address.exec(await program.nextLine())?.[1];
      if (launchUrl !== undefined) return { launchUrl, stop: program.stop };
    }
  } catch (error) {
    await program.kill();
    throw error;
  }
}

async function startStandIns(
  dataFolder: string,
): Promise<{ readonly program: Program; readonly args: readonly string[] }> {
  const args = ['--data', join(dataFolder, 'stand-ins'), '--json'];
  const program = startProgram('src-main/sandbox/main.ts', args);
  const { control: { url, token } } = standInsLine.parse(parseJson(await program.nextLine()));
  return { program, args: ['--sandbox-url', url, `--sandbox-token=${token}`] };
}

function operatorAt(ready: Ready, place: number): Operator {
  const operator = ready.sandbox.operators[place];
  if (operator === undefined) throw new Error(`The sandbox has no operator at place ${place}.`);
  return operator;
}
