import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';

/** Ends a run that hangs; how long a start takes says nothing, since machines share their cores. */
const HANGS_AFTER_MS = 120_000;
const patience = { timeout: HANGS_AFTER_MS / 2 };

/** A window has no address, so that there is no `console`. */
const readyLine = z.strictObject({
  ready: z.literal(true), version: z.string(), listener: z.object({ url: z.url() }),
  sandbox: z.object({
    apiKey: z.string(), operators: z.array(z.object({ name: z.string() })),
    control: z.object({ url: z.url(), token: z.string() }),
  }),
});

const commandLine = process.argv;
let folder: string;
let readyFile: string;

beforeEach(() => {
  vi.resetModules();
  vi.doMock('electron', () => import('./testing/electron-stub.ts'));
  // The pages are built, and this test starts the door from its sources.
  vi.doMock('./shell/renderer-files.ts', () => ({ readRendererFiles: () => new Map() }));
  vi.stubEnv('PAYDESK_LOG_LEVEL', 'error');
  // The test runner's own, which Paydesk would take for the listener's public address.
  vi.stubEnv('BASE_URL', '');
  folder = mkdtempSync(join(tmpdir(), 'paydesk-desktop-'));
  readyFile = join(folder, 'ready.json');
});
afterEach(() => {
  process.argv = commandLine;
  vi.unstubAllEnvs();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal);
  rmSync(folder, { recursive: true });
});

/** Starts the door as a program does, until its window shows the console. */
async function openDoor({ isPackaged }: { readonly isPackaged: boolean }) {
  const electron = await import('./testing/electron-stub.ts');
  electron.app.isPackaged = isPackaged;
  process.argv = [
    'electron', ...(isPackaged ? [] : ['.']), '--data', join(folder, 'data'), '--no-sample',
    '--listener', '127.0.0.1:0', '--ready-file', readyFile,
  ];
  await import('./desktop.ts');
  electron.app.becomeReady();
  await vi.waitFor(() => {
    expect([electron.windows[0]?.loaded, electron.errorBoxes]).toEqual([['app://console/'], []]);
  }, patience);
  return electron;
}

async function quit({ app }: Awaited<ReturnType<typeof openDoor>>): Promise<void> {
  app.quit();
  await vi.waitFor(() => expect(app.ends).toEqual(['quit']), patience);
}

describe('the Electron door for a machine', () => {
  test('tells it, and nobody else, where the listener and the stand-ins are', async () => {
    const electron = await openDoor({ isPackaged: false });
    expect(statSync(readyFile).mode & 0o077).toBe(0);
    const { listener, sandbox } = readyLine.parse(JSON.parse(readFileSync(readyFile, 'utf8')));
    expect(sandbox.operators).toHaveLength(3);
    const { control: { url, token }, apiKey } = sandbox;
    const books = await fetch(`${url}/books`, { headers: { authorization: `Bearer ${token}` } });
    // Empty, as it was told to start; the sample would have held money.
    expect(await books.json()).toEqual([]);
    const path = new URL('/v1/jobs/job_nobody', listener.url);
    expect((await fetch(path, { headers: { 'x-api-key': apiKey } })).status).toBe(404);
    expect((await fetch(path)).status).toBe(401);
    await quit(electron);
  }, HANGS_AFTER_MS);

  test('makes no accounts and tells nothing once it is installed', async () => {
    vi.stubEnv('PAYDESK_LISTENER_PORT', '0');
    const electron = await openDoor({ isPackaged: true });
    expect(existsSync(readyFile)).toBe(false);
    expect(existsSync(join(folder, 'data', 'sandbox', 'credentials.json'))).toBe(false);
    await quit(electron);
  }, HANGS_AFTER_MS);
});
