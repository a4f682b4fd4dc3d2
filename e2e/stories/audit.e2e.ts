import type { Page } from 'playwright/test';
import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import {
  expectRow, expectStatus, holdBack, openPayment, openScreen, releaseWithReason, row, sheet, signIn,
  timeToLeave,
} from '../vocabulary.ts';

const reason = 'The drawings were accepted.';

/** Asks the log for what is typed, and for nothing of an earlier search. */
async function search(
  page: Page, typed: { readonly who?: string; readonly act?: string; readonly about?: string },
): Promise<void> {
  const form = page.getByRole('search', { name: 'Search the entries' });
  await form.getByLabel('Who').fill(typed.who ?? '');
  await form.getByLabel('Act').fill(typed.act ?? '');
  await form.getByLabel('About this id').fill(typed.about ?? '');
  await form.getByRole('button', { name: 'Search' }).click();
}

test('the log is searched by who, what and about what, and proven whole', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '25', payee: 'Ana Lima' });
  await marketplace.createJob({ amount: '7', payee: 'Someone else' });
  const { name } = paydesk.operator(0);
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await releaseWithReason(page, reason);
  await expectStatus(page, 'Released', timeToLeave);
  await openScreen(page, 'Audit');
  const release = [name, 'payment.release', paymentId.slice(-5), reason];

  await test.step('who: what the engine and the marketplace did is left out', async () => {
    await search(page, { who: name });
    await expect(row(page, 'Audit entries', 'operation.settled')).toHaveCount(0);
    await expect(row(page, 'Audit entries', 'job.create')).toHaveCount(0);
    await expectRow(page, 'Audit entries', release);
    await expect(page).toHaveURL(new RegExp(`actor=${name}`));
  });

  await test.step('which act: the other acts of the same person are left out', async () => {
    await search(page, { act: 'payment.' });
    await expect(row(page, 'Audit entries', 'operator.password-accepted')).toHaveCount(0);
    await expectRow(page, 'Audit entries', release);
    await search(page, { act: 'payment.refund' });
    await expect(page.getByText('No entry matches this search.')).toBeVisible();
  });

  await test.step('about what: the life of one payment, the other one left out', async () => {
    await search(page, { about: paymentId });
    const entries = page.getByRole('grid', { name: 'Audit entries' }).getByRole('row');
    // Held, asked for, released; each time sent and settled. The first row is the table's head.
    await expect(entries).toHaveCount(6);
    await expect(entries.filter({ hasText: paymentId.slice(-5) })).toHaveCount(5);
    await expectRow(page, 'Audit entries', release);
  });

  await test.step('one entry whole, by keyboard, and back onto its row', async () => {
    const entry = row(page, 'Audit entries', 'payment.release');
    await entry.focus();
    await page.keyboard.press('Enter');
    const opened = sheet(page, /: release ordered$/);
    await expect(opened).toContainText(`${name}, operator`);
    await expect(opened).toContainText(reason);
    await expect(opened.getByRole('link', { name: paymentId })).toBeVisible();
    await expect(opened.getByRole('button', { name: 'Copy Own hash' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0);
    await expect(entry).toBeFocused();
  });

  await test.step('the chain of all entries holds, and the ledger with it', async () => {
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(row(page, 'Audit entries', 'job.create')).toHaveCount(2);
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    const proof = page.getByRole('status').filter({ hasText: 'The chain holds' });
    await expect(proof)
      .toContainText(/[1-9]\d* entries were recomputed and the ledger recounted\./);
    await expect(proof).toContainText('Newest link:');
  });
});

test('an entry that takes long leaves the list and its place in it as they are', browserOnly(
  'Its answer is held back on its way over HTTP.',
), async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await openScreen(page, 'Audit');
  const letThrough = await holdBack(page, 'audit.get');
  const entry = row(page, 'Audit entries', 'operator.password-accepted');
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toBeVisible();
  // A screen that another one takes the place of would be gone by then.
  await page.waitForTimeout(1_500);
  await expect(entry).toBeFocused();
  letThrough();
  const opened = sheet(page, /password accepted$/);
  await expect(opened).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Loading' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(opened).toHaveCount(0);
  await expect(entry).toBeFocused();
});

test('a verification shows how far it is', browserOnly(
  'Its answers are held back on their way over HTTP.',
), async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await openScreen(page, 'Audit');
  const letThrough = await holdBack(page, 'audit.recount');
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(page.getByText('All entries fit. Recounting the ledger')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Verify the chain' })).toBeVisible();
  await expect(page.getByText('The chain holds')).toHaveCount(0);
  letThrough();
  await expect(page.getByText('The chain holds')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Verify the chain' })).toHaveCount(0);
});
