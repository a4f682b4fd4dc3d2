import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Which of a user's two books: the sandbox's (the default) or the one with real money. */
export type Book = 'sandbox' | 'live';

/**
 * The folder in which the engine keeps its store, the same for the window and for browser mode, so
 * that both show the same payments and the engine's lock keeps them from running at once. Real and
 * sample data never share one. `PAYDESK_DATA` wins over everything.
 */
export function dataFolder(
  book: Book,
  system: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string } = {
    env: process.env,
    platform: process.platform,
    home: homedir(),
  },
): string {
  const { env, platform, home } = system;
  const chosen = env['PAYDESK_DATA'];
  if (chosen !== undefined && chosen !== '') return chosen;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Paydesk', book);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Paydesk', book);
  }
  const dataHome = env['XDG_DATA_HOME'];
  // The specification asks that a relative XDG_DATA_HOME be ignored.
  const base = dataHome?.startsWith('/') ? dataHome : join(home, '.local', 'share');
  return join(base, 'paydesk', book);
}

/** Whether nothing was ever kept in this folder; then the sandbox starts with sample data. */
export function isFirstRun(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0;
}
