import { expect, test } from '../fixtures.ts';
import { expectToast, money, openScreen, row, sheet, signIn } from '../vocabulary.ts';

test('filters, columns and order are kept as a view, and its address can be shared', async ({
  page, paydesk, marketplace,
}) => {
  const held = await marketplace.createJob({ amount: '25', payee: 'Ana Lima' });
  const paid = await marketplace.createJob({ amount: '75', payee: 'Mei Tanaka' });
  await marketplace.createJob({ amount: '0.002', currency: 'BTC', payee: 'Omar Haddad' });
  await marketplace.settle('release', paid.paymentId);
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');

  await test.step('several states and one rail', async () => {
    const states = page.getByRole('group', { name: 'Status' });
    await states.getByRole('button', { name: 'Escrowed' }).click();
    await expect(row(page, 'Payments', 'Mei Tanaka')).toHaveCount(0);
    await states.getByRole('button', { name: 'Released' }).click();
    await expect(row(page, 'Payments', 'Mei Tanaka')).toHaveCount(1);
    await page.getByRole('group', { name: 'Rail' }).getByRole('button', { name: 'AITBC' }).click();
    await expect(row(page, 'Payments', 'Omar Haddad')).toHaveCount(0);
  });

  await test.step('the largest first, from an amount', async () => {
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('Amount from').fill('20');
    await page.getByLabel('Amount from').press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Take away: from 20 AITBC' })).toBeVisible();
    await expect(page).toHaveURL(/sort=amount/);
    const amounts = page.getByRole('grid', { name: 'Payments' }).getByRole('row');
    await expect(amounts.nth(1)).toContainText('Mei Tanaka');
    await expect(amounts.nth(2)).toContainText('Ana Lima');
  });

  await test.step('one column more, and one less', async () => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Show Job').click();
    await page.getByLabel('Show Released').click();
    await page.keyboard.press('Escape');
    const grid = page.getByRole('grid', { name: 'Payments' });
    await expect(grid.getByRole('columnheader', { name: 'Job' })).toHaveCount(0);
    await expect(grid.getByRole('columnheader', { name: 'Released' })).toBeVisible();
  });

  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name of the view').fill('Large tokens');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expectToast(page, 'Saved the view Large tokens.');
  const views = page.getByRole('navigation', { name: 'Views' });
  await expect(views.getByRole('button', { name: 'Large tokens', exact: true }))
    .toHaveAttribute('aria-current', 'true');
  const shared = page.url();

  await views.getByRole('button', { name: 'All', exact: true }).click();
  await expect(row(page, 'Payments', 'Omar Haddad')).toHaveCount(1);
  await page.keyboard.press('Alt+1');
  await expect(row(page, 'Payments', 'Omar Haddad')).toHaveCount(0);
  await page.goto(shared);
  await expect(row(page, 'Payments', 'Ana Lima')).toHaveCount(1);
  await expect(page.getByRole('grid', { name: 'Payments' })
    .getByRole('columnheader', { name: 'Released' })).toBeVisible();

  await row(page, 'Payments', 'Ana Lima').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(held.paymentId));
  await expect(money(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(page, 'Payments', 'Ana Lima')).toBeFocused();
});

test('all that match are counted, and become a batch as a whole', async ({
  page, paydesk, marketplace,
}) => {
  for (let number = 1; number <= 4; number += 1) {
    await marketplace.createJob({ amount: `${number}`, payee: `Worker ${number}` });
  }
  await marketplace.createJob({ amount: '0.002', currency: 'BTC', payee: 'Left out' });
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await page.getByRole('group', { name: 'Rail' }).getByRole('button', { name: 'AITBC' }).click();
  await expect(row(page, 'Payments', 'Left out')).toHaveCount(0);

  await test.step('a range of rows by keyboard', async () => {
    await row(page, 'Payments', 'Worker 4').focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ ');
    await expect(page.getByText('3 selected')).toBeVisible();
  });

  await page.getByRole('button', { name: 'Select all 4 that match' }).click();
  await expect(page.getByText('All 4 that match the filter')).toBeVisible();
  await page.getByRole('button', { name: 'Release…' }).click();
  await expect(sheet(page, 'Release 4 payments')).toBeVisible();
});

test('while it is paused the list stands still, and then says what is new', async ({
  page, paydesk, marketplace,
}) => {
  await marketplace.createJob({ amount: '1', payee: 'First' });
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await expect(row(page, 'Payments', 'First')).toHaveCount(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Paused ·/)).toBeVisible();
  await marketplace.createJob({ amount: '2', payee: 'Second' });
  await expect(page.getByRole('button', { name: /new, show$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: '1 new, show' }).click();
  await expect(row(page, 'Payments', 'Second')).toHaveCount(1);
});
