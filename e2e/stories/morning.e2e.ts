import type { Locator, Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { attentionItem, sheet, signIn, timeToLeave } from '../vocabulary.ts';

/** More places than any sheet has. */
const TABS_MAX = 15;

/** Goes to a place as a person without a mouse does. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(place).toBeFocused();
}

test('the morning queue is worked off by keyboard, and the inbox goes quiet', async ({
  page, paydesk, marketplace, control,
}) => {
  const payees = ['Ana Lima', 'Ben Okafor', 'Chen Wei'];
  await control.fault({
    provider: 'exchange', operation: 'release', fault: 'refuse', times: payees.length,
  });
  for (const payee of payees) {
    const { paymentId } = await marketplace.createJob({ amount: '25', payee });
    await marketplace.move('release', paymentId);
  }

  await signIn(page, paydesk);
  const bell = page.getByRole('banner').getByRole('link', { name: /^Inbox/ });
  await expect(bell).toHaveAccessibleName('Inbox, 3 unread');
  const needs = page.getByRole('region', { name: 'Needs you' });
  await expect(needs).toContainText('3Release or payout rejected');
  await expect(needs.getByRole('list', { name: 'Due first' }).getByRole('listitem').first())
    .toContainText('Release rejected: Ana Lima');

  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Decide 3' })).toBeVisible();
  const items = attentionItem(page, 'Release rejected');
  await expect(items.first()).toContainText(/If nobody acts, .*goes back to/);
  await page.keyboard.press('j');
  for (const [place, payee] of payees.entries()) {
    const item = items.filter({ hasText: payee });
    await expect(item).toBeFocused();
    await page.keyboard.press('h');
    await expect(item).toContainText('you are handling it');
    await page.keyboard.press('t');
    const review = sheet(page, /^Retry/);
    await tabTo(page, review.getByLabel('Reason'));
    await page.keyboard.type('The exchange takes releases again.');
    await tabTo(page, review.getByRole('button', { name: /^Retry/ }));
    await page.keyboard.press('Enter');
    await expect(review).toBeHidden();
    await expect(items).toHaveCount(payees.length - place - 1);
  }
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  await expect.poll(async () => (await control.books('release')).length, { timeout: timeToLeave })
    .toBe(payees.length);

  await expect(bell).toHaveAccessibleName('Inbox');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible();
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
});

test('what one operator handles is not in the queue of the other', async ({
  page, paydesk, marketplace, control,
}) => {
  await control.fault({ provider: 'exchange', operation: 'release', fault: 'refuse', times: 1 });
  const { paymentId } = await marketplace.createJob({ amount: '25' });
  await marketplace.move('release', paymentId);
  await signIn(page, paydesk);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(attentionItem(page, 'Release rejected')).toContainText('you are handling it');

  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: 'Sign in as someone else' }).click();
  const { name, password } = paydesk.operator(1);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel(/^Password( \*)?$/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: 'Attention' }).click();
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  await page.getByRole('tab', { name: 'With others' }).click();
  const item = attentionItem(page, 'Release rejected');
  await expect(item).toContainText(`${paydesk.operator(0).name} is handling it`);
  await item.getByRole('button', { name: 'Take it over' }).click();
  await expect(page.getByText('Nobody else is handling anything.')).toBeVisible();
  await page.getByRole('tab', { name: /Needs you/ }).click();
  await expect(attentionItem(page, 'Release rejected')).toContainText('you are handling it');
});
