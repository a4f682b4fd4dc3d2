import { z } from 'zod';

import type { Phase, CircleState } from './translate.ts';
import { circleStates, readState } from './translate.ts';
import type { TransactionRecord } from './wire.ts';

/** More than this no transfer is sped up; a list that was cut proves nothing any more. */
const HASHES_MAX = 16;

const schema = z.object({
  state: z.string().nullable(),
  hashes: z.array(z.string()),
  isCut: z.boolean(),
  isKeyTaken: z.boolean(),
  goneSinceMs: z.number().nullable(),
});

/** What is kept of an operation between the calls about it. */
export type Memory = {
  /** The furthest state that Circle ever told. */
  readonly state: CircleState | null;
  /** Every transaction hash that it ever had: speeding it up gives it another one. */
  readonly hashes: readonly string[];
  /** There were more hashes than are kept. */
  readonly isCut: boolean;
  /** Circle said that the key belongs to another request. */
  readonly isKeyTaken: boolean;
  /** Since when Circle calls it ended while a hash of it stands nowhere on the chain. */
  readonly goneSinceMs: number | null;
};

const NOTHING: Memory = {
  state: null, hashes: [], isCut: false, isKeyTaken: false, goneSinceMs: null,
};

/** Reads what `writeMemory` wrote; nothing where there is none. */
export function readMemory(text: string | null): Memory {
  if (text === null) return NOTHING;
  const { state, ...rest } = schema.parse(JSON.parse(text));
  return { ...rest, state: state === null ? null : readState(state) };
}

export function writeMemory(memory: Memory): string {
  return JSON.stringify(memory);
}

/** That the key was taken, which a later listing that finds nothing must not make forgotten. */
export function rememberTakenKey(text: string | null): string {
  return writeMemory({ ...readMemory(text), isKeyTaken: true });
}

/** What is known once this record was read: states only rise, hashes only become more. */
export function remember(memory: Memory, record: TransactionRecord): Memory {
  const fresh = readState(record.state);
  const isNew = record.txHash !== null && !memory.hashes.includes(record.txHash);
  const hashes = isNew && record.txHash !== null ? [...memory.hashes, record.txHash]
    : memory.hashes;
  return {
    ...memory, state: further(memory.state, fresh), hashes: hashes.slice(0, HASHES_MAX),
    isCut: memory.isCut || hashes.length > HASHES_MAX,
  };
}

/**
 * Of two states of one rank the newer is meant: a transfer that was sped up is not stuck. But what
 * was once complete stays so, or a second look would forget that Circle had taken it back.
 */
function further(before: CircleState | null, fresh: CircleState | null): CircleState | null {
  if (before === null || fresh === null) return fresh ?? before;
  if (before === 'COMPLETE') return before;
  return circleStates[fresh].rank >= circleStates[before].rank ? fresh : before;
}

/** A state that Circle does not take back has been followed by another such one. */
export function takenBack(memory: Memory, record: TransactionRecord): boolean {
  const fresh = readState(record.state);
  return memory.state === 'COMPLETE' && fresh !== null && phaseOf(fresh) === 'ended';
}

/** An unknown state is taken for one on the way. */
export function phaseOf(state: CircleState | null): Phase {
  return state === null ? 'open' : circleStates[state].phase;
}
