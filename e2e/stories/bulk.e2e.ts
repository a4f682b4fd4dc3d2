import Papa from 'papaparse';
import { expect, test } from '../fixtures.ts';
import type { Marketplace } from '../marketplace.ts';
import { expectRow, openScreen, row, sheet, signIn, timeToLeave } from '../vocabulary.ts';

test('many are released together, and each says what came of it', async ({
  page, paydesk, marketplace, control,
}) => {
  for (const [payee, amount] of [['Ana Lima', '10'], ['Mei Tanaka', '20.5'], ['Omar', '30']]) {
    await marketplace.createJob({ amount: amount ?? '', payee: payee ?? '' });
  }
  await marketplace.createJob({ amount: '40', payee: 'Noor', payeeAddress: 'sentinel-refuse' });
  const done = await marketplace.createJob({ amount: '50', payee: 'Paid already' });
  await marketplace.settle('release', done.paymentId);
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await row(page, 'Payments', 'Ana Lima').focus();
  await page.keyboard.press(' ');
  await expect(row(page, 'Payments', 'Ana Lima')).toHaveAttribute('aria-selected', 'true');
  for (const payee of ['Mei Tanaka', 'Omar', 'Noor', 'Paid already']) {
    await row(page, 'Payments', payee).getByRole('checkbox').check();
  }
  await expect(page.getByText('5 selected')).toBeVisible();
  await expect(page.getByText('held 100.500 000 00 AITBC')).toBeVisible();
  await page.getByRole('button', { name: 'Release…' }).click();

  const review = sheet(page, 'Release 4 payments');
  await expect(review.getByRole('row', { name: /^Totals/ })).toContainText('100.500 000 00 AITBC');
  await expect(review.getByRole('row', { name: /^Largest/ })).toContainText('40.000 000 00 AITBC');
  await expect(review.getByRole('row', { name: /^Left out/ }))
    .toContainText('1: The payment has ended.');
  await expect(review.getByRole('button', { name: 'Release 4 payments' })).toBeDisabled();
  await review.getByLabel('Reason').fill('The week of the 16th was accepted.');
  await review.getByRole('button', { name: 'Release 4 payments' }).click();

  await expect(page.getByRole('heading', { name: /^Release of \d payments$/ })).toBeVisible();
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress.getByText('Finished', { exact: true }))
    .toBeVisible({ timeout: timeToLeave });
  await expect(page.getByRole('button', { name: /^done/ })).toContainText('3');
  await expect(row(page, 'Items', 'Done')).toHaveCount(3);
  await expect(row(page, 'Items', 'Rejected')).toHaveCount(1);
  const released = await control.books('release');
  expect(released.map(({ amount }) => amount).toSorted()).toEqual(['10', '20.5', '30', '50']);

  await openScreen(page, 'Batches');
  await expectRow(page, 'Batches', ['The week of the 16th was accepted.', 'ana']);
});

async function dangerousPayees(marketplace: Marketplace): Promise<void> {
  for (const payee of ['=cmd()', '+1+1', '"quoted", with a comma', 'Ana Lima']) {
    await marketplace.createJob({ amount: '1.5', payee });
  }
}

test('what the list shows leaves as a CSV that no spreadsheet runs', async ({
  page, paydesk, marketplace,
}) => {
  await dangerousPayees(marketplace);
  await marketplace.createJob({ amount: '0.001', currency: 'BTC', payee: 'Filtered out' });
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await page.getByRole('group', { name: 'Rail' }).getByRole('button', { name: 'AITBC' }).click();
  await expect(row(page, 'Payments', 'Filtered out')).toHaveCount(0);
  const file = await paydesk.download(page.getByRole('button', { name: 'Export CSV' }));

  expect(file.name).toMatch(/SANDBOX.*\.csv$/i);
  const text = file.bytes.toString('utf8');
  expect(text.split('\n').slice(0, -1).every((line) => line.endsWith('\r'))).toBe(true);
  const { data, errors } = Papa.parse<Record<string, string>>(text.trimEnd(), { header: true });
  // A cell may hold a quote, which is doubled; outside of quotes stand only commas and line ends.
  expect(text.replaceAll(/"(?:[^"]|"")*"/g, '')).toMatch(/^(,+\r\n)+$/);
  expect(errors).toEqual([]);
  expect(data.map(({ payee }) => payee).toSorted((a, b) => (String(a) < String(b) ? -1 : 1)))
    .toEqual(['"quoted", with a comma', "'+1+1", "'=cmd()", 'Ana Lima']);
  const formula = data.find(({ payee }) => payee === "'=cmd()");
  expect(formula?.['text_escaped']).toBe('payee');
  expect(formula?.['amount']).toBe('1.50000000');
});
