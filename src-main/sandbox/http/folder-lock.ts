import { createServer, connect } from 'node:net';
import type { Server } from 'node:net';
import { unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another process serves this data folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

export type FolderLock = { release(): Promise<void> };

/**
 * Takes a data folder for this process alone. The lock is a local socket named after the folder:
 * the operating system frees it with the process, however it dies, and no process id can lie.
 * `fingerprint` names the folder (a hash of its real path: socket names are short).
 */
export async function lockFolder(fingerprint: string, folder: string): Promise<FolderLock> {
  const name = socketName(fingerprint);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  try {
    await listenOn(server, name);
  } catch (error) {
    if (!isInUse(error)) throw error;
    // Where the name is a file it outlives its process: only one that answers is in use.
    if (!isFile(name) || (await answers(name))) throw inUse(folder, error);
    unlinkSync(name);
    await listenOn(server, name).catch((cause: unknown) => {
      throw inUse(folder, cause);
    });
  }
  return {
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function socketName(fingerprint: string): string {
  const name = `paydesk-sandbox-${fingerprint}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function isFile(name: string): boolean {
  return name.startsWith('/');
}

function inUse(folder: string, cause: unknown): FolderInUseError {
  return new FolderInUseError(
    `Another sandbox already runs on the data folder ${folder}. Nothing was started. ` +
      'Stop it first, or choose another folder with --data.',
    { cause },
  );
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function listenOn(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
