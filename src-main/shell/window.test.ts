import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WindowLanguage } from '../contract/session.ts';
import { person, powerMonitor } from '../testing/electron-stub.ts';
import { menuTemplate } from './menu.ts';
import { watchPower } from './power.ts';
import { saveWithDialog } from './save-dialog.ts';
import { becomeSingleInstance } from './single-instance.ts';
import { openWindow, showScreen } from './window.ts';
import { shellWords, type ShellWords } from './words.ts';

vi.mock('electron', () => import('../testing/electron-stub.ts'));

const folder = mkdtempSync(join(tmpdir(), 'paydesk-window-'));
const boundsFile = join(folder, 'window.json');
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => rmSync(boundsFile, { force: true }));

function open(): BrowserWindow {
  return openWindow({ preload: '/preload.cjs', boundsFile, title: 'Paydesk (sandbox)' });
}

function optionsOf(window: BrowserWindow): unknown {
  return Reflect.get(window, 'options');
}

describe('the window', () => {
  test('is sealed by name, not by default', () => {
    expect(optionsOf(open())).toMatchObject({
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: false,
      },
    });
  });

  test('shows our own page and keeps its title', async () => {
    const window = open();
    await showScreen(window, '/payments');
    expect(Reflect.get(window, 'loaded')).toEqual(['app://console/payments']);
    const preventDefault = vi.fn();
    window.emit('page-title-updated', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test('comes back where it was closed', () => {
    open().emit('close');
    expect(JSON.parse(readFileSync(boundsFile, 'utf8'))).toMatchObject({ x: 10, y: 20 });
    expect(optionsOf(open())).toMatchObject({ x: 10, y: 20, width: 1200, height: 800 });
  });

  test('comes back as large as the screen where it was left so', () => {
    const window = open();
    Object.assign(window, { isMaximized: () => true });
    window.emit('close');
    expect(open().isMaximized()).toBe(true);
  });

  test('does not come back on a screen that is gone', () => {
    writeFileSync(boundsFile, JSON.stringify({ x: 5000, y: 0, width: 1100, height: 700 }));
    const options = optionsOf(open());
    expect(options).toMatchObject({ width: 1100, height: 700 });
    expect(options).not.toHaveProperty('x');
  });

  test.each(['', '{', '{"x":1.5}', 'null'])('opens in spite of stored bounds %o', (text) => {
    writeFileSync(boundsFile, text);
    expect(optionsOf(open())).toMatchObject({ width: 1360, height: 860 });
  });
});

test('a second start brings the first window forward', () => {
  const focus = vi.fn();
  const restore = vi.fn();
  const first = Object.assign(open(), { isMinimized: () => true, restore, focus });
  expect(becomeSingleInstance(() => first)).toBe(true);
  app.emit('second-instance', {}, ['--anything']);
  expect(restore).toHaveBeenCalledOnce();
  expect(focus).toHaveBeenCalledOnce();
  Object.assign(app, { lockIsFree: false });
  expect(becomeSingleInstance(() => first)).toBe(false);
});

describe('saving a file', () => {
  const file = { name: '../../receipt.json', path: join(folder, 'prepared') };
  writeFileSync(file.path, '{}');

  test('writes it where the person says and names the place', async () => {
    const path = join(folder, 'receipt.json');
    Object.assign(person, { savesTo: path, shown: [] });
    expect(await saveWithDialog(open(), file)).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe('{}');
    expect(person.shown[0]?.defaultPath).toBe(join('/downloads', 'receipt.json'));
  });

  test('writes nothing when the dialog is dismissed', async () => {
    Object.assign(person, { savesTo: '' });
    expect(await saveWithDialog(open(), file)).toBeNull();
  });

  test('says which file could not be written', async () => {
    Object.assign(person, { savesTo: join(folder, 'missing', 'receipt.json') });
    await expect(saveWithDialog(open(), file)).rejects.toThrow('receipt.json could not be written');
  });
});

test('waking and the screen lock are told, idleness once', () => {
  vi.useFakeTimers();
  const listeners = { suspend: vi.fn(), resume: vi.fn(), leave: vi.fn() };
  const stop = watchPower(listeners, 900_000);
  powerMonitor.emit('resume');
  powerMonitor.emit('lock-screen');
  powerMonitor.idleSeconds = 901;
  vi.advanceTimersByTime(90_000);
  expect(listeners.resume).toHaveBeenCalledOnce();
  expect(listeners.leave).toHaveBeenCalledTimes(2);
  stop();
  powerMonitor.emit('resume');
  expect(listeners.resume).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

const acts = { openPath: vi.fn(), lock: vi.fn() };

function menuOf(
  platform: NodeJS.Platform,
  { packaged = true, words = shellWords.en }: {
    readonly packaged?: boolean; readonly words?: ShellWords;
  } = {},
) {
  return menuTemplate(acts, { platform, packaged, words });
}

test('the menu leads to the screens and locks', () => {
  const submenu = menuOf('linux').find(({ label }) => label === 'Go')?.submenu;
  if (!Array.isArray(submenu)) throw new Error('There is no menu of screens.');
  for (const { click } of submenu) Reflect.apply(click ?? (() => undefined), null, []);
  expect(acts.openPath.mock.calls).toEqual([
    ['/overview'], ['/attention'], ['/inbox'], ['/payments'], ['/settings'],
  ]);
  expect(acts.lock).toHaveBeenCalledOnce();
});

test('a packaged menu neither reloads nor opens developer tools', () => {
  expect(JSON.stringify(menuOf('linux'))).not.toMatch(/reload|toggleDevTools/);
  expect(JSON.stringify(menuOf('linux', { packaged: false }))).toMatch(/toggleDevTools/);
});

test('a menu has what its system expects, in the language of the window', () => {
  const heads = (platform: NodeJS.Platform, language: WindowLanguage): unknown[] =>
    menuOf(platform, { words: shellWords[language] }).map(({ role, label }) => label ?? role);
  expect(heads('linux', 'en')).toEqual(['File', 'Edit', 'View', 'Go', 'Window', 'Help']);
  expect(heads('win32', 'es')).toEqual(['Archivo', 'Edición', 'Ver', 'Ir', 'Ventana', 'Ayuda']);
  expect(heads('darwin', 'es'))
    .toEqual(['appMenu', 'Archivo', 'Edición', 'Ver', 'Ir', 'Ventana']);
});

test.each(['linux', 'darwin'] as const)('no role speaks English by itself on %s', (platform) => {
  const entries = menuOf(platform, { packaged: false, words: shellWords.es })
    .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    .filter(({ type }) => type !== 'separator');
  const english = new Set([
    ...Object.values(shellWords.en.role), ...Object.values(shellWords.en.screen), 'Lock',
  ].filter((word) => word !== shellWords.es.role.zoom));
  expect(entries.length).toBeGreaterThan(15);
  expect(entries.filter(({ label }) => label === undefined || english.has(label))).toEqual([]);
});
