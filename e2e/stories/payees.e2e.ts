import Papa from 'papaparse';
import { expect, test } from '../fixtures.ts';
import { openScreen, row, signIn } from '../vocabulary.ts';

test('a payee\'s dossier and statement add up to what the ledger paid', async ({
  page, paydesk, marketplace, control,
}) => {
  const one = 'ait1qanalimaworks0000000000000000000001';
  const alike = 'ait1qanalimaworks0000000000000000000007';
  const made = [];
  for (const [amount, payeeAddress] of [['12.5', one], ['7.25', alike], ['100', one]] as const) {
    made.push(await marketplace.createJob({ amount, payee: 'Ana Lima', payeeAddress }));
  }
  await marketplace.createJob({ amount: '3', payee: 'Bo Anders' });
  for (const job of made.slice(0, 2)) await marketplace.settle('release', job.paymentId);
  await signIn(page, paydesk);
  await openScreen(page, 'Payees');

  await test.step('she is found by a word of her name', async () => {
    await page.getByRole('searchbox', { name: 'Search payees' }).fill('lim');
    await expect(row(page, 'Payees', 'Bo Anders')).toHaveCount(0);
    await expect(row(page, 'Payees', 'Ana Lima')).toContainText('19.750 000 00 AITBC');
    await row(page, 'Payees', 'Ana Lima').click();
  });

  await test.step('accounts stand whole, and two that look alike are told of', async () => {
    await expect(page.getByRole('heading', { name: 'Ana Lima', level: 1 })).toBeVisible();
    await expect(page.getByText('Two accounts look alike')).toBeVisible();
    const accounts = page.getByRole('table', { name: 'Accounts used' });
    await expect(accounts.getByRole('row')).toHaveCount(3);
    await expect(page.getByRole('table', { name: 'Open payments' }).getByRole('row'))
      .toHaveCount(2);
    await expect(page.getByText('100 % of 2 ended payments were paid')).toBeVisible();
  });

  await test.step('the statement equals the ledger', async () => {
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const statement = page.getByRole('table', { name: 'Statement' });
    await expect(statement).toContainText('19.750 000 00 AITBC');
    await expect(page.getByText('The lines add up to what the ledger paid this payee.'))
      .toBeVisible();
    const books = await control.books('release');
    expect(books.map(({ amount }) => amount).toSorted()).toEqual(['12.5', '7.25']);
  });

  await test.step('it leaves as CSV and as PDF', async () => {
    const csv = await paydesk.download(page.getByRole('button', { name: 'Save as CSV' }));
    const { data } = Papa.parse<Record<string, string>>(
      csv.bytes.toString('utf8').trimEnd(), { header: true },
    );
    const minor = data.filter(({ row: kind }) => kind === 'line')
      .reduce((sum, line) => sum + BigInt(line['amount_minor'] ?? '0'), 0n);
    expect(minor).toBe(1_975_000_000n);
    expect(data.find(({ row: kind }) => kind === 'total')?.['amount']).toBe('19.75000000');
    const pdf = await paydesk.download(page.getByRole('button', { name: 'Save as PDF' }));
    expect(pdf.name).toMatch(/^SANDBOX-statement-Ana-Lima-[\d-]{10}-to-[\d-]{10}\.pdf$/);
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('what was paid is explained by its payments', async () => {
    await page.getByRole('link', { name: '19.750 000 00 AITBC' }).first().click();
    await expect(page.getByText('The rows add up to the number exactly.')).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Rows that make it up' }).getByRole('row'))
      .toHaveCount(3);
    const proof = await paydesk.download(page.getByRole('button', {
      name: 'Export the proof as CSV',
    }));
    expect(proof.bytes.toString('utf8')).toContain('"sum"');
  });
});
