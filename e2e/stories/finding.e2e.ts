import { expect, test } from '../fixtures.ts';
import { expectRow, openPath, openScreen, row, signIn } from '../vocabulary.ts';

test('filters stand in the address and survive a reload', async ({
  page, paydesk, marketplace,
}) => {
  const released = await marketplace.createJob({ amount: '1', payee: 'Released one' });
  await marketplace.settle('release', released.paymentId);
  await marketplace.createJob({ amount: '2', payee: 'Held one' });
  await marketplace.createJob({ amount: '0.001', currency: 'BTC', payee: 'Held in Bitcoin' });
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  const escrowed = page.getByRole('group', { name: 'Status' })
    .getByRole('button', { name: 'Escrowed' });
  await escrowed.click();
  await page.getByRole('group', { name: 'Rail' }).getByRole('button', { name: 'AITBC' }).click();
  await expect(page).toHaveURL(/status=escrowed/);
  await expect(page).toHaveURL(/rail=aitbc/);
  await page.reload();
  await expectRow(page, 'Payments', ['Held one']);
  await expect(page.getByRole('grid', { name: 'Payments' }).getByRole('row')).toHaveCount(2);
  await expect(escrowed).toHaveAttribute('aria-pressed', 'true');

  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(row(page, 'Payments', 'Released one')).toBeVisible();
  await page.goBack();
  await expect(row(page, 'Payments', 'Released one')).toHaveCount(0);
});

test('a payment is found by its id, its address and its payee', async ({
  page, paydesk, marketplace,
}) => {
  const wanted = await marketplace.createJob({
    amount: '0.0123', currency: 'BTC', payee: 'Eva Novák',
  });
  await marketplace.createJob({ amount: '0.5', currency: 'BTC', payee: 'Someone else' });
  const { escrow_address: address } = await marketplace.payment(wanted.paymentId);
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  const search = page.getByRole('searchbox', { name: 'Search payments' });
  for (const words of [wanted.paymentId, address ?? '', wanted.jobId, 'nov', 'Novak']) {
    await page.keyboard.press('/');
    await search.fill(words);
    await expect(row(page, 'Payments', 'Someone else')).toHaveCount(0);
    await expect(row(page, 'Payments', 'Eva Novák')).toBeVisible();
    await search.fill('');
    await expect(row(page, 'Payments', 'Someone else')).toBeVisible();
    await search.blur();
  }
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Search or run a command' });
  await palette.getByRole('combobox').fill(wanted.paymentId);
  await palette.getByRole('option', { name: new RegExp(wanted.paymentId) }).click();
  await expect(page).toHaveURL(new RegExp(wanted.paymentId));
});

test('coming back finds the row that was opened', async ({ page, paydesk, marketplace }) => {
  for (let count = 0; count < 6; count += 1) {
    await marketplace.createJob({ amount: '1', payee: `Payee ${count}.` });
  }
  await signIn(page, paydesk);
  await openPath(page, '/payments?status=escrowed');
  const opened = row(page, 'Payments', 'Payee 3.');
  await opened.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Payment to Payee 3.' })).toBeVisible();
  await page.getByRole('button', { name: 'Payments', exact: true }).click();
  await expect(page).toHaveURL(/status=escrowed/);
  await expect(opened).toBeFocused();
  await page.keyboard.press('j');
  await expect(row(page, 'Payments', 'Payee 2.')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Payment to Payee 2.' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, 'Payments', 'Payee 2.')).toBeFocused();
});

test('Escape closes the sheet and leaves the payment open', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '1' });
  await signIn(page, paydesk);
  await openPath(page, `/payments/${paymentId}`);
  await page.getByRole('button', { name: /^Release/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Release/ })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(paymentId));
});
