import { Menu, Tray, nativeImage, type MenuItemConstructorOptions } from 'electron';
import type { CallOutput } from '../contract/contract.ts';
import type { Speech } from './speech.ts';
import type { ShellWords } from './words.ts';

/** What the tray says: the unread of whoever is signed in, or null while nobody is. */
export type TrayFace = CallOutput<'inbox.unread'> | null;

const SIZE = 16;
/** Blue, green, red, alpha, as the system takes them. */
const calm = [0x7a, 0x6b, 0x5f, 0xff] as const;
const needed = [0x0a, 0x7d, 0xd9, 0xff] as const;

/** The tray: a dot that is amber while something needs a person, and a menu with what it is. */
export function createTray({ title, speech, openPath, quit }: {
  readonly title: string;
  readonly speech: Pick<Speech, 'words' | 'onChanged'>;
  readonly openPath: (path: string) => void;
  readonly quit: () => void;
}): { readonly show: (face: TrayFace) => void; readonly remove: () => void } {
  const tray = new Tray(dot(false));
  tray.on('click', () => openPath('/attention'));
  let shown: TrayFace = null;
  const show = (face: TrayFace): void => {
    shown = face;
    if (tray.isDestroyed()) return;
    const words = speech.words();
    tray.setImage(dot((face?.needsMe ?? 0) > 0));
    tray.setToolTip(`${title}: ${needsWords(face, words)}`);
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(face, { words, openPath, quit })));
  };
  show(null);
  const stop = speech.onChanged(() => { show(shown); });
  return {
    show,
    remove: () => {
      stop();
      if (!tray.isDestroyed()) tray.destroy();
    },
  };
}

export function trayMenu(
  face: TrayFace,
  { words, openPath, quit }: {
    readonly words: ShellWords; readonly openPath: (path: string) => void;
    readonly quit: () => void;
  },
): MenuItemConstructorOptions[] {
  const needs = needsWords(face, words);
  const go = (label: string, path: string): MenuItemConstructorOptions =>
    ({ label, click: () => openPath(path) });
  return [
    face === null ? { label: needs, enabled: false } : go(needs, '/attention'),
    ...face === null || face.forInformation === 0 ? []
      : [go(words.tray.forInformation(face.forInformation), '/inbox?show=for-information')],
    { type: 'separator' },
    go(words.tray.open, '/overview'),
    { label: words.tray.quit, click: quit },
  ];
}

function needsWords(face: TrayFace, { tray }: ShellWords): string {
  if (face === null) return tray.nobody;
  return face.needsMe === 0 ? tray.nothing : tray.needs(face.needsMe);
}

/** A round dot, drawn here because a tray takes pixels and a program needs no second icon file. */
function dot(isNeeded: boolean): Electron.NativeImage {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const inside = (x - middle) ** 2 + (y - middle) ** 2 <= (SIZE / 2 - 1) ** 2;
      if (inside) pixels.set(isNeeded ? needed : calm, (y * SIZE + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: SIZE, height: SIZE });
}
