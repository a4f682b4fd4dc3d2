import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { filledScreens, goTo, plainScreens, type Screen } from '../screens.ts';
import { signIn } from '../vocabulary.ts';

// What fades in would be measured half faded.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

// Two dozen screens in two schemes, each measured whole.
test.describe.configure({ timeout: 600_000 });

const isWindow = (page: Page): boolean => page.url().startsWith('app:');

/** Violations of one screen in both colour schemes, as lines that say where. */
async function violations(page: Page, name: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Its other mode gathers what frames found in a second page, which a window cannot open; the
    // console has no frames.
    const found = await new AxeBuilder({ page }).setLegacyMode(isWindow(page)).analyze();
    for (const { id, impact, nodes } of found.violations) {
      const places = nodes.map(({ target }) => target.join(' ')).slice(0, 3).join(' | ');
      lines.push(`${impact ?? 'minor'}: ${id} on ${name}, ${colorScheme}, at ${places}`);
    }
  }
  return lines;
}

async function expectClean(page: Page, screens: readonly Screen[]): Promise<void> {
  const found: string[] = [];
  for (const screen of screens) {
    await goTo(page, screen);
    found.push(...await violations(page, screen.name));
  }
  const grave = found.filter((line) => /^(serious|critical)/.test(line));
  for (const description of found.filter((line) => !grave.includes(line))) {
    test.info().annotations.push({ type: 'axe', description });
  }
  expect(grave).toEqual([]);
}

test('every empty screen can be used by all', async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await expectClean(page, plainScreens);
});

test.describe('with the sample data', () => {
  test.use({ sample: true });

  test('every filled screen can be used by all', async ({ page, paydesk }) => {
    await signIn(page, paydesk);
    await expectClean(page, plainScreens.filter(({ open }) => open === undefined));
  });

  test('payments, their sheets, jobs and batches can be used by all', async ({
    page, paydesk, marketplace,
  }) => {
    await signIn(page, paydesk);
    await expectClean(page, await filledScreens(page, marketplace));
  });
});

test('first run, sign in and lock can be used by all', async ({ freshPage: page }) => {
  await expect(page.getByRole('heading', { name: 'Welcome to Paydesk' })).toBeVisible();
  const found = [...await violations(page, 'first-run')];
  await page.getByLabel('Your name').fill('mara');
  await page.getByLabel(/^Password( \*)?$/).fill('three quiet herons at dusk');
  await page.getByLabel('Password again').fill('three quiet herons at dusk');
  await page.getByRole('button', { name: 'Create the admin and begin' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  found.push(...await violations(page, 'lock'));
  await page.getByRole('button', { name: 'Sign in as someone else' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  found.push(...await violations(page, 'sign-in'));
  expect(found).toEqual([]);
});
