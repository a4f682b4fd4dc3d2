import { expect, test } from '../fixtures.ts';
import {
  confirmAsSecond, expectStatus, openPayment, openScreen, signIn, timeToLeave, verb,
} from '../vocabulary.ts';

test('one stops all sending, everybody sees it, and two let it go on', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '12', payee: 'Ana Lima' });
  const shown = await signIn(page, paydesk);
  await test.step('it takes a reason, and is in force at once', async () => {
    await shown.getByRole('button', { name: 'Stop all sending' }).click();
    const sheet = shown.getByRole('dialog', { name: 'Stop all sending' });
    await expect(sheet.getByRole('button', { name: 'Stop all sending' })).toBeDisabled();
    await sheet.getByLabel('Reason').fill('a payee nobody knows');
    await sheet.getByRole('button', { name: 'Stop all sending' }).click();
    await expect(shown.getByText(/All sending is stopped, by .*: a payee nobody knows/))
      .toBeVisible();
  });

  await test.step('what is asked for is taken, and waits', async () => {
    await openPayment(shown, paymentId);
    await verb(shown, /^Release/).click();
    const review = shown.getByRole('dialog', { name: /^Release 12/ });
    await review.getByLabel('Reason').fill('work accepted');
    await review.getByRole('button', { name: /^Release 12/ }).click();
    await expectStatus(shown, 'Releasing');
    // Past its undo window, and past the look at what waits.
    await shown.waitForTimeout(13_000);
    expect(await control.books('release')).toEqual([]);
  });

  await test.step('it stays, over a restart', async () => {
    await paydesk.kill();
    await paydesk.startAgain();
    await signIn(shown, paydesk);
    await expect(shown.getByText(/All sending is stopped/)).toBeVisible();
  });

  await test.step('a second operator lets it go on with the first', async () => {
    const ben = paydesk.operator(1);
    await openScreen(shown, 'Payments');
    await shown.getByRole('button', { name: 'Let it go on' }).click();
    const sheet = shown.getByRole('dialog', { name: 'Let everything leave again' });
    await sheet.getByLabel('Reason').fill('it was a test');
    await confirmAsSecond(sheet, ben);
    await sheet.getByRole('button', { name: 'Let it go on' }).click();
    await expect(shown.getByText(/All sending is stopped/)).toHaveCount(0);
    await openPayment(shown, paymentId);
    await expectStatus(shown, 'Released', timeToLeave);
    expect(await control.books('release')).toHaveLength(1);
  });
});
