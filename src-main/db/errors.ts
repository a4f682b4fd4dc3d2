/** What can go wrong in the store, and the one translation of SQLite's errors into it. */
import type { CommitAnswer } from '../engine/ports.ts';

/** The store cannot be opened as it must be; the message is the sentence for the person. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
}

/** A change set broke a rule of the store; nothing of it was written. A mistake of our own. */
export class BrokenRuleError extends Error {
  override readonly name = 'BrokenRuleError';
}

/** A copy could not be made or examined; the message says why. Nothing half-made is left. */
export class BackupFailedError extends Error {
  override readonly name = 'BackupFailedError';
}

/** Thrown by a failpoint of the simulation: the process dies here, nothing after it happens. */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

export type Conflict = Extract<CommitAnswer, { ok: false }>;

/** What an error inside a savepoint means for the change set that met it, or for the store. */
export type WriteFault =
  | { readonly kind: 'conflict'; readonly answer: Conflict }
  | { readonly kind: 'rule'; readonly error: Error }
  | { readonly kind: 'disk'; readonly error: Error };

/** The unique rules that a caller can meet, by the columns that SQLite names in its message. */
const rules: readonly { readonly text: string; readonly conflict: Conflict['conflict'] }[] = [
  { text: 'operations.payment_id, operations.ordinal', conflict: 'version' },
  { text: 'operations.payment_id', conflict: 'open-operation' },
  { text: 'payments.marketplace_id, payments.external_id', conflict: 'reference' },
  { text: 'escrows.connection_id, escrows.reference', conflict: 'reference' },
  { text: 'operators_name_once', conflict: 'name' },
  { text: 'marketplaces_name_once', conflict: 'name' },
  { text: 'connections_name_once', conflict: 'name' },
  { text: 'api_keys.marketplace_id, api_keys.name', conflict: 'name' },
];

/** Tells a conflict from a broken rule and from a disk that cannot be trusted any more. */
export function faultOf(error: unknown): WriteFault {
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = sqliteCode(error);
  if (code === null) return { kind: 'rule', error: cause };
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const rule = rules.find(({ text }) => cause.message.includes(text));
    const conflict = rule?.conflict ?? 'exists';
    return { kind: 'conflict', answer: { ok: false, conflict, detail: cause.message } };
  }
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH'
    || code === 'SQLITE_TOOBIG' || code === 'SQLITE_RANGE') {
    const message = `The store refused the change: ${cause.message}.`;
    return { kind: 'rule', error: new BrokenRuleError(message, { cause }) };
  }
  return { kind: 'disk', error: cause };
}

/**
 * What a person does about an error of the disk, as the last sentence of what is told: space and
 * permissions are theirs to mend, everything else asks for a look at the disk.
 */
export function remedyOf(error: unknown): string {
  const code = codeOf(error) ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code.startsWith('SQLITE_FULL')) {
    return 'The disk is full: free space on the disk of the data folder, then start Paydesk again.';
  }
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)
    || /^SQLITE_(READONLY|PERM|CANTOPEN)/.test(code)) {
    return 'Let this user write to the data folder, or choose another one; then start Paydesk '
      + 'again.';
  }
  return 'Check the disk of the data folder, then start Paydesk again; it recovers by itself.';
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** SQLite's own code of an error (`SQLITE_FULL`), or null where the error is not SQLite's. */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { code } = error;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}
