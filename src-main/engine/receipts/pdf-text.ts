import { hasGlyph, type Face } from './pdf-fonts.ts';

/**
 * What the embedded fonts cannot draw is written as its code point in brackets: visible and exact,
 * where an empty box would hide that two names differ.
 */
export function drawable(text: string, face: Face = 'plain'): string {
  return Array.from(text.normalize('NFC'), (character) =>
    (canDraw(character, face) ? character : `[${codePointOf(character)}]`)).join('');
}

/** Whether `drawable` had to write a code point, so that the document explains the brackets. */
export function isDrawable(text: string): boolean {
  return Array.from(text.normalize('NFC')).every((character) => canDraw(character, 'plain'));
}

/** A text of at most this many characters; what was cut is told by an ellipsis. */
export function clipped(text: string, lengthMax: number): string {
  const characters = Array.from(text);
  return characters.length <= lengthMax
    ? text : `${characters.slice(0, lengthMax - 1).join('')}…`;
}

/**
 * Scripts whose letters stand as they are written. Others have glyphs in the fonts, but would be
 * drawn unshaped; controls and soft hyphens have some too, and would hide what they do.
 */
const PLAIN_SCRIPT = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Common}\p{sc=Inherited}]/u;

function canDraw(character: string, face: Face): boolean {
  return PLAIN_SCRIPT.test(character) && !/\p{C}/u.test(character) && hasGlyph(face, character);
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
