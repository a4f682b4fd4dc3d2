import { defineConfig } from 'playwright/test';
import { onlyInBrowser, whyNoWindow } from './e2e/doors.ts';
import type { DoorOption } from './e2e/fixtures.ts';
import { findChromium } from './scripts/chromium.ts';

const chromium = findChromium();
const noWindow = whyNoWindow();
const windowStories = '**/electron.e2e.ts';

/**
 * The operator stories, in the Chromium that is installed, and the same in the Electron window
 * where there can be one. No retries, which would hide a race, and no video, which needs a download
 * of Playwright's own.
 */
export default defineConfig<DoorOption>({
  testDir: './e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: './test-results',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // These end what hangs; how long a story takes says nothing on a machine that is busy.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['./e2e/reporter.ts', { noWindow }]],
  projects: [
    { name: 'browser', use: { door: 'browser' }, testIgnore: windowStories },
    {
      name: 'electron', use: { door: 'electron' }, grepInvert: onlyInBrowser,
      // Left out as a whole, and said in one line, instead of as many skipped stories.
      ...(noWindow === null ? {} : { testIgnore: '**' }),
    },
  ],
  use: {
    // A step that finds nothing fails by itself, long before its whole test would.
    actionTimeout: 30_000,
    launchOptions: chromium === undefined ? {} : { executablePath: chromium },
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    video: 'off',
  },
});
