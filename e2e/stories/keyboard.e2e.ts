import type { Locator, Page } from 'playwright/test';
import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import { expectStatus, money, row, sheet, signIn, timeToLeave } from '../vocabulary.ts';

test('a release from sign-in to receipt needs no mouse', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({
    amount: '0.001', currency: 'BTC', payee: 'Ana Lima',
  });
  const ana = paydesk.operator(0);
  await paydesk.open(page);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).focus();
  await page.keyboard.type(ana.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(ana.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'Payments', level: 1 })).toBeVisible();
  await expect(row(page, 'Payments', 'Ana Lima')).toBeVisible();
  await page.keyboard.press('j');
  await expect(row(page, 'Payments', 'Ana Lima')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(money(page)).toBeVisible();
  await expectStatus(page, 'Escrowed');

  await page.keyboard.press('r');
  const review = sheet(page, 'Release 0.00100000 BTC to Ana Lima');
  await expect(review.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(review.getByLabel('Reason')).toBeFocused();
  // Letters are text here, and Enter confirms nothing.
  await page.keyboard.type('rlg accepted');
  await page.keyboard.press('Enter');
  await expect(review).toBeVisible();
  expect(await control.books('release')).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(review.getByRole('button', { name: /^Release/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(review).toBeHidden();
  await expectStatus(page, 'Released', timeToLeave);
  expect(await control.books('release')).toHaveLength(1);

  await page.keyboard.press('Control+k');
  await page.keyboard.type(paymentId);
  const found = page.getByRole('option', { name: new RegExp(`to Ana Lima.*${paymentId}`) });
  await expect(found).toBeVisible();
  await page.keyboard.press('Escape');
  const receipt = page.getByRole('tab', { name: 'Receipt' });
  for (let step = 0; step < 60 && !await holdsFocus(page); step += 1) {
    await page.keyboard.press('Tab');
  }
  for (let step = 0; step < 6 && !await isOn(receipt); step += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(receipt).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tabpanel', { name: 'Receipt' })).toContainText('Ana Lima');

  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await expect(page.getByText(/ended without it/)).toBeHidden();
});

const withClipboard = browserOnly('A window lets no page read the clipboard.');

test('the palette acts here, finds by clipboard, and gives the focus back', withClipboard, async ({
  page, context, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({
    amount: '0.002', currency: 'BTC', payee: 'Mei Tanaka',
  });
  const { escrow_address: escrow } = await marketplace.payment(paymentId);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: paydesk.console.url,
  });
  await signIn(page, paydesk);
  await page.evaluate((text) => navigator.clipboard.writeText(text), escrow ?? '');
  const link = page.getByRole('link', { name: 'Jobs' });
  await link.focus();
  await page.keyboard.press('Control+k');
  const palette = sheet(page, 'Search or run a command');
  await expect(palette.getByRole('option').first()).toHaveText(/^Find bcrt1.* from the clipboard/);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(link).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('option').first()).toHaveText(/from the clipboard/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/payments/${paymentId}$`));
  await expect(money(page)).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('give up');
  await expect(palette.getByRole('option', { name: /^Give up/ })).toContainText('Not now:');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('release');
  await page.keyboard.press('Enter');
  await expect(sheet(page, 'Release 0.00200000 BTC to Mei Tanaka')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Shift+h');
  await expect(money(page)).not.toContainText('0.00200000');
  await expect(money(page)).not.toContainText('0.002 000 00');
  await page.keyboard.press('r');
  await expect(sheet(page, 'Release 0.00200000 BTC to Mei Tanaka')).toBeVisible();
});

test('the help lists what works here, and nothing else', async ({ page, paydesk, marketplace }) => {
  await marketplace.createJob({ amount: '3', payee: 'Ana Lima' });
  await signIn(page, paydesk);
  await page.keyboard.press('?');
  const help = sheet(page, 'Keys');
  await expect(help).toContainText('Go to');
  await expect(help).not.toContainText('Next row');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(row(page, 'Payments', 'Ana Lima')).toBeVisible();
  await page.keyboard.press('?');
  await expect(help).toContainText('Next row');
  await expect(help).not.toContainText('Refund');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(money(page)).toBeVisible();
  await page.keyboard.press('?');
  await expect(help).toContainText('Refund 3.');
  // A verb that may not be used now has no key that works now.
  await expect(help).not.toContainText('Give up');
});

async function holdsFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.getAttribute('role') === 'tab');
}

async function isOn(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
