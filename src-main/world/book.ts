import { ENGINE } from '../engine/domain/actor.ts';
import { invariant } from '../engine/domain/result.ts';
import type { Store } from '../engine/ports.ts';
import type { Book } from '../shell/data-folder.ts';

const BOOK = 'book';

/**
 * A data folder holds one book for ever: the sandbox's or the one with real money. Opening it as
 * the other is refused, so that no pretend provider is ever beside real payments.
 */
export async function keepBook(store: Store, book: Book, nowMs: number): Promise<void> {
  const kept = await store.read.setting(BOOK);
  if (kept === book) return;
  if (kept !== null) {
    throw new Error(`This data folder holds the ${kept} book and was asked to open as ${book}. `
      + 'Nothing was opened; name another folder, or leave the choice of book as it was.');
  }
  const answer = await store.commit({
    writes: [{ write: 'setting', key: BOOK, value: book }],
    audit: {
      at: nowMs, actor: ENGINE, act: 'book.chosen', subject: 'setting', subjectId: BOOK,
      reason: '', data: { book },
    },
  });
  invariant(answer.ok, 'Which book this folder holds could not be written down.');
}
