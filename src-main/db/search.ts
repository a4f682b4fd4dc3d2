import type { Database } from './open.ts';

/** What parts a word: everything but letters, digits and the three signs that ids are made of. */
const BETWEEN_WORDS = /[^\p{L}\p{N}_:-]+/u;
const BETWEEN_PARTS = /[_:-]+/;
const MARKS = /\p{M}+/gu;
const PART_LENGTH_MIN = 3;
const QUERY_WORDS_MAX = 8;
const WORD_LENGTH_MAX = 200;

/**
 * The words of a text as the index keeps them: lower case, without accents. `_`, `:` and `-` stay
 * inside a word, so that a pasted id, hash or address is one word and is found whole or by its
 * beginning. FTS5's own `ascii` tokenizer then cuts at the spaces only.
 */
function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replaceAll(MARKS, '').toLowerCase();
  return folded.split(BETWEEN_WORDS)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => word.slice(0, WORD_LENGTH_MAX));
}

/** What is indexed: each word, and its parts, so that an id is found without its prefix too. */
export function searchText(text: string): string {
  const words = new Set<string>();
  for (const word of wordsOf(text)) {
    words.add(word);
    const parts = word.split(BETWEEN_PARTS);
    if (parts.length === 1) continue;
    for (const part of parts) if (part.length >= PART_LENGTH_MIN) words.add(part);
  }
  return [...words].join(' ');
}

/**
 * The FTS5 expression for what a person typed: every word, or its beginning, has to be there. Each
 * word is quoted, so that nothing typed is ever syntax. Null where there is no word in it.
 */
export function searchExpression(typed: string): string | null {
  const words = wordsOf(typed).slice(0, QUERY_WORDS_MAX);
  return words.length === 0 ? null : words.map((word) => `"${word}" *`).join(' AND ');
}

/** Replaces the words under which a payment is found. */
export function createSearchWrite(database: Database): (paymentId: string, text: string) => void {
  const rowOfPayment = '(select seq from payments where id = ?)';
  const drop = database.prepare(`delete from search where rowid = ${rowOfPayment}`);
  const insert = database.prepare(
    `insert into search (rowid, words) values (${rowOfPayment}, ?)`,
  );
  return (paymentId, text) => {
    drop.run(paymentId);
    insert.run(paymentId, searchText(text));
  };
}
