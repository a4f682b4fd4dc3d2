import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from 'playwright/test';
import { createControl, type Control } from './control.ts';
import type { Door } from './doors.ts';
import { startWindow, startWindowForPeople } from './electron-door.ts';
import { createMarketplace, type Marketplace } from './marketplace.ts';
import { startForPeople, startPaydesk, type Paydesk, type PaydeskOptions } from './paydesk.ts';

export type DoorOption = {
  /** Which door the stories go through; the project chooses. */
  readonly door: Door;
};
type Options = Omit<PaydeskOptions, 'dataFolder'> & DoorOption;
type Fixtures = {
  /** A folder that is gone after the test. */
  readonly dataFolder: string;
  readonly paydesk: Paydesk;
  readonly marketplace: Marketplace;
  readonly control: Control;
  /** The console of a Paydesk without any account, as a person starts it the first time. */
  readonly freshPage: Page;
};

/** Each test has a data folder, a door and stand-ins of its own. */
export const test = base.extend<Options & Fixtures>({
  door: ['browser', { option: true }],
  sample: [false, { option: true }],
  apart: [false, { option: true }],

  dataFolder: async ({ browserName: _browser }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  paydesk: async ({
    door, dataFolder, sample, apart, locale, timezoneId,
  }, use, testInfo) => {
    const options = { dataFolder, sample, apart };
    const running = door === 'browser' ? await startPaydesk(options)
      : await startWindow(options, { locale, timezoneId });
    try {
      await use(running.paydesk);
    } finally {
      await running.stop();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('door.log', { body: running.log(), contentType: 'text/plain' });
      }
    }
  },

  // Playwright's own page stays blank beside a window.
  page: async ({ door, page, paydesk, contextOptions }, use) => {
    if (door === 'browser') return use(page);
    const shown = await paydesk.open(page);
    await shown.emulateMedia({ reducedMotion: contextOptions.reducedMotion ?? null });
    return use(shown);
  },

  marketplace: async ({ paydesk }, use) => use(createMarketplace(paydesk)),

  control: async ({ paydesk }, use) => use(createControl(paydesk)),

  freshPage: async ({ door, context, dataFolder, locale, timezoneId }, use) => {
    const fresh = door === 'browser' ? await startForPeople(dataFolder, context)
      : await startWindowForPeople(dataFolder, { locale, timezoneId });
    try {
      await use(fresh.page);
    } finally {
      await fresh.stop();
    }
  },
});

export { expect };
