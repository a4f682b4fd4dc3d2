import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium that tests use, or undefined. `CHROMIUM_PATH` wins; Playwright's own comes last. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return [...installed, chromium.executablePath()].find((path) => existsSync(path));
}

/**
 * The Chromium that tests use, installed from the distribution where this is a Debian that lets us.
 * Throws a sentence that says how to get one.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    process.stderr.write('No Chromium found; installing the one of this Debian ...\n');
    apt(['update'], 120_000);
    apt(['install', '-y', 'chromium'], 600_000);
  }
  const path = findChromium();
  if (path !== undefined) return path;
  throw new Error(
    'No Chromium found, so the screens cannot be tested. Install one (Debian: ' +
      '`apt-get install chromium`; elsewhere: `npx playwright install chromium`) or ' +
      'name yours in CHROMIUM_PATH.',
  );
}

function apt(args: readonly string[], timeoutMs: number): void {
  spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...args], {
    timeout: timeoutMs,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
