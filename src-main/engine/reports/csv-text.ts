/**
 * How cells are written so that a spreadsheet shows text and never runs it (R16, security guide 6;
 * OWASP "CSV Injection"). RFC 4180 quoting alone does not stop a formula.
 */

/**
 * What makes a spreadsheet take a cell for a formula: a sign at its beginning, after any spaces or
 * invisible characters, in the plain, fullwidth or small form that it folds together; or a control
 * character by which the cell would begin elsewhere.
 */
const FORMULA = /^[\p{Z}\p{Cf}]*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A cell, and whether it had to be changed: `text_escaped` names those columns. */
export type Cell = { readonly text: string; readonly escaped: boolean };

/** Text as a cell: what could run gets a leading apostrophe. Lone surrogates cannot be written. */
export function textCell(text: string): Cell {
  const wellFormed = text.toWellFormed();
  return FORMULA.test(wellFormed)
    ? { text: `'${wellFormed}`, escaped: true }
    : { text: wellFormed, escaped: false };
}

/** A number as a cell, unprefixed so that a negative one stays a number; throws on all else. */
export function numberCell(text: string): Cell {
  if (!NUMBER.test(text)) throw new Error('A numeric column was given something else.');
  return { text, escaped: false };
}

/** An instant as RFC 3339 UTC; empty where it has not been. */
export function timeCell(atMs: number | null): Cell {
  return { text: atMs === null ? '' : new Date(atMs).toISOString(), escaped: false };
}

/** Takes the apostrophe off again: what an import does with the cells that were escaped. */
export function unescapeCell(text: string): string {
  return text.startsWith('\'') ? text.slice(1) : text;
}
