import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { pdfPages, pdfWords } from '../../src-main/testing/pdf-words.ts';
import { expect, test } from '../fixtures.ts';
import { expectStatus, openPayment, signIn } from '../vocabulary.ts';

const REFUND_ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

test('a payee gets a receipt, and an auditor everything known', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({
    amount: '0.002', currency: 'BTC', payee: 'Наталья Žižek', refundAddress: REFUND_ADDRESS,
  });
  await marketplace.settle('release', paymentId);
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await expectStatus(page, 'Released');
  const [booked] = await control.books('release');
  const hash = (await marketplace.payment(paymentId)).transaction_hash ?? '';
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(booked).toMatchObject({ amount: '0.002', hash });

  await test.step('the PDF says who, how much and by which transaction', async () => {
    await page.getByRole('tab', { name: 'Receipt' }).click();
    const zone = page.getByRole('combobox', { name: 'Time zone of the reader' });
    await zone.fill('Madrid');
    await page.getByRole('option', { name: 'Europe/Madrid' }).click();
    const pdf = await paydesk.download(page.getByRole('button', { name: 'Save as PDF' }));
    expect(pdf.name).toBe(`SANDBOX-receipt-${paymentId}.pdf`);
    const words = pdfWords(pdf.bytes).map((line) => line.trim());
    expect(words).toContain('SANDBOX — nothing here is real money');
    expect(words).toContain('0.00200000 BTC');
    expect(words).toContain('was paid to Наталья Žižek by Acme AI.');
    expect(words).toContain(hash);
    expect(words.some((line) => line.endsWith('Europe/Madrid'))).toBe(true);
    expect(pdfPages(pdf.bytes)).toBe(1);
    expect(pdf.bytes.length).toBeLessThan(200_000);
  });

  await test.step('the JSON says the same', async () => {
    await page.getByRole('button', { name: 'Receipt' }).click();
    const json = await paydesk.download(page.getByRole('menuitem', { name: 'Save as JSON' }));
    expect(JSON.parse(json.bytes.toString('utf8'))).toMatchObject({
      format: 'paydesk-receipt', transactionHash: hash, mode: 'sandbox',
      amounts: { released: { value: '0.00200000' }, refunded: { minor: '0' } },
    });
  });

  await test.step('the evidence adds up, carries its checksums and no secret', async () => {
    await page.getByRole('button', { name: 'Evidence' }).click();
    const clip = await paydesk.download(page.getByRole('menuitem', {
      name: 'Save everything as ZIP',
    }));
    expect(clip.name).toBe(`SANDBOX-evidence-${paymentId}.zip`);
    const parts = unzipSync(clip.bytes);
    const textOf = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
    for (const [, sum, name = ''] of textOf('SHA256SUMS').matchAll(/^(\w{64}) {2}(.+)$/gm)) {
      expect(createHash('sha256').update(parts[name] ?? '').digest('hex'), name).toBe(sum);
    }
    const { data } = Papa.parse<Record<string, string>>(textOf('postings.csv').trimEnd(), {
      header: true,
    });
    const sum = (account: RegExp): bigint => data
      .filter((row) => account.test(row['account'] ?? ''))
      .reduce((total, row) => total + BigInt(row['amount_minor'] ?? ''), 0n);
    expect(sum(/./)).toBe(0n);
    expect(sum(/^payee$/)).toBe(200_000n);
    expect(textOf('attempts.json')).toContain('/api/v1/escrow/release');
    expect(pdfWords(parts['receipt.pdf'] ?? new Uint8Array())).toContain(hash);
    const secrets = secretsIn(paydesk.ready.sandbox);
    expect(secrets.length).toBeGreaterThan(4);
    for (const [name, content] of Object.entries(parts)) {
      const text = strFromU8(content);
      for (const secret of secrets) expect(text.includes(secret), name).toBe(false);
    }
  });

  await test.step('the receipt tab shows the checksum of the file', async () => {
    const clip = await paydesk.download(page.getByRole('button', {
      name: 'Save everything as ZIP',
    }));
    await expect(page.getByText(createHash('sha256').update(clip.bytes).digest('hex')))
      .toBeVisible();
  });
});

test('a code of the payment page asks for no money that is already there', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({
    amount: '0.002', currency: 'BTC', refundAddress: REFUND_ADDRESS,
  });
  const escrow = (await marketplace.payment(paymentId)).escrow_address ?? '';
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  const label = `?label=Paydesk%20${paymentId}`;
  await expect(page.getByRole('img', { name: `QR code of bitcoin:${escrow}${label}` }))
    .toBeVisible();
  await page.getByRole('combobox', { name: 'What the code carries' }).click();
  await page.getByRole('option', { name: 'Refund address' }).click();
  await expect(page.getByRole('img', { name: `QR code of bitcoin:${REFUND_ADDRESS}${label}` }))
    .toBeVisible();
  await expect(page.getByText('refunds are sent from here')).toBeVisible();
});

/** Every text of the printed interface that stands under the name of a secret. */
function secretsIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') {
    return /key|secret|token|password/i.test(key) && value.length > 7 ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    secretsIn(inner, Array.isArray(value) ? key : name));
}
