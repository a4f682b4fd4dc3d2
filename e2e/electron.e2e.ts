import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, expect, test } from 'playwright/test';
import { findElectron, hasDisplay } from '../scripts/electron-binary.ts';

const root = dirname(import.meta.dirname);

test('the window opens in the sandbox and is sealed', async () => {
  const executablePath = findElectron();
  needs(executablePath !== undefined, "Electron's binary is not installed (npx install-electron)");
  needs(hasDisplay(), 'there is no display (xvfb-run gives one)');
  const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-window-'));
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(asRoot ? ['--no-sandbox'] : []), root, '--data', dataFolder],
  });
  try {
    const window = await app.firstWindow();
    await expect(window).toHaveURL(/^app:\/\/console\//);
    const seen = await window.evaluate(async () => ({
      process: typeof Reflect.get(globalThis, 'process'),
      engine: Object.isFrozen(Reflect.get(globalThis, 'engine')),
      network: await fetch('https://example.com/').then(
        () => 'open',
        () => 'closed',
      ),
    }));
    expect(seen).toEqual({ process: 'undefined', engine: true, network: 'closed' });
  } finally {
    await app.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
});

/** Ends the test as not run, with the reason that the reporter prints. */
function needs(there: boolean, reason: string): void {
  test.info().skip(!there, reason);
}
