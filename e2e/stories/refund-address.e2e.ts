import { expect, test } from '../fixtures.ts';
import {
  attentionItem, confirmAsSecond, expectToast, openPath, openScreen, row, sheet, signIn,
  timeToLeave,
} from '../vocabulary.ts';

const address = 'bcrt1qux76zqvn6hh2auufzaynxx0f0j9eukdnr87qvy';

test('a refund without an address waits until two operators supply one', async ({
  page, paydesk, marketplace, control,
}) => {
  await signIn(page, paydesk);
  await openPath(page, '/settings/marketplaces');
  await row(page, 'Marketplaces', 'Acme AI').click();
  await page.getByLabel('Refund address for BTC').fill('');
  await confirmAsSecond(sheet(page, 'Marketplace Acme AI'), paydesk.operator(1));
  await page.getByRole('button', { name: 'Save' }).click();
  await expectToast(page, 'Saved Acme AI.');

  const { paymentId } = await marketplace.createJob({ amount: '0.004', currency: 'BTC' });
  await marketplace.move('refund', paymentId);
  await openScreen(page, 'Attention');
  const item = attentionItem(page, 'Refund address missing');
  await expect(item).toContainText('0.004 000 00 BTC');
  expect(await control.books('refund')).toEqual([]);

  await item.getByRole('button', { name: /refund address/i }).click();
  const review = sheet(page, /^Set refund address/);
  await review.getByLabel('Refund address').fill('not an address');
  await review.getByLabel('Reason').fill('The payer confirmed it by telephone.');
  await confirmAsSecond(review, paydesk.operator(1));
  await review.getByRole('button', { name: 'Set refund address' }).click();
  await expect(review.getByLabel('Refund address')).toHaveAttribute('aria-invalid', 'true');
  await review.getByLabel('Refund address').fill(address);
  await review.getByRole('button', { name: 'Set refund address' }).click();

  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  await expect.poll(() => control.books('refund'), { timeout: timeToLeave }).toMatchObject([
    { account: address, amount: '0.004', reference: paymentId },
  ]);
});
