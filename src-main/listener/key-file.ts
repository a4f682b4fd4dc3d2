import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';

type KeyFile = { readonly ok: true; readonly text: string } | { readonly ok: false };

const KEY_FILE_BYTES_MAX = 20_000;
const PATH_LENGTH_MAX = 1_000;

/**
 * Reads a key file of this machine once (S3-021). A relative path begins in `folder` and may not
 * lead out of it, links included; only plain files of at most 20 kB are read. Why one is not read
 * stays unsaid: a caller is not told what lies on this disk.
 */
export async function readKeyFile(path: string, folder: string | null): Promise<KeyFile> {
  if (path.length > PATH_LENGTH_MAX || path.includes('\0')) return { ok: false };
  try {
    const place = isAbsolute(path) ? path : await placeWithin(folder, path);
    return place === null ? { ok: false } : await readPlainFile(place);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return { ok: false };
    throw error;
  }
}

async function placeWithin(folder: string | null, path: string): Promise<string | null> {
  if (folder === null) return null;
  const root = await realpath(folder);
  const place = await realpath(resolve(root, path));
  return place.startsWith(root.endsWith(sep) ? root : root + sep) ? place : null;
}

/** Opened first and looked at then, so that both are the same file; a pipe would never answer. */
async function readPlainFile(place: string): Promise<KeyFile> {
  const file = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > KEY_FILE_BYTES_MAX) return { ok: false };
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(KEY_FILE_BYTES_MAX + 1) });
    return bytesRead > KEY_FILE_BYTES_MAX ? { ok: false }
      : { ok: true, text: buffer.toString('utf8', 0, bytesRead) };
  } finally {
    await file.close();
  }
}
