import { defineConfig } from 'playwright/test';
import { findChromium } from './scripts/chromium.ts';

const chromium = findChromium();

/**
 * The operator stories, in the Chromium that is installed. No retries, which would hide a race, and
 * no video, which needs a download of Playwright's own.
 */
export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: './test-results',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./e2e/reporter.ts']],
  use: {
    // A step that finds nothing fails by itself, long before its whole test would.
    actionTimeout: 20_000,
    launchOptions: chromium === undefined ? {} : { executablePath: chromium },
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    video: 'off',
  },
});
