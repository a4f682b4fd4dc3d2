import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { channelOf } from '../contract/channels.ts';
import type { Engine, SaveFile } from './door.ts';

let folder: string;

beforeEach(() => {
  vi.resetModules();
  vi.doMock('electron', () => import('../testing/electron-stub.ts'));
  folder = mkdtempSync(join(tmpdir(), 'paydesk-door-'));
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal);
});

/** A fresh Electron and a door in it; each test plays its own process. */
async function knock(start: (save: SaveFile) => Promise<Engine>, lockIsFree = true) {
  const electron = await import('../testing/electron-stub.ts');
  electron.app.lockIsFree = lockIsFree;
  const { runDoor } = await import('./door.ts');
  runDoor({
    folder: join(folder, 'data'),
    rendererFolder: folder,
    preload: '/preload.cjs',
    externalHosts: new Set(),
    idleLockMs: 900_000,
    start,
  });
  return electron;
}

function engine(): Engine & { calls: unknown[][]; stops: () => number } {
  const calls: unknown[][] = [];
  let stops = 0;
  return {
    calls,
    stops: () => stops,
    dispatch: (...args) => {
      calls.push(args);
      return Promise.resolve({ ok: true, value: 'answer' });
    },
    title: 'Paydesk (sandbox)',
    isPaymentLink: () => Promise.resolve(false),
    subscribe: (_caller, tell) => {
      tell('halted', { reason: 'disk full' });
      return () => void calls.push(['unsubscribe']);
    },
    suspend: () => void calls.push(['suspend']),
    resume: () => void calls.push(['resume']),
    stop: () => {
      stops += 1;
      return Promise.resolve();
    },
  };
}

describe('the Electron door', () => {
  test('waits for Electron without holding up its own module', async () => {
    const start = vi.fn<(save: SaveFile) => Promise<Engine>>(() => {
      return Promise.resolve(engine());
    });
    const electron = await knock(start);
    expect(electron.schemes).toHaveLength(1);
    expect(start).not.toHaveBeenCalled();
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toEqual(['app://console/']));
  });

  test('keeps what it stores to its owner', async () => {
    const electron = await knock(() => Promise.resolve(engine()));
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
    expect(electron.app.paths.get('userData')).toBe(join(folder, 'data', 'window'));
  });

  test('answers its window through the engine and tells it events', async () => {
    const running = engine();
    const electron = await knock(() => Promise.resolve(running));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toHaveLength(1));
    const contents = electron.windows[0]?.webContents;
    const event = { senderFrame: contents?.mainFrame };
    await electron.handlers.get(channelOf('session.get'))?.(event, {});
    expect(running.calls[0]?.slice(0, 2)).toEqual(['session.get', {}]);
    expect(contents?.sent).toEqual([
      { channel: channelOf('halted'), payload: { reason: 'disk full' } },
    ]);
    electron.windows[0]?.emit('closed');
    expect(running.calls.at(-1)).toEqual(['unsubscribe']);
    expect(electron.handlers.size).toBe(0);
  });

  test('gives its menu the language that the page tells', async () => {
    const electron = await knock(() => Promise.resolve(engine()));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toHaveLength(1));
    const heads = (): unknown[] =>
      electron.applicationMenus.map((menu) => menu.map(({ label }) => label)[0]);
    expect(heads()).toEqual(['File']);
    const event = { senderFrame: electron.windows[0]?.webContents.mainFrame };
    const speak = electron.handlers.get(channelOf('session.speak'));
    await speak?.(event, { language: 'es' });
    await speak?.(event, { language: 'es' });
    expect(heads()).toEqual(['File', 'Archivo']);
  });

  test('locks the session when the person leaves, and wakes the engine', async () => {
    const running = engine();
    const electron = await knock(() => Promise.resolve(running));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toHaveLength(1));
    for (const name of ['lock-screen', 'suspend', 'resume']) electron.powerMonitor.emit(name);
    expect(running.calls.map(([name]) => name)).toEqual(['session.lock', 'suspend', 'resume']);
  });

  test('ends once the engine has drained, and drains once', async () => {
    const running = engine();
    const electron = await knock(() => Promise.resolve(running));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toHaveLength(1));
    electron.app.quit();
    expect(electron.app.ends).toEqual([]);
    await vi.waitFor(() => expect(electron.app.ends).toEqual(['quit']));
    expect(running.stops()).toBe(1);
  });

  test('that is asked to end again while it drains goes on draining', async () => {
    const drained = Promise.withResolvers<void>();
    const electron = await knock(() => Promise.resolve({
      ...engine(), stop: () => drained.promise,
    }));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.windows[0]?.loaded).toHaveLength(1));
    electron.app.quit();
    electron.app.quit();
    expect(electron.app.ends).toEqual([]);
    drained.resolve();
    await vi.waitFor(() => expect(electron.app.ends).toEqual(['quit']));
  });

  test('says why it cannot start, and ends', async () => {
    const sentence = 'Another Paydesk uses this folder.';
    const electron = await knock(() => Promise.reject(new Error(sentence)));
    electron.app.becomeReady();
    await vi.waitFor(() => expect(electron.app.ends).toEqual(['exit 1']));
    expect(electron.errorBoxes).toEqual([sentence]);
    expect(electron.windows).toEqual([]);
  });

  test('gives way to a window that is there already', async () => {
    const start = vi.fn<(save: SaveFile) => Promise<Engine>>();
    const electron = await knock(start, false);
    electron.app.becomeReady();
    await Promise.resolve();
    expect(electron.app.ends).toEqual(['quit']);
    expect(start).not.toHaveBeenCalled();
  });
});
