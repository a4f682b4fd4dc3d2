import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../../src-main/app.ts';
import { lockFolder } from '../../src-main/db/lock.ts';
import { refuse } from '../../src-main/engine/domain/refusals.ts';
import { dataKeyFile } from '../../src-main/world/data-key-file.ts';
import { createSystemLog } from '../../src-main/world/ports.ts';
import { fillStore, type FillOptions } from './fill.ts';

/**
 * Makes a sandbox's data folder with generated payments; answers the store's file. Throws where the
 * folder holds a store already.
 */
export async function fillFolder(folder: string, options: FillOptions): Promise<string> {
  const file = join(folder, 'paydesk.db');
  if (existsSync(file)) {
    throw new Error(`${folder} holds a store already. Nothing was written; name a new folder.`);
  }
  await makeFolder(folder);
  const lock = lockFolder(folder);
  // Under another name while it is filled: an unfinished file is nobody's store.
  const unfinished = `${file}.part`;
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
    renameSync(file, unfinished);
    await fillStore(unfinished, options);
    renameSync(unfinished, file);
  } finally {
    lock.release();
  }
  return file;
}

/** A fresh sandbox as its first start leaves it: key, book, marketplace, connections. */
async function makeFolder(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')),
    log: createSystemLog('error'), env: {}, sandbox: { kind: 'embedded' }, sample: false,
    machineOperators: false, listener: { host: '127.0.0.1', port: 0 },
    deliver: () => Promise.resolve(refuse('not_found')),
  });
  await app.stop();
}
