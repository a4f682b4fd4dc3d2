import Papa from 'papaparse';
import { expect, test } from '../fixtures.ts';
import type { Marketplace } from '../marketplace.ts';
import { openPath, openScreen, sheet, signIn } from '../vocabulary.ts';

test.use({ apart: true });

const PAYEES = ['Ana Lima', 'Mei Tanaka', 'Omar Haddad', 'Noor Aziz'];

/** Two hundred jobs whose money is held, ten at a time. */
async function createJobs(marketplace: Marketplace, count: number): Promise<void> {
  for (let made = 0; made < count; made += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => marketplace.createJob({
      amount: String(made + index + 1), payee: PAYEES[index % PAYEES.length] ?? '',
    })));
  }
}

test('a batch of 200 survives a restart, and what failed is tried again', async ({
  page, paydesk, marketplace, control,
}) => {
  test.setTimeout(420_000);
  await createJobs(marketplace, 200);
  await control.fault({ provider: 'exchange', operation: 'release', fault: 'refuse', times: 7 });
  // Slow enough that the kill comes in the middle on any machine; cleared behind it.
  await control.fault({
    provider: 'exchange', operation: 'release', fault: 'slow', delayMs: 3_000,
  });
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await page.getByRole('checkbox', { name: /^Select all shown/ }).check();
  await page.getByRole('button', { name: /all .*match|Select all/i }).first().click();
  await page.getByRole('button', { name: 'Release…' }).click();

  const review = sheet(page, 'Release 200 payments');
  await expect(review.getByRole('row', { name: /^Totals/ })).toContainText('20 100.');
  await expect(review.getByRole('row', { name: /^Largest/ })).toContainText('200.000 000 00 AITBC');
  await expect(review.getByRole('row', { name: /^Share/ })).toContainText('100% of all AITBC held');
  await expect(review.getByRole('row', { name: /^Never paid before/ })).toContainText('Noor Aziz');
  await review.getByText('Each payment').click();
  await expect(review.getByText('is sent · new payee').first()).toBeVisible();
  await review.getByLabel('Reason').fill('The month was accepted.');
  await review.getByRole('button', { name: 'Release 200 payments' }).click();
  await expect(page.getByRole('heading', { name: 'Release of 200 payments' })).toBeVisible();
  const address = new URL(page.url()).pathname;
  // Before the kill they are on record; what it cuts off is asked for, and done, after it.
  await expect(page.getByRole('button', { name: /^rejected/ })).toContainText('7');

  await paydesk.kill();
  const before = await control.books('release');
  expect(before.length).toBeLessThan(193);
  await control.clearFaults();
  await paydesk.start();
  const again = await signIn(page, paydesk);
  await openPath(again, address);
  const progress = again.getByRole('region', { name: 'Progress' });
  await expect(progress).toContainText('200 of 200 ended', { timeout: 120_000 });
  await expect(progress.getByText('Finished', { exact: true })).toBeVisible();
  await expect(again.getByRole('button', { name: /^rejected/ })).toContainText('7');

  const file = await paydesk.download(again.getByRole('button', { name: 'Result as CSV' }));
  expect(file.name).toMatch(/^SANDBOX-batch-.*\.csv$/);
  const { data } = Papa.parse<Record<string, string>>(
    file.bytes.toString('utf8').trimEnd(), { header: true },
  );
  expect(data).toHaveLength(200);
  expect(data.filter(({ result }) => result === 'rejected')).toHaveLength(7);

  await again.getByRole('button', { name: /^Retry the failed/ }).click();
  const retry = sheet(again, 'Try 7 failed items again');
  await retry.getByLabel('Reason').fill('The exchange takes them now.');
  await retry.getByRole('button', { name: 'Try 7 failed items again' }).click();
  await expect(again.getByRole('heading', { name: 'Release of 7 payments' })).toBeVisible();
  await expect(progress.getByText('Finished', { exact: true })).toBeVisible();
  await expect(again.getByRole('button', { name: /^done/ })).toContainText('7');
  await again.getByRole('link', { name: 'this batch' }).click();
  await expect(again.getByText('its failed items are tried again by')).toBeVisible();

  const books = await control.books('release');
  expect(books).toHaveLength(200);
  expect(new Set(books.map(({ reference }) => reference)).size).toBe(200);
});
