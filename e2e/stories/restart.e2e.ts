import { expect, test } from '../fixtures.ts';
import { expectStatus, openPayment, signIn, timeToLeave } from '../vocabulary.ts';

test.use({ apart: true });

test('a door that is killed while a release is on its way finds out what became of it', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '0.005', currency: 'BTC' });
  await control.fault({
    provider: 'walletDaemon', operation: 'release', fault: 'timeout-after', times: 1,
  });
  // Cut off by the kill, or answered before it that the outcome is not known yet.
  const asked = marketplace.move('release', paymentId).catch(() => undefined);
  await expect.poll(() => control.books('release')).toHaveLength(1);
  await paydesk.kill();
  await asked;

  await paydesk.start();
  const again = await signIn(page, paydesk);
  await openPayment(again, paymentId);
  await expectStatus(again, 'Released', timeToLeave);
  const books = await control.books('release');
  expect(books.map(({ amount }) => amount)).toEqual(['0.005']);
  await expect(again.getByText(books[0]?.hash ?? 'no hash', { exact: true })).toBeVisible();
  await again.getByRole('tab', { name: 'Timeline' }).click();
  await expect(again.getByRole('list', { name: /What happened/ })).toContainText('unclear');
});
