import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, expect } from 'playwright/test';
import { z } from 'zod';

const root = dirname(import.meta.dirname);
const startLimitMs = 30_000;
const stopLimitMs = 8_000;

/** The ready line of DESIGN section 12, as far as the stories need it. */
const readyLine = z.looseObject({
  ready: z.literal(true),
  listener: z.object({ url: z.url() }),
  console: z.object({ url: z.url(), launchUrl: z.url() }),
  sandbox: z.looseObject({
    apiKey: z.string(),
    operators: z.array(z.object({ name: z.string(), password: z.string(), role: z.string() })),
    control: z.object({ url: z.url(), token: z.string() }),
  }),
});

export type Ready = z.infer<typeof readyLine>;
export type Operator = Ready['sandbox']['operators'][number];

/** A running Node door with a data folder of its own. */
export type Paydesk = {
  readonly ready: Ready;
  readonly dataFolder: string;
  /** The operator at this place of the sandbox's list; throws where there is none. */
  readonly operator: (place: number) => Operator;
};

export type ApiAnswer = { readonly status: number; readonly body: unknown };

/** The listener as a marketplace meets it, with the sandbox's key. */
export type Api = {
  readonly get: (path: string) => Promise<ApiAnswer>;
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<ApiAnswer>;
};

type Headers = Readonly<Record<string, string>>;

export type Fault = {
  readonly provider: string;
  readonly operation: string;
  readonly fault: string;
  readonly times?: number;
  readonly delayMs?: number;
};

/** The stand-ins' control: faults, books and their clock. */
export type Control = {
  readonly fault: (fault: Fault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly books: () => Promise<unknown>;
  readonly advanceClock: (advanceMs: number) => Promise<void>;
};

type Options = {
  /** Starts with the sample data instead of an empty store. */
  readonly sample: boolean;
};

type Fixtures = { readonly paydesk: Paydesk; readonly api: Api; readonly control: Control };

export const test = base.extend<Options & Fixtures>({
  sample: [false, { option: true }],

  paydesk: async ({ sample }, use, testInfo) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'));
    const door = startDoor(dataFolder, sample);
    try {
      const ready = await door.ready;
      await use({ ready, dataFolder, operator: (place) => operatorAt(ready, place) });
    } finally {
      await stop(door.process);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('door.log', { body: door.log(), contentType: 'text/plain' });
      }
      await rm(dataFolder, { recursive: true, force: true });
    }
  },

  api: async ({ paydesk }, use) => {
    const { listener, sandbox } = paydesk.ready;
    const send = (method: string, path: string, body?: unknown, headers: Headers = {}) =>
      request(new URL(path, listener.url), method, body, {
        'x-api-key': sandbox.apiKey,
        ...headers,
      });
    await use({
      get: (path) => send('GET', path),
      post: (path, body, headers) => send('POST', path, body, headers),
    });
  },

  control: async ({ paydesk }, use) => {
    const { url, token } = paydesk.ready.sandbox.control;
    const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await request(new URL(`${url}${path}`), method, body, headers);
      expect(answer.status, `${method} ${path} of the sandbox's control`).toBeLessThan(300);
      return answer.body;
    };
    await use({
      fault: async (fault) => void (await send('POST', '/faults', fault)),
      clearFaults: async () => void (await send('DELETE', '/faults')),
      books: () => send('GET', '/books'),
      advanceClock: async (advanceMs) => void (await send('POST', '/clock', { advanceMs })),
    });
  },
});

export { expect };

type Door = {
  readonly process: ChildProcess;
  readonly ready: Promise<Ready>;
  readonly log: () => string;
};

function startDoor(dataFolder: string, sample: boolean): Door {
  const args = ['--data', dataFolder, '--sandbox', ...(sample ? ['--sample'] : []), '--json'];
  const addresses = ['--listener', '127.0.0.1:0', '--console', '127.0.0.1:0'];
  const door = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, 'src-main', 'headless.ts'), ...args, ...addresses],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log: string[] = [];
  door.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const { promise, resolve, reject } = Promise.withResolvers<Ready>();
  const fail = (what: string): void => {
    reject(new Error(`The door ${what}. Its log:\n${log.join('').slice(-4000)}`));
  };
  const limit = setTimeout(() => fail(`was not ready within ${startLimitMs} ms`), startLimitMs);
  door.once('exit', (code) => fail(`ended with code ${code}`));
  door.once('error', (error) => fail(`could not be started: ${error.message}`));
  createInterface({ input: door.stdout }).once('line', (line) => {
    clearTimeout(limit);
    const parsed = readyLine.safeParse(parseJson(line));
    if (parsed.success) resolve(parsed.data);
    else fail(`said something else than its ready line: ${line.slice(0, 200)}`);
  });
  return { process: door, ready: promise, log: () => log.join('') };
}

async function stop(door: ChildProcess): Promise<void> {
  if (door.exitCode !== null || door.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  door.once('exit', () => resolve());
  const limit = setTimeout(() => door.kill('SIGKILL'), stopLimitMs);
  door.kill('SIGTERM');
  await promise;
  clearTimeout(limit);
}

function operatorAt(ready: Ready, place: number): Operator {
  const operator = ready.sandbox.operators[place];
  if (operator === undefined) throw new Error(`The sandbox has no operator at place ${place}.`);
  return operator;
}

async function request(
  url: URL,
  method: string,
  body: unknown,
  headers: Headers,
): Promise<ApiAnswer> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, ...content });
  return { status: answer.status, body: parseJson(await answer.text()) };
}

/** The parsed text, or the text itself where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
