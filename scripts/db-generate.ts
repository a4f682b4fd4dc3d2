import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './steps.ts';

const root = dirname(import.meta.dirname);

/**
 * Generates a migration from `src-main/db/schema.ts` (name it as a sentence: `npm run db:generate
 * -- --name add_refund_reason`) and makes its new tables STRICT, which drizzle-kit cannot write:
 * without it SQLite would take text into an amount. Migrations that were there before stay as they
 * are, byte for byte.
 */
const before = new Set(migrations());
process.exitCode = await run('drizzle-kit', ['generate', ...process.argv.slice(2)]);
for (const file of migrations().filter((name) => !before.has(name))) {
  const path = join(root, 'drizzle', file);
  const sql = readFileSync(path, 'utf8');
  writeFileSync(path, makeStrict(sql));
  process.stdout.write(`${file}: its new tables are STRICT. Read it before you commit it.\n`);
}

function migrations(): string[] {
  return globSync('*.sql', { cwd: join(root, 'drizzle') });
}

/** Between breakpoints stands one statement, so a table's closing parenthesis comes last. */
function makeStrict(sql: string): string {
  return sql
    .split('--> statement-breakpoint')
    .map((statement) =>
      /^\s*CREATE TABLE/.test(statement)
        ? statement.replace(/\);(\s*)$/, ') STRICT;$1')
        : statement,
    )
    .join('--> statement-breakpoint');
}
