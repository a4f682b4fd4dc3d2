/** Controls, invisible, direction-changing, private and unassigned characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]+/gu;
const LENGTH_MAX = 2_000;

/**
 * Text of others (names, reasons, provider answers) made fit for a document (R16): one line, no
 * character that hides or turns another around, bounded. It stays data and is drawn as text.
 */
export function plainText(text: string, lengthMax: number = LENGTH_MAX): string {
  const plain = text.replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(plain);
  return characters.length <= lengthMax ? plain : `${characters.slice(0, lengthMax - 1).join('')}…`;
}

/**
 * JSON that stays data wherever it is opened: what would be markup in a page, and characters that
 * hide or turn text around, are written as escapes, which every JSON reader undoes.
 */
export function quietJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[<>&\u007f-\u009f\u2028\u2029\p{Cf}\p{Co}]/gu,
    (character) => character.split('').map(escapeOf).join(''),
  );
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
