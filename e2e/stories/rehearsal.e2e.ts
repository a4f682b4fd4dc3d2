import { expect, test } from '../fixtures.ts';
import {
  clickRowAction, expectRow, expectStatus, expectToast, openPayment, openScreen, row, signIn,
} from '../vocabulary.ts';

const untilScored = 60_000;

test('a fault is set, strikes once, and the books are equal again', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '12', payee: 'Ana Lima' });
  await signIn(page, paydesk);
  await openScreen(page, 'Rehearsal');
  const form = page.getByRole('form', { name: 'Set a fault' });
  await form.getByLabel('Stand-in').selectOption('AITBC exchange');
  await form.getByLabel('When asked for').selectOption('Release');
  await form.getByLabel('It does this').selectOption('Refuses');
  await form.getByLabel('Times').fill('1');
  await form.getByRole('button', { name: 'Set the fault' }).click();
  await expectToast(page, 'The fault is set.');
  await form.getByLabel('It does this').selectOption('Answers slowly');
  await form.getByLabel('Seconds').fill('1');
  await form.getByRole('button', { name: 'Set the fault' }).click();
  const faults = page.getByRole('grid', { name: 'Faults that are set' });
  await expect(faults.getByRole('row')).toHaveCount(3);

  await test.step('it strikes the release, and the list shows that it is used up', async () => {
    await marketplace.move('release', paymentId);
    await expect(row(page, 'Faults that are set', 'Refuses')).toHaveCount(0);
    expect(await control.books('release')).toEqual([]);
  });

  await test.step('the other one is cleared, and the payment released', async () => {
    await clickRowAction(page, {
      table: 'Faults that are set', row: 'Answers slowly', action: 'Clear: Answers slowly',
    });
    await expect(page.getByText('No fault is set')).toBeVisible();
    await openPayment(page, paymentId);
    await marketplace.move('release', paymentId);
    await expectStatus(page, 'Released');
    await openScreen(page, 'Rehearsal');
    await expect(page.getByText('Compared row by row: all 2 rows agree.')).toBeVisible();
    await expectRow(page, 'Totals', ['AITBC exchange', 'Paid out', 'Equal', '12.000 000 00']);
  });
});

test('an endpoint that was down hears what it missed, and the score tells it', async ({
  page, paydesk,
}) => {
  await signIn(page, paydesk);
  await openScreen(page, 'Rehearsal');
  await page.getByRole('button', { name: 'Start: A webhook endpoint is down' }).click();
  const turn = page.getByRole('region', { name: 'Your turn' });
  await expect(turn).toContainText('Send its dead letters again.', { timeout: untilScored });
  await turn.getByRole('link', { name: 'Dead letters' }).click();
  await expect(row(page, 'Deliveries', 'Dead')).toHaveCount(6);
  await page.getByRole('checkbox', { name: /^Select all shown/ }).check();
  await page.getByRole('button', { name: 'Send again' }).click();
  await expectToast(page, 'Sending 6 deliveries again.');
  await openScreen(page, 'Rehearsal');
  const score = page.getByRole('region', { name: 'Score' });
  await expect(score).toContainText(/Heard by the marketplace\s*15 of 15/);
  await expect(score).toContainText(/Dead letters on the way\s*6/);
  await expect(score).toContainText(/Ended right\s*3 of 3/);
});

test.describe('apart', () => {
  test.use({ apart: true });

  test('a scenario runs to its score over stand-ins that run apart', async ({
    page, paydesk, control,
  }) => {
    await signIn(page, paydesk);
    await openScreen(page, 'Rehearsal');
    await page.getByRole('button', { name: 'Start: Answers are lost' }).click();
    const run = page.getByRole('region', { name: 'Last run' });
    await expect(page.getByRole('button', { name: 'Start: The exchange is down' })).toBeDisabled();
    await expect(run.getByText('The fault is left in force')).toBeVisible();
    const score = run.getByRole('region', { name: 'Score' });
    await expect(score).toBeVisible({ timeout: untilScored });
    await expect(score).toContainText(/Ended right\s*4 of 4/);
    await expect(score).toContainText(/Paid twice\s*0/);
    await expect(score).toContainText(/Ledger and books\s*equal/);
    await expect(page.getByText('No fault is set')).toBeVisible();
    expect(await control.books('release')).toHaveLength(4);
  });
});
