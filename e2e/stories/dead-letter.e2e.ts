import { expect, test } from '../fixtures.ts';
import { attentionItem, openScreen, sheet, signIn, timeToLeave } from '../vocabulary.ts';

/** Four tries with 2, 4 and 6 s between them, and a machine that is busy. */
const triesUsedUp = 60_000;

test('a provider that stays down leads to a person, whose retry goes through', async ({
  page, paydesk, marketplace, control,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '250' });
  await control.fault({ provider: 'exchange', operation: 'any', fault: 'down' });
  await marketplace.move('release', paymentId);
  await signIn(page, paydesk);
  await openScreen(page, 'Attention');
  const item = attentionItem(page, 'Tries used up');
  await expect(item).toContainText('250.000 000 00 AITBC', { timeout: triesUsedUp });
  expect(await control.books('release')).toEqual([]);

  await control.clearFaults();
  await item.getByRole('button', { name: /Retry|Try again/ }).click();
  const review = sheet(page, /^Retry/);
  await expect(review).toContainText('sent again under its own key');
  await review.getByLabel('Reason').fill('The exchange answers again.');
  await review.getByRole('button', { name: /^Retry/ }).click();
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  // The provider may still be resting after its failures.
  await expect.poll(() => control.books('release'), { timeout: timeToLeave }).toHaveLength(1);
  await expect.poll(async () => (await marketplace.payment(paymentId)).state).toBe('released');
});
