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
  const window = new BrowserWindow({
    ...preferred,
    ...readBounds(options.boundsFile),
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
  window.on('close', () => writeBounds(options.boundsFile, window.getNormalBounds()));
  return window;
}

/** Loads a screen; call it once calls are answered, so that the page finds someone to talk to. */
export async function showScreen(window: BrowserWindow, path: string): Promise<void> {
  await window.loadURL(rendererUrl(path));
}

const boundsShape = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

/** The stored place, or nothing where it is unreadable or on a screen that is gone. */
function readBounds(file: string): Partial<Rectangle> {
  if (!existsSync(file)) return {};
  const stored = boundsShape.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!stored.success) return {};
  const bounds = stored.data;
  const visible = screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, bounds));
  return visible ? bounds : { width: bounds.width, height: bounds.height };
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

function writeBounds(file: string, bounds: Rectangle): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
}
