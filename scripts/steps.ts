import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** What a step found: single tests where its tool counts them, else one for the whole step. */
export type Counts = { readonly passed: number; readonly failed: number };
export type Step = { readonly title: string; readonly run: () => Promise<Counts> };

const root = dirname(import.meta.dirname);
const bin = join(root, 'node_modules', '.bin');

/**
 * Runs the steps in order, each under its title and with its time, a failed one not keeping the
 * next from running. The last line printed is `N passed, N failed`; the exit code follows it.
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { title, run } of steps) {
    process.stdout.write(`\n== ${title}\n`);
    const started = performance.now();
    const counts = await run().catch(reportFailure);
    passed += counts.passed;
    failed += counts.failed;
    const time = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    lines.push(
      `${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${title.padEnd(28)} ${time.padStart(8)}`,
    );
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** A step that is one command, counted as one. */
export function command(title: string, tool: string, ...args: string[]): Step {
  return { title, run: async () => oneCount((await run(tool, args)) === 0) };
}

/** A step that is one of our own sources, run by this Node; counted as one. */
export function script(title: string, entry: string, ...args: string[]): Step {
  const start = (): Promise<number> => run(process.execPath, [join(root, entry), ...args]);
  return { title, run: async () => oneCount((await start()) === 0) };
}

/** The unit tests, counted one by one. A file that cannot be loaded fails the step as well. */
export function unitTests(title: string): Step {
  return {
    title,
    run: () =>
      withReport(async (report) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        const code = await run('vitest', ['run', ...reporters]);
        return { code, keys: { passed: 'numPassedTests', failed: 'numFailedTests' } };
      }),
  };
}

/** The browser tests, counted one by one; `chromium` answers the browser's path or throws. */
export function browserTests(title: string, chromium: () => string): Step {
  return {
    title,
    run: () =>
      withReport(async (report) => {
        const env = { CHROMIUM_PATH: chromium(), PAYDESK_E2E_COUNTS: report };
        return {
          code: await run('playwright', ['test'], env),
          keys: { passed: 'passed', failed: 'failed' },
        };
      }),
  };
}

type Reported = { code: number; keys: { passed: string; failed: string } };

async function withReport(runTool: (report: string) => Promise<Reported>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-test-'));
  try {
    const report = join(folder, 'report.json');
    const { code, keys } = await runTool(report);
    const content: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
    const passed = readCount(content, keys.passed);
    const failed = readCount(content, keys.failed);
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCount(report: unknown, key: string): number {
  const value: unknown =
    typeof report === 'object' && report !== null ? Reflect.get(report, key) : 0;
  return typeof value === 'number' ? value : 0;
}

function reportFailure(error: unknown): Counts {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return { passed: 0, failed: 1 };
}

function oneCount(good: boolean): Counts {
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a tool of this project (found in its own `.bin` first) and answers its exit code. */
export function run(
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const path = `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(tool, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: path, ...env },
    shell: process.platform === 'win32',
  });
  child.on('error', reject);
  child.on('exit', (code) => resolve(code ?? 1));
  return promise;
}
