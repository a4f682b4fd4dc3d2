import { expect, test } from '../fixtures.ts';
import { expectStatus, openPayment, signIn } from '../vocabulary.ts';

test.use({ apart: true });

test('a door that is killed while a release is on its way finds out what became of it', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '0.005', currency: 'BTC' });
  await control.fault({
    provider: 'walletDaemon', operation: 'release', fault: 'timeout-after', times: 1,
  });
  const asked = marketplace.move('release', paymentId).then(
    () => 'answered', () => 'cut off',
  );
  await expect.poll(() => control.books('release')).toHaveLength(1);
  await paydesk.kill();
  expect(await asked).toBe('cut off');

  await paydesk.start();
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await expectStatus(page, 'Released');
  const books = await control.books('release');
  expect(books.map(({ amount }) => amount)).toEqual(['0.005']);
  await expect(page.getByText(books[0]?.hash ?? 'no hash', { exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await expect(page.getByRole('list', { name: /What happened/ })).toContainText('unclear');
});
