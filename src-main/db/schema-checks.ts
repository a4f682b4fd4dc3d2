import { sql } from 'drizzle-orm';
import { check, type CheckBuilder, type SQLiteColumn } from 'drizzle-orm/sqlite-core';

/** A CHECK for a closed list, from the domain's own constants; null stays what the column says. */
export function oneOf(
  name: string,
  column: SQLiteColumn,
  values: readonly string[],
): CheckBuilder {
  const list = values.map((value) => `'${value}'`).join(', ');
  return check(name, sql`${sql.identifier(column.name)} in (${sql.raw(list)})`);
}
