import { expect, test } from 'vitest';
import { openInMemory } from './migrate.ts';

test('beginnings of one to eight letters are answered from an index of their own', () => {
  const sql = openInMemory().prepare("select sql from sqlite_schema where name = 'search'")
    .pluck().get();
  expect(String(sql)).toContain("prefix = '1 2 3 4 5 6 7 8'");
});
