import { fork, type ChildProcess } from 'node:child_process';
import { z } from 'zod';

/** What a playing process tells after each handful of seeds. */
const reportSchema = z.object({
  played: z.number(),
  failures: z.array(z.object({ seed: z.number(), sentence: z.string() })),
  coverage: z.array(z.tuple([z.string(), z.number()])),
});
export type Report = z.output<typeof reportSchema>;

export type PlayOptions = {
  /** The entry to fork: this one, or the same file of a copy with a planted bug. */
  readonly entry: string;
  readonly from: number;
  readonly seeds: number;
  readonly jobs: number;
  /** Ends all at the first failure. */
  readonly stopAtFirst: boolean;
  readonly onReport: (report: Report) => void;
};

/** A process that says nothing for so long goes round in circles; a handful takes seconds. */
const SILENCE_MS_MAX = 60_000;

export type Played = {
  readonly played: number;
  readonly failures: readonly { readonly seed: number; readonly sentence: string }[];
};

/** Plays seeds in several processes, each every n-th of them, and gathers what they tell. */
export async function playInProcesses(options: PlayOptions): Promise<Played> {
  const { jobs } = options;
  const children: ChildProcess[] = [];
  const parts = await Promise.all(Array.from({ length: jobs }, (_, index) =>
    playInOne(options, index, {
      started: (child) => children.push(child),
      failed: () => {
        if (options.stopAtFirst) for (const child of children) child.kill();
      },
    })));
  return {
    played: parts.reduce((sum, part) => sum + part.played, 0),
    failures: parts.flatMap((part) => part.failures).toSorted((a, b) => a.seed - b.seed),
  };
}

function playInOne(
  { entry, from, seeds, jobs, stopAtFirst, onReport }: PlayOptions,
  index: number,
  hooks: { readonly started: (child: ChildProcess) => void; readonly failed: () => void },
): Promise<Played> {
  return new Promise((resolve) => {
    const failures: { seed: number; sentence: string }[] = [];
    let played = 0;
    let alarm: NodeJS.Timeout | null = null;
    let finished = false;
    const args = ['--part', `${index}/${jobs}`, '--from', `${from}`, '--seeds', `${seeds}`];
    const child = fork(entry, [...args, ...(stopAtFirst ? ['--stop'] : [])], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    hooks.started(child);
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2_000);
    });
    const watch = (): void => {
      if (alarm !== null) clearTimeout(alarm);
      alarm = setTimeout(() => {
        failures.push({ seed: from + index + played * jobs, sentence: 'it goes round in circles' });
        child.kill('SIGKILL');
      }, SILENCE_MS_MAX);
    };
    watch();
    child.on('message', (message) => {
      watch();
      if (message === 'finished') {
        finished = true;
        return;
      }
      const report = reportSchema.parse(message);
      played += report.played;
      failures.push(...report.failures);
      onReport(report);
      if (report.failures.length > 0) hooks.failed();
    });
    child.on('close', (code, signal) => {
      if (alarm !== null) clearTimeout(alarm);
      const died = !finished && failures.length === 0 && signal !== 'SIGTERM';
      if (died) {
        const sentence = `the process died (${code ?? signal}): ${errors.trim().slice(-600)}`;
        failures.push({ seed: from + index + played * jobs, sentence });
      }
      resolve({ played, failures });
    });
  });
}
