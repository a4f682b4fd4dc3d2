import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import { expectRow, openScreen, row, signIn } from '../vocabulary.ts';

const overHttp = browserOnly('The stream of events is cut off, which a window does not have.');

test.describe('a list that is open', () => {
  test('shows a new payment without a reload', async ({ page, paydesk, marketplace }) => {
    await signIn(page, paydesk);
    await openScreen(page, 'Payments');
    await expect(page.getByText('No payments yet')).toBeVisible();
    await marketplace.createJob({ amount: '42.5', payee: 'Mei Tanaka' });
    await expectRow(page, 'Payments', ['Escrowed', '42.500', 'AITBC', 'Mei Tanaka']);
  });

  test('keeps focus, selection and scroll while rows change and arrive', async ({
    page, paydesk, marketplace,
  }) => {
    const made = [];
    for (let count = 0; count < 30; count += 1) {
      made.push(await marketplace.createJob({ amount: `${count + 1}`, payee: `Payee ${count}.` }));
    }
    const [oldest] = made;
    await signIn(page, paydesk);
    await openScreen(page, 'Payments');
    await row(page, 'Payments', 'Payee 3.').getByRole('checkbox').check();
    const focused = row(page, 'Payments', 'Payee 2.');
    await focused.focus();
    const top = await focused.evaluate((element) => element.getBoundingClientRect().top);

    await marketplace.move('release', oldest?.paymentId ?? '');
    await expect(row(page, 'Payments', 'Payee 0.')).toContainText('Released');
    await marketplace.createJob({ amount: '7', payee: 'The newest' });
    await expect(page.getByRole('button', { name: '1 new, show' })).toBeVisible();

    await expect(focused).toBeFocused();
    await expect(row(page, 'Payments', 'Payee 3.')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText('1 selected')).toBeVisible();
    await expect(row(page, 'Payments', 'The newest')).toBeHidden();
    const scrolled = await page.getByRole('grid', { name: 'Payments' })
      .evaluate((grid) => grid.parentElement?.scrollTop ?? 0);
    expect(scrolled).toBeGreaterThan(0);
    const after = await focused.evaluate((element) => element.getBoundingClientRect().top);
    // The note about new rows stands above the list and may push it, but never by a page.
    expect(Math.abs(after - top)).toBeLessThan(60);

    await page.getByRole('button', { name: '1 new, show' }).click();
    await expect(row(page, 'Payments', 'The newest')).toBeVisible();
  });

  test('tells that updates stopped, and catches up', overHttp, async ({
    page, paydesk, marketplace,
  }) => {
    await page.route('**/events', (route) => route.abort());
    await signIn(page, paydesk);
    await openScreen(page, 'Payments');
    await expect(page.getByText(/^Paydesk does not answer/)).toBeVisible();
    await marketplace.createJob({ amount: '5', payee: 'Made meanwhile' });
    await expect(page.getByText('No payments yet')).toBeVisible();
    await page.unroute('**/events');
    await expectRow(page, 'Payments', ['Made meanwhile']);
    await expect(page.getByText(/^Paydesk does not answer/)).toBeHidden();
  });
});
