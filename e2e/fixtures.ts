import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'playwright/test';
import { createControl, type Control } from './control.ts';
import { createMarketplace, type Marketplace } from './marketplace.ts';
import { startForPeople, startPaydesk, type Paydesk, type PaydeskOptions } from './paydesk.ts';

type Options = Omit<PaydeskOptions, 'dataFolder'>;
type Fixtures = {
  /** A folder that is gone after the test. */
  readonly dataFolder: string;
  readonly paydesk: Paydesk;
  readonly marketplace: Marketplace;
  readonly control: Control;
  /** The address that a door without any account prints. */
  readonly freshLaunchUrl: string;
};

/** Each test has a data folder, a door and stand-ins of its own. */
export const test = base.extend<Options & Fixtures>({
  sample: [false, { option: true }],
  apart: [false, { option: true }],

  dataFolder: async ({ browserName: _browser }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  paydesk: async ({ dataFolder, sample, apart }, use, testInfo) => {
    const running = await startPaydesk({ dataFolder, sample, apart });
    try {
      await use(running.paydesk);
    } finally {
      await running.stop();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('door.log', { body: running.log(), contentType: 'text/plain' });
      }
    }
  },

  marketplace: async ({ paydesk }, use) => use(createMarketplace(paydesk)),

  control: async ({ paydesk }, use) => use(createControl(paydesk)),

  freshLaunchUrl: async ({ dataFolder }, use) => {
    const door = await startForPeople(dataFolder);
    try {
      await use(door.launchUrl);
    } finally {
      await door.stop();
    }
  },
});

export { expect };
