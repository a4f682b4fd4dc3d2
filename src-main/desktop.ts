/**
 * The Electron door: the same engine, renderer and contract in a window of their own. Without
 * arguments it opens the sandbox, filled the first time; `--live` opens the other book.
 */
import { join } from 'node:path';
import { app } from 'electron';
import { refuse } from './engine/domain/refusals.ts';
import { accept } from './engine/domain/result.ts';
import { dataKeyOf } from './engine/secrets/data-key.ts';
import { dataFolder } from './shell/data-folder.ts';
import { startRestartableApp } from './restart.ts';
import { runDoor, type Engine, type SaveFile } from './shell/door.ts';
import { dataKey } from './shell/keychain.ts';
import { readStartArguments } from './shell/start-arguments.ts';
import { writeDurably } from './db/durable-file.ts';
import { createSystemLog } from './world/ports.ts';
import { readAddress, readyLine, standInsApart, standInsHere } from './world/start-options.ts';

const IDLE_LOCK_MS = 900_000;
/** Where a transaction on a public chain may be looked up. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set(['mempool.space']);

const told = readStartArguments(process.argv.slice(app.isPackaged ? 1 : 2), app);
const { live, 'ready-file': readyFile } = told;
const folder = told.data ?? dataFolder(live ? 'live' : 'sandbox');
const out = join(import.meta.dirname, '..');

runDoor({
  folder,
  rendererFolder: join(out, 'renderer'),
  preload: join(out, 'preload', 'preload.cjs'),
  externalHosts: EXTERNAL_HOSTS,
  idleLockMs: IDLE_LOCK_MS,
  start: openEngine,
});

async function openEngine(save: SaveFile): Promise<Engine> {
  const log = createSystemLog(process.env['PAYDESK_LOG_LEVEL'] ?? 'info');
  const places = {
    plainFile: join(folder, 'data.key'),
    sealedFile: join(folder, 'data.key.sealed'),
    write: writeDurably,
  };
  const running = await startRestartableApp({
    dataFolder: folder,
    dataKey: () => dataKeyOf(dataKey(places)),
    log,
    env: process.env,
    sandbox: live ? null : standInsApart(told, process.env) ?? standInsHere(process.env),
    sample: told.sample ?? !live,
    machineOperators: readyFile !== undefined,
    listener: told.listener === undefined ? null : readAddress(told.listener),
    deliver: async (shelf, fileId) => {
      const file = shelf.find(fileId);
      if (file === null) return refuse('not_found', { file: fileId });
      const savedTo = await save(file);
      if (savedTo !== null) shelf.remove(file);
      return accept({ savedTo, downloadUrl: null });
    },
  }, (error) => {
    log.error('Paydesk could not start again', { error });
    app.exit(1);
  });
  if (readyFile !== undefined) writeDurably(readyFile, `${readyLine(running)}\n`);
  const { dispatch, subscribe, suspend, resume, stop } = running;
  const title = live ? 'Paydesk' : 'Paydesk (sandbox: no real money)';
  return {
    dispatch, subscribe, suspend, resume, stop, title,
    isPaymentLink: async (address) =>
      await running.engine.read.consentByLink(address) !== null,
  };
}
