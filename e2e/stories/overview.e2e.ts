import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { openScreen, signIn } from '../vocabulary.ts';

/** The payments that stand in the list that a figure led to. */
async function expectPayments(page: Page, payees: readonly string[]): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Payments' }).getByRole('row')
    .filter({ hasText: 'AITBC' });
  await expect(rows).toHaveCount(payees.length);
  for (const payee of payees) await expect(rows.filter({ hasText: payee })).toHaveCount(1);
}

test('each figure of the overview equals the rows that it leads to', async ({
  page, paydesk, marketplace,
}) => {
  const make = async (payee: string, act: 'release' | 'refund' | null): Promise<void> => {
    const { paymentId } = await marketplace.createJob({ amount: '40', payee });
    if (act !== null) await marketplace.settle(act, paymentId);
  };
  await make('Paid one', 'release');
  await make('Paid two', 'release');
  await make('Sent back', 'refund');
  await make('Still held', null);
  await signIn(page, paydesk);

  const ends = page.getByRole('table', { name: /^How payments ended/ });
  const now = ends.getByRole('row').filter({ hasText: 'AITBC' });
  await expect(now).toContainText('67 %');
  await expect(now).toContainText(/within \d/);
  await now.getByRole('link', { name: '2', exact: true }).click();
  await expectPayments(page, ['Paid one', 'Paid two']);

  await openScreen(page, 'Overview');
  await now.getByRole('link', { name: '1', exact: true }).click();
  await expectPayments(page, ['Sent back']);

  await openScreen(page, 'Overview');
  await now.getByRole('link', { name: /^within/ }).first().click();
  await expectPayments(page, ['Paid one', 'Paid two']);

  await openScreen(page, 'Overview');
  await page.getByRole('link', { name: '1 escrowed' }).click();
  await expectPayments(page, ['Still held']);

  await openScreen(page, 'Overview');
  await page.getByRole('button', { name: 'Show table' }).click();
  const volume = page.getByRole('table', { name: 'Volume per day' });
  await volume.getByRole('link', { name: '4', exact: true }).click();
  await expectPayments(page, ['Paid one', 'Paid two', 'Sent back', 'Still held']);

  await openScreen(page, 'Overview');
  const held = page.getByRole('table', { name: 'Money by rail' })
    .getByRole('link', { name: /^40\.000 000 00/ });
  await held.click();
  const rows = page.getByRole('grid', { name: 'Rows that make it up' }).getByRole('row');
  await expect(rows.filter({ hasText: '40.000 000 00' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Still held' })).toHaveCount(1);
  await expect(page.getByText('The rows add up to the number exactly.')).toBeVisible();
});

test('a week is compared with the one before, and a month when it is asked for', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '40' });
  await marketplace.settle('release', paymentId);
  await signIn(page, paydesk);
  const ends = page.getByRole('table', { name: /^How payments ended/ });
  await expect(ends.getByRole('row')).toHaveCount(3);
  await page.getByText('30 days', { exact: true }).click();
  await expect(page).toHaveURL(/days=30/);
  const span = ends.getByRole('row').nth(1).getByText(/^\d{4}-\d{2}-\d{2} to \d{4}-\d{2}-\d{2}$/);
  await expect.poll(async () => {
    const [from = '', to = ''] = (await span.textContent() ?? '').split(' to ');
    return (Date.parse(to) - Date.parse(from)) / 86_400_000;
  }).toBe(29);
});
