import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const electron = join(dirname(import.meta.dirname), 'node_modules', 'electron');
const fetchLimitMs = 90_000;

/**
 * The path of the Electron binary, or undefined where it is not installed. The package itself is
 * never imported: importing it under plain Node starts a download.
 */
export function findElectron(): string | undefined {
  const pathFile = join(electron, 'path.txt');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const path =
    override === undefined ? join(electron, 'dist', executable) : join(override, executable);
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the binary with the package's own installer, which checks it against the digests that
 * came with the package but has no time limit of its own. Answers the reason where it did not work.
 */
export function fetchElectron(): { path: string } | { reason: string } {
  const seconds = fetchLimitMs / 1000;
  process.stderr.write(
    `Electron's binary is not installed; fetching it (at most ${seconds} s) ...\n`,
  );
  const result = spawnSync(process.execPath, [join(electron, 'install.js')], {
    timeout: fetchLimitMs,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const path = findElectron();
  if (path !== undefined) return { path };
  if (result.signal !== null) return { reason: `no answer within ${seconds} s` };
  const firstLine = result.stderr.split('\n').find((line) => line.trim() !== '');
  return { reason: firstLine?.trim() ?? `the installer ended with code ${result.status}` };
}

/** Whether a window can be shown here at all. */
export function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] ?? '') || Boolean(process.env['WAYLAND_DISPLAY'] ?? '');
}
