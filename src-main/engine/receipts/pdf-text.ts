/**
 * The fonts that every PDF reader has draw Windows-1252 and nothing else. What they cannot draw is
 * written as its code point in brackets: visible and exact, where a question mark would hide that
 * two names differ.
 */

/** The characters of Windows-1252 outside Latin-1, as the standard fonts' encoding has them. */
const BEYOND_LATIN1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Text that the standard fonts can draw. */
export function drawable(text: string): string {
  return Array.from(text.normalize('NFC'), (character) =>
    (canDraw(character) ? character : `[${codePointOf(character)}]`)).join('');
}

/** Whether `drawable` had to write a code point, so that the document explains the brackets. */
export function isDrawable(text: string): boolean {
  return Array.from(text.normalize('NFC')).every(canDraw);
}

function canDraw(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff && code !== 0xad)
    || BEYOND_LATIN1.includes(character);
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
