import { z } from 'zod';
import { expect, test } from '../fixtures.ts';
import {
  expectStatus, expectToast, money, openPayment, refundWithReason, releaseWithReason,
  sheet, signIn, timeToLeave, verb,
} from '../vocabulary.ts';

const payeeAddress = 'bcrt1q6n9vu3ssqwn3xklm50mat0pgld72gaxkzfucz3';
const refundAddress = 'bcrt1qux76zqvn6hh2auufzaynxx0f0j9eukdnr87qvy';
const inBitcoin = { amount: '0.001', currency: 'BTC', payeeAddress, refundAddress } as const;
test('a release is reviewed, can be stopped, and is followed to its proof', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob(inBitcoin);
  const { escrow_address: escrow } = await marketplace.payment(paymentId);
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await page.keyboard.press('r');

  const review = sheet(page, 'Release 0.00100000 BTC to Ana Lima');
  await expect(review.getByRole('row', { name: /^From/ })).toContainText(escrow ?? 'none');
  await expect(review.getByRole('row', { name: /^To/ })).toContainText(`Ana Lima${payeeAddress}`);
  const groups = review.getByRole('row', { name: /^To/ }).locator('[aria-hidden] > span');
  await expect(groups.first()).toHaveText('bcrt');
  await expect(groups).toHaveCount(Math.ceil(payeeAddress.length / 4));
  await expect(review.getByRole('row', { name: /^Rail/ })).toContainText('over Wallet daemon');
  await expect(review.getByRole('row', { name: /^Amount/ })).toContainText('0.001 000 00 BTC');
  await expect(review.getByText(/cannot be called back/)).toBeVisible();

  await expect(review.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await review.getByLabel('Reason').fill('The result was accepted.');
  await page.keyboard.press('Enter');
  await expect(review).toBeVisible();
  await review.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await expect(review).toBeHidden();
  await expectStatus(page, 'Escrowed');

  await releaseWithReason(page, 'The result was accepted.');
  await expect(page.getByRole('status').filter({ hasText: 'Release of 0.00100000 BTC' }))
    .toBeVisible();
  await page.getByRole('button', { name: /^Stop(?! all)/ }).click();
  await expectToast(page, 'Stopped. Nothing has left.');
  await expectStatus(page, 'Escrowed');
  expect(await control.books('release')).toEqual([]);

  await releaseWithReason(page, 'The result was accepted after all.');
  await expectStatus(page, 'Released', timeToLeave);
  const books = await control.books('release');
  expect(books.map(({ amount, reference }) => [amount, reference])).toEqual([['0.001', escrow]]);
  await expect(page.getByText(books[0]?.hash ?? 'no hash', { exact: true })).toBeVisible();
  await expect(verb(page, /^Release/)).toHaveAccessibleDescription(/ended/);
});

test('a refund goes to the address that was recorded', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob(inBitcoin);
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await page.keyboard.press('f');
  await expect(sheet(page, /^Refund/).getByRole('row', { name: /^To/ }))
    .toContainText(refundAddress);
  await sheet(page, /^Refund/).getByRole('button', { name: 'Cancel' }).click();
  await refundWithReason(page, 'The client withdrew the job.');
  await expectStatus(page, 'Refunded', timeToLeave);
  const [refund, ...others] = await control.books('refund');
  expect(others).toEqual([]);
  expect(refund).toMatchObject({ account: refundAddress, amount: '0.001', reference: paymentId });
  await expect(page.getByText(refund?.hash ?? 'no hash', { exact: true })).toBeVisible();
  await expect(money(page)).toContainText(/refund/i);
});

/** What a reader of the file may rely on; the whole shape is the receipt's own test. */
const receipt = z.looseObject({
  format: z.literal('paydesk-receipt'), formatVersion: z.literal('1'),
  notice: z.string(), mode: z.literal('sandbox'),
  payment: z.looseObject({ id: z.string(), status: z.string() }),
  payee: z.object({ name: z.string(), account: z.string() }),
  amounts: z.looseObject({ released: z.looseObject({ value: z.string(), assetCode: z.string() }) }),
  transactionHash: z.string(),
});

test('a receipt leaves as JSON and as PDF', async ({ page, paydesk, marketplace, control }) => {
  const { paymentId } = await marketplace.createJob(inBitcoin);
  await marketplace.settle('release', paymentId);
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await expectStatus(page, 'Released');
  await page.getByRole('tab', { name: 'Receipt' }).click();

  const json = await paydesk.download(page.getByRole('button', { name: 'Save as JSON' }));
  expect(json.name).toMatch(/SANDBOX.*\.json$/i);
  const read = receipt.parse(JSON.parse(json.bytes.toString('utf8')));
  const [release] = await control.books('release');
  expect(read).toMatchObject({
    payment: { id: paymentId, status: 'released' }, transactionHash: release?.hash,
    payee: { name: 'Ana Lima', account: payeeAddress },
    amounts: { released: { value: '0.00100000', assetCode: 'BTC' } },
  });
  expect(read.notice).toContain('SANDBOX');

  const pdf = await paydesk.download(page.getByRole('button', { name: 'Save as PDF' }));
  expect(pdf.name).toMatch(/SANDBOX.*\.pdf$/i);
  expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.bytes.subarray(-8).toString('latin1')).toContain('%%EOF');
});
