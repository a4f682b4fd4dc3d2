import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import { ensureBuilt } from '../scripts/build.ts';
import { ensureChromium } from '../scripts/chromium.ts';
import { createMarketplace } from './marketplace.ts';
import { startPaydesk } from './paydesk.ts';
import { filledScreens, goTo, plainScreens, type Screen } from './screens.ts';
import { signIn } from './vocabulary.ts';

const sizes = [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }] as const;
const schemes = ['light', 'dark'] as const;
const root = dirname(import.meta.dirname);

/** `npm run screenshots [-- FOLDER]`: every screen with the sample data, both sizes and schemes. */
async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? join(root, 'docs', 'screenshots'));
  await mkdir(folder, { recursive: true });
  await ensureBuilt(['renderer']);
  const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-screenshots-'));
  const browser = await chromium.launch({ executablePath: ensureChromium() });
  const running = await startPaydesk({ dataFolder, sample: true, apart: false });
  try {
    const page = await browser.newPage({
      reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC', viewport: sizes[0],
    });
    await signIn(page, running.paydesk);
    const filled = await filledScreens(page, createMarketplace(running.paydesk));
    for (const screen of [...plainScreens, ...filled]) await takeAll(page, screen, folder);
  } finally {
    await browser.close();
    await running.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  process.stdout.write(`The pictures lie in ${folder}.\n`);
}

async function takeAll(page: Page, screen: Screen, folder: string): Promise<void> {
  await page.setViewportSize(sizes[0]);
  await goTo(page, screen);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${screen.name}-${colorScheme}-${size.width}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
}

await main();
