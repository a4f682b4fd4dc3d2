import {
  closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync,
} from 'node:fs';

import { PROVIDER_NAMES } from './provider.ts';

const JOURNAL_WRITERS = ['sandbox', ...PROVIDER_NAMES] as const;

/** One state-changing event: a provider's own, or the sandbox's (clock, rate). */
export type JournalEntry = {
  readonly by: (typeof JOURNAL_WRITERS)[number];
  readonly event: { readonly type: string };
};

export type Journal = {
  /** Every entry kept so far, oldest first; read once, at start. */
  entries(): readonly JournalEntry[];
  /** Returns only after the operating system has the line: killing the process loses nothing. */
  append(entry: JournalEntry): void;
  close(): void;
};

/** The journal's file was changed by something else, or its disk lost part of it. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

/**
 * Opens the journal: one JSON object per line, mode 0600 since it holds regtest keys. A last line
 * without its end was never acknowledged (the process died while writing) and is cut off.
 */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a+', 0o600);
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) ftruncateSync(file, end);
  const lines = bytes.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  const entries = lines.map((line, index) => readEntry(line, `${path}, line ${index + 1}`));
  return {
    entries: () => entries,
    append: (entry) => {
      writeWhole(file, Buffer.from(`${JSON.stringify(entry)}\n`, 'utf8'));
    },
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** Believes an event of our own journal once its type is one of the model's. */
export function readEvent<E extends { readonly type: string }>(
  value: unknown,
  types: Record<E['type'], true>,
): E {
  if (typeof value === 'object' && value !== null && 'type' in value) {
    if (typeof value.type === 'string' && Object.hasOwn(types, value.type)) return value as E;
  }
  const text = JSON.stringify(value);
  throw new JournalError(`The sandbox's journal holds an event that no stand-in wrote: ${text}`);
}

/** Writes the line or throws; a write cut short by a full disk leaves nothing of it behind. */
function writeWhole(file: number, line: Buffer): void {
  const sizeBefore = fstatSync(file).size;
  let written = 0;
  try {
    while (written < line.length) written += writeSync(file, line, written);
  } catch (error) {
    ftruncateSync(file, sizeBefore);
    throw error;
  }
}

function readEntry(line: string, place: string): JournalEntry {
  const refusal =
    `The sandbox's journal cannot be read at ${place}. Nothing was started. ` +
    'Restore the file, or remove the data folder to begin anew.';
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new JournalError(refusal, { cause });
  }
  if (typeof value === 'object' && value !== null && 'by' in value && 'event' in value) {
    const by = JOURNAL_WRITERS.find((name) => name === value.by);
    const event = value.event;
    if (by !== undefined && typeof event === 'object' && event !== null && 'type' in event) {
      if (typeof event.type === 'string') return { by, event: { ...event, type: event.type } };
    }
  }
  throw new JournalError(refusal);
}
