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

/** The pictures of the README, which are committed: by screen and scheme, in the smaller size. */
const readme: Readonly<Record<string, readonly (typeof schemes)[number][]>> = {
  overview: ['light'], attention: ['dark'], payments: ['dark'], escrows: ['light'],
  payment: ['light'], 'payment-release': ['light'],
};

/**
 * `npm run screenshots` takes the few pictures of the README into `docs/screenshots`; with
 * `-- FOLDER` it takes every screen with the sample data, in both sizes and schemes.
 */
async function main(): Promise<void> {
  const [, , elsewhere] = process.argv;
  const folder = resolve(elsewhere ?? join(root, 'docs', 'screenshots'));
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
    for (const screen of [...plainScreens, ...filled]) {
      if (elsewhere !== undefined) await takeAll(page, screen, folder);
      else await takeFor(page, screen, folder);
    }
  } finally {
    await browser.close();
    await running.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
  process.stdout.write(`The pictures lie in ${folder}.\n`);
}

/** Takes what the README shows of this screen, which is nothing of most. */
async function takeFor(page: Page, screen: Screen, folder: string): Promise<void> {
  const wanted = readme[screen.name] ?? [];
  if (wanted.length === 0) return;
  await goTo(page, screen);
  for (const scheme of wanted) await take(page, { name: screen.name, scheme, folder });
}

async function takeAll(page: Page, screen: Screen, folder: string): Promise<void> {
  await page.setViewportSize(sizes[0]);
  await goTo(page, screen);
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await take(page, { name: screen.name, scheme: colorScheme, folder });
    }
  }
}

async function take(page: Page, { name, scheme, folder }: {
  readonly name: string; readonly scheme: (typeof schemes)[number]; readonly folder: string;
}): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  const width = page.viewportSize()?.width ?? 0;
  const path = join(folder, `${name}-${scheme}-${width}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}

await main();
