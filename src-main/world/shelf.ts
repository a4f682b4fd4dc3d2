import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Ids } from '../engine/ports.ts';
import type { PreparedFile, Shelf } from '../engine/views/guard.ts';

/** Files wait this long to be fetched; then they are removed. */
const KEPT_MS = 900_000;

export type ShelvedFile = PreparedFile & { readonly path: string };

/** Files prepared for windows: receipts and exports, readable by this user only. */
export type FileShelf = Shelf & {
  /** The file, handed out once; null where there is none any more. */
  readonly take: (fileId: string) => ShelvedFile | null;
  readonly find: (fileId: string) => ShelvedFile | null;
  /** Removes one that was delivered. */
  readonly remove: (file: ShelvedFile) => void;
  readonly close: () => void;
};

/** A shelf in `folder`, which is emptied at start: nothing prepared outlives its window. */
export function createShelf(folder: string, { clock, ids }: { clock: Clock; ids: Ids }): FileShelf {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, ShelvedFile>();
  const timers = new Map<string, () => void>();
  const remove = (file: ShelvedFile): void => {
    timers.get(file.fileId)?.();
    timers.delete(file.fileId);
    files.delete(file.fileId);
    rmSync(file.path, { force: true });
  };
  const put = (file: ShelvedFile): PreparedFile => {
    files.set(file.fileId, file);
    timers.set(file.fileId, clock.after(KEPT_MS, () => {
      remove(file);
    }));
    const { path: _path, ...prepared } = file;
    return prepared;
  };
  const place = (): { fileId: string; path: string } => {
    const fileId = ids.next('exp');
    return { fileId, path: join(folder, fileId) };
  };
  return {
    addBytes: async ({ name, mime, bytes, rows }) => {
      const { fileId, path } = place();
      await writeFile(path, bytes, { mode: 0o600, flag: 'wx' });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return put({ fileId, path, name, mime, bytes: bytes.length, rows, sha256 });
    },
    reserve: (name) => {
      const { fileId, path } = place();
      return Promise.resolve({
        path,
        done: (mime, rows, sha256) => {
          chmodSync(path, 0o600);
          return Promise.resolve(put({
            fileId, path, name, mime, bytes: statSync(path).size, rows, sha256,
          }));
        },
      });
    },
    take: (fileId) => {
      const file = files.get(fileId) ?? null;
      if (file !== null) files.delete(fileId);
      return file;
    },
    find: (fileId) => files.get(fileId) ?? null,
    remove,
    close: () => {
      for (const cancel of timers.values()) cancel();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
