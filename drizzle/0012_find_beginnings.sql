-- One- to eight-letter beginnings are answered from an index of their own, newest first and row by
-- row; without it SQLite gathers every payment under every word that begins so. The words of each
-- payment are taken from the old index, in eight portions so that sorting them stays small.
CREATE VIRTUAL TABLE search_words USING fts5vocab(search, instance);
--> statement-breakpoint
CREATE VIRTUAL TABLE search_by_beginning USING fts5(
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6 7 8',
  tokenize = "ascii tokenchars '_:-'"
);
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 0 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 1 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 1 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 2 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 2 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 3 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 3 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 4 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 4 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 5 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 5 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 6 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 6 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 7 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
INSERT INTO search_by_beginning (rowid, words)
SELECT doc, group_concat(term, ' ') FROM search_words
WHERE doc > 7 * (SELECT max(seq) / 8 + 1 FROM payments)
  AND doc <= 8 * (SELECT max(seq) / 8 + 1 FROM payments)
GROUP BY doc;
--> statement-breakpoint
DROP TABLE search_words;
--> statement-breakpoint
DROP TABLE search;
--> statement-breakpoint
ALTER TABLE search_by_beginning RENAME TO search;
