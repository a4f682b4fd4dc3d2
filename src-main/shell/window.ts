import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BrowserWindow, app, screen, type Rectangle } from 'electron';
import { z } from 'zod';
import { rendererUrl } from './protocol.ts';

const minimum = { width: 1024, height: 640 };
const preferred = { width: 1360, height: 860 };

/**
 * Opens the one window, where it stood last if that place is still on a screen. Every protection is
 * set by name and none is left to a default. The developer tools exist only in development.
 */
export function openWindow(options: {
  readonly preload: string;
  readonly boundsFile: string;
  readonly title: string;
}): BrowserWindow {
  const { maximized, ...place } = readPlace(options.boundsFile);
  const window = new BrowserWindow({
    ...preferred,
    ...place,
    minWidth: minimum.width,
    minHeight: minimum.height,
    show: false,
    title: options.title,
    backgroundColor: '#00000000',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  // The page's own title must not hide in which book one works.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', () => writePlace(options.boundsFile, {
    ...window.getNormalBounds(), maximized: window.isMaximized(),
  }));
  if (maximized === true) window.maximize();
  return window;
}

/** Loads a screen; call it once calls are answered, so that the page finds someone to talk to. */
export async function showScreen(window: BrowserWindow, path: string): Promise<void> {
  await window.loadURL(rendererUrl(path));
}

const placeShape = z.object({
  x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximized: z.boolean().default(false),
});
type Place = z.infer<typeof placeShape>;

/** The stored place, or nothing where it is unreadable or on a screen that is gone. */
function readPlace(file: string): Partial<Place> {
  if (!existsSync(file)) return {};
  const stored = placeShape.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!stored.success) return {};
  const { maximized, ...bounds } = stored.data;
  const visible = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, bounds));
  return visible ? { ...bounds, maximized }
    : { width: bounds.width, height: bounds.height, maximized };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A half-written file is as good as none: the window opens at its preferred size.
    return null;
  }
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const apart =
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  return !apart;
}

function writePlace(file: string, place: Place): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(place), { mode: 0o600 });
}

/** Brings the window to the front, from wherever it is. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
