import {
  closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small file whole, readable by this user only, and returns once the disk has it: after a
 * crash, a power cut or on a full disk the path holds the whole text or what it held before, never
 * a part and never nothing. Throws the system's own error.
 */
export function writeDurably(file: string, text: string): void {
  const fresh = `${file}.new`;
  rmSync(fresh, { force: true });
  try {
    const handle = openSync(fresh, 'wx', 0o600);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Returns once the disk has what was written to the file. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** A name is durable only once its folder is; Windows has no way to ask for that. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
