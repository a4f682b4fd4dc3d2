import { expect, test } from '../fixtures.ts';
import {
  expectStatus, money, openPayment, releaseWithReason, sheet, signIn, timeToLeave, verb,
} from '../vocabulary.ts';

test('a part is released, and the rest goes back', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '100', payerAddress: 'acme-payer' });
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await releaseWithReason(page, 'Half of it was accepted.', '40');
  await expect(verb(page, 'Release 60.00000000 AITBC')).toBeVisible({ timeout: timeToLeave });
  await expectStatus(page, 'Escrowed');

  await marketplace.move('refund', paymentId);
  await expectStatus(page, 'Released', timeToLeave);
  await expect(money(page)).toContainText('40.000 000 00 AITBC');
  await expect(money(page)).toContainText('60.000 000 00 AITBC');
  const moved = [...await control.books('release'), ...await control.books('refund')];
  expect(moved.map(({ kind, amount }) => [kind, amount]))
    .toEqual([['release', '40'], ['refund', '60']]);
});

test('more than is held is refused at the field', async ({ page, paydesk, marketplace }) => {
  const { paymentId } = await marketplace.createJob({ amount: '100' });
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await verb(page, /^Release/).click();
  const review = sheet(page, /^Release/);
  await review.getByLabel('Amount').fill('100.00000001');
  await review.getByLabel('Reason').fill('Too much.');
  await review.getByRole('button', { name: /^Release/ }).click();
  await expect(review.getByLabel('Amount')).toHaveAccessibleDescription(/above what is still held/);
  await expectStatus(page, 'Escrowed');
});

test('Bitcoin offers no part, and its listener says why', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '0.002', currency: 'BTC' });
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await verb(page, /^Release/).click();
  await expect(sheet(page, /^Release/).getByLabel('Amount')).toBeHidden();
  await sheet(page, /^Release/).getByRole('button', { name: 'Cancel' }).click();
  const part = await marketplace.post(`/v1/payments/${paymentId}/release`, { amount: '0.001' });
  expect(part).toMatchObject({
    status: 409,
    body: { code: 'partial_unsupported', error: 'This rail moves the whole amount only.' },
  });
  await expectStatus(page, 'Escrowed');
});
