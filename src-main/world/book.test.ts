import { describe, expect, test } from 'vitest';
import { storeOf } from '../testing/remembering-store.ts';
import { keepBook } from './book.ts';

describe('a data folder', () => {
  test.each(['live', 'sandbox'] as const)('is the %s book from its first start', async (book) => {
    const { store, committed } = storeOf();
    await keepBook(store, book, 5);
    expect(committed).toMatchObject([{
      writes: [{ write: 'setting', key: 'book', value: book }],
      audit: { at: 5, act: 'book.chosen', data: { book } },
    }]);
    await keepBook(store, book, 6);
    expect(committed).toHaveLength(1);
  });

  test.each([['live', 'sandbox'], ['sandbox', 'live']] as const)(
    'that is the %s book is never opened as %s', async (kept, asked) => {
      const { store, committed } = storeOf({ book: kept });
      await expect(keepBook(store, asked, 5)).rejects.toThrow(
        `This data folder holds the ${kept} book and was asked to open as ${asked}. `
        + 'Nothing was opened',
      );
      expect(committed).toEqual([]);
    },
  );
});
