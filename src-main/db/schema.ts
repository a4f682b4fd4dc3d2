/**
 * Every table, for drizzle-kit. Properties are called as their columns are, so that the schema
 * reads as SQL; the codecs of the nouns (`payments.ts`, …) translate. STRICT is added by
 * `npm run db:generate`; triggers and full text stand in a migration of their own.
 */
export * from './schema-consents.ts';
export * from './schema-directory.ts';
export * from './schema-history.ts';
export * from './schema-payees.ts';
export * from './schema-payments.ts';
export * from './schema-payouts.ts';
export * from './schema-work.ts';
