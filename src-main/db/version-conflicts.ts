import type { ChangeSet, VersionedNoun, Write } from '../engine/ports.ts';
import type { Conflict } from './errors.ts';
import { escrowCodec } from './escrows.ts';
import { jobCodec } from './jobs.ts';
import { operationCodec } from './operations.ts';
import { paymentCodec } from './payments.ts';
import type { RowMemories } from './row-memory.ts';

/** A version that moved; ends the change set and becomes the caller's answer. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly answer: Conflict;

  constructor(detail: string) {
    super(detail);
    this.answer = { ok: false, conflict: 'version', detail };
  }
}

/** Looks at versions that need no reading, so that what has moved meanwhile costs no rollback. */
export function createOutdated(
  memories: RowMemories,
): (change: ChangeSet) => Conflict | null {
  const versionAt = {
    payments: paymentCodec.columns.indexOf('version'),
    operations: operationCodec.columns.indexOf('version'),
    escrows: escrowCodec.columns.indexOf('version'),
    jobs: jobCodec.columns.indexOf('version'),
  };
  const moved = (noun: VersionedNoun, id: string, version: number): boolean => {
    if (!isRemembered(noun)) return false;
    const cells = memories[noun].cellsOf(id);
    return cells !== null && cells[versionAt[noun]] !== BigInt(version);
  };
  return ({ writes }) => {
    for (const write of writes) {
      if (write.write === 'expect' && moved(write.noun, write.id, write.version)) {
        return expectConflict(write).answer;
      }
      if (write.write !== 'update' || write.noun === 'limits') continue;
      if (!moved(write.noun, write.row.id, write.expectedVersion)) continue;
      return updateConflict(write).answer;
    }
    return null;
  };
}

function isRemembered(noun: VersionedNoun): noun is keyof RowMemories {
  return noun === 'payments' || noun === 'operations' || noun === 'escrows' || noun === 'jobs';
}

export function updateConflict({ noun, expectedVersion }: {
  readonly noun: string; readonly expectedVersion: number;
}): ConflictError {
  return new ConflictError(`A row of ${noun} is no longer at ${expectedVersion}.`);
}

export type Expectation = Extract<Write, { write: 'expect' }>;

export function expectConflict({ noun, id, version }: Expectation): ConflictError {
  return new ConflictError(`The row ${id} of ${noun} is no longer at version ${version}.`);
}
