import { expect, test } from '../fixtures.ts';
import {
  clickRowAction, expectStatus, openPayment, openScreen, row, sheet, signIn, timeToLeave,
} from '../vocabulary.ts';

test('money that is about to run out is seen first, and released before it does', async ({
  page, paydesk, marketplace, control,
}) => {
  await marketplace.createJob({ amount: '10', payee: 'Has time' });
  await marketplace.createJob({ amount: '0.004', currency: 'BTC', payee: 'On bitcoin' });
  const { body } = await marketplace.post('/v1/jobs', {
    payload: { job_type: 'ai_inference' }, payment_amount: '33', payment_currency: 'AITBC',
    payer: 'Acme AI', payee: 'Nearly over', escrow_timeout_seconds: 300,
  });
  const paymentId = String(Reflect.get(Object(body), 'payment_id'));
  await signIn(page, paydesk);
  await openScreen(page, 'Escrows');

  await test.step('the next to end stands on top and counts down each second', async () => {
    const first = page.getByRole('grid', { name: 'Escrows' }).getByRole('row').nth(1);
    await expect(first).toContainText('Nearly over');
    await expect(first).toContainText('Refund the payer');
    const clock = first.getByRole('time');
    await expect(clock).toHaveText(/^[1-4]:\d\d$/);
    const before = await clock.textContent();
    await expect(clock).not.toHaveText(before ?? '');
  });

  await test.step('filters leave what ends soon, and what a connection holds', async () => {
    await page.getByRole('group', { name: 'Runs out within' })
      .getByRole('button', { name: '1 hour' }).click();
    await expect(row(page, 'Escrows', 'Nearly over')).toHaveCount(1);
    await page.getByRole('group', { name: 'Rail' }).getByRole('button', { name: 'Bitcoin' })
      .click();
    await expect(row(page, 'Escrows', 'Nearly over')).toHaveCount(0);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await expect(row(page, 'Escrows', 'On bitcoin')).toHaveCount(1);
  });

  await test.step('the total is explained by its rows', async () => {
    await page.getByRole('link', { name: '43.000 000 00 AITBC' }).click();
    await expect(page.getByRole('heading', { name: 'Explain this number' })).toBeVisible();
    await expect(page.getByText('The rows add up to the number exactly.')).toBeVisible();
    await expect(row(page, 'Rows that make it up', 'Nearly over')).toContainText('33.000 000 00');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { name: 'Escrows' })).toBeVisible();
  });

  await test.step('no rail of today can extend, and the verb says so', async () => {
    const extend = row(page, 'Escrows', 'Nearly over').getByRole('button', { name: 'Extend' });
    await expect(extend).toHaveAttribute('aria-disabled', 'true');
    await expect(extend).toHaveAccessibleDescription(/cannot put off the end/);
  });

  await clickRowAction(page, { table: 'Escrows', row: 'Nearly over', action: 'Release…' });
  const review = sheet(page, /^Release 33/);
  await review.getByLabel('Reason').fill('Accepted before it ran out.');
  await review.getByRole('button', { name: /^Release/ }).click();
  await expect(row(page, 'Escrows', 'Nearly over')).toHaveCount(0, { timeout: timeToLeave });
  await openPayment(page, paymentId);
  await expectStatus(page, 'Released', timeToLeave);
  expect((await control.books('release')).map(({ amount }) => amount)).toEqual(['33']);
  expect(await control.books('refund')).toEqual([]);
});
