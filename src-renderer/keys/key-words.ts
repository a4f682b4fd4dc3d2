import { t } from '../words/t.ts';

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The parts of a key as they are drawn, one cap each: `Ctrl` `K`, on a Mac `⌘` `K`. */
export function keyParts(keys: string): readonly string[] {
  return keys.split(/[ +]/).map(partWord);
}

/** The same in one line, for a menu. */
export function keyLine(keys: string): string {
  return keyParts(keys).join(' ');
}

/** The same as `aria-keyshortcuts` wants it; pairs cannot be said there. */
export function keyForReaders(keys: string): string {
  return keys.includes(' ') ? '' : keys.split('+').map((part) =>
    readerParts[part] ?? part).join('+');
}

const readerParts: Readonly<Record<string, string>> = {
  mod: isMac ? 'Meta' : 'Control', shift: 'Shift', alt: 'Alt',
};

function partWord(part: string): string {
  switch (part) {
    case 'mod': return isMac ? '⌘' : 'Ctrl';
    case 'shift': return isMac ? '⇧' : 'Shift';
    case 'alt': return isMac ? '⌥' : 'Alt';
    case 'Space': return t('frame.keys.space');
    case 'Escape': return 'Esc';
    case 'ArrowDown': return '↓';
    case 'ArrowUp': return '↑';
    default: return part;
  }
}
