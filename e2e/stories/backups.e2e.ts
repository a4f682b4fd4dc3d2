import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import {
  confirmAsSecond, expectStatus, expectToast, fillSignIn, money, openPath, openPayment, row, sheet,
  signIn, timeToLeave, verb,
} from '../vocabulary.ts';

test.use({ apart: true });

async function openBackups(page: Page): Promise<void> {
  await openPath(page, '/settings/backups');
  await expect(page.getByRole('heading', { name: 'Backups' })).toBeVisible();
}

test('a store is put back to a copy, asks the providers first, and pays nothing twice', async ({
  page, paydesk, marketplace, control,
}) => {
  const kept = await marketplace.createJob({ amount: '25', payee: 'Ana Lima' });
  const paid = await marketplace.createJob({ amount: '0.004', currency: 'BTC', payee: 'Mei' });
  await signIn(page, paydesk);
  await openBackups(page);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expectToast(page, /Backed up 2 payments/);
  await expect(row(page, 'Backups', 'asked for')).toHaveCount(1);
  await page.getByRole('button', { name: /^Drill the copy/ }).click();
  await expectToast(page, /file, audit chain and ledger fit/);
  await expect(row(page, 'Backups', 'Good')).toHaveCount(1);

  await marketplace.move('release', paid.paymentId);
  await expect.poll(() => control.books('release')).toHaveLength(1);
  await marketplace.createJob({ amount: '7', payee: 'After the copy' });

  await page.getByRole('button', { name: /^Restore the copy/ }).click();
  const restore = sheet(page, /^Restore the copy/);
  const name = await restore.getByRole('row', { name: /^Copy/ }).getByRole('cell').innerText();
  await restore.getByLabel('Reason').fill('The disk was replaced.');
  await confirmAsSecond(restore, paydesk.operator(1));
  await expect(restore.getByRole('button', { name: 'Restore this copy' })).toBeDisabled();
  await restore.getByLabel('Type the name').fill(name);
  await restore.getByRole('button', { name: 'Restore this copy' }).click();

  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: timeToLeave });
  await fillSignIn(page, paydesk.operator(0));
  await expect(page.getByText('sends nothing until it agrees with the providers')).toBeVisible();
  await openBackups(page);
  const panel = page.getByRole('region', { name: 'Restored from a copy; nothing is sent' });
  await expect(panel).toContainText('The disk was replaced.');
  await expect(panel).toContainText('Every provider has answered.');
  await expect(panel.getByText('For a person to decide').locator('..')).toContainText('1');

  await openPayment(page, paid.paymentId);
  await expectStatus(page, 'Escrowed');
  const books = await control.books('release');
  await verb(page, /^Record release/).click();
  const record = sheet(page, /^Record release/);
  await record.getByLabel('Evidence').fill(books[0]?.hash ?? '');
  await record.getByLabel('Reason').fill('Seen at the daemon.');
  await confirmAsSecond(record, paydesk.operator(1));
  await record.getByRole('button', { name: 'Record release' }).click();
  await expectStatus(page, 'Released');

  await marketplace.post(`/v1/payments/${kept.paymentId}/release`, { reason: 'Done.' });
  await openPayment(page, kept.paymentId);
  await expectStatus(page, 'Releasing');
  await openBackups(page);
  await panel.getByRole('button', { name: 'Let it send again' }).click();
  const lift = sheet(page, /^Let the restored store/);
  await lift.getByLabel('Reason').fill('The providers agree.');
  await confirmAsSecond(lift, paydesk.operator(1));
  await lift.getByRole('button', { name: 'Let it send again' }).click();
  await expectToast(page, 'The store sends again.');
  await expect(page.getByText('sends nothing until it agrees')).toBeHidden();
  await openPayment(page, kept.paymentId);
  await expectStatus(page, 'Released', timeToLeave);
  await expect(money(page)).toBeVisible();
  expect((await control.books('release')).map(({ amount }) => amount).toSorted())
    .toEqual(['0.004', '25']);
});
