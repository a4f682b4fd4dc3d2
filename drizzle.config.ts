import { defineConfig } from 'drizzle-kit';

/** Used by `npm run db:generate` only; at run time `src-main/db/migrate.ts` applies the result. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src-main/db/schema.ts',
  out: './drizzle',
});
