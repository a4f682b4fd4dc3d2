import { expect, test } from '../fixtures.ts';
import type { Control } from '../control.ts';
import type { Marketplace } from '../marketplace.ts';
import {
  attentionItem, confirmAsSecond, expectStatus, expectToast, money, openPayment, openScreen, row,
  sheet, signIn, verb,
} from '../vocabulary.ts';

/** A release whose answer is lost, at a daemon that cannot tell what became of it. */
async function loseRelease(
  { marketplace, control }: { readonly marketplace: Marketplace; readonly control: Control },
  fault: 'drop-after' | 'drop-before',
): Promise<string> {
  const { paymentId } = await marketplace.createJob({ amount: '0.003', currency: 'BTC' });
  await control.fault({ provider: 'walletDaemon', operation: 'inquire', fault: 'no-status' });
  await control.fault({ provider: 'walletDaemon', operation: 'release', fault, times: 1 });
  await marketplace.move('release', paymentId);
  return paymentId;
}

test('an unknown outcome waits for evidence that two operators stand for', async ({
  page, paydesk, marketplace, control,
}) => {
  await signIn(page, paydesk);
  const paymentId = await loseRelease({ marketplace, control }, 'drop-after');
  await openScreen(page, 'Attention');
  const item = attentionItem(page, 'Outcome unclear');
  await expect(item).toContainText('Unclear');
  await expect(item.getByRole('button', { name: 'Check' })).toBeVisible();
  await expect(item.getByRole('button', { name: /Retry/ })).toHaveCount(0);
  await item.getByRole('link', { name: 'Open the payment' }).click();

  await expectStatus(page, 'Unclear');
  await page.getByRole('tab', { name: 'Operations' }).click();
  const questions = page.getByText(/^Attempt \d+, asked .* cannot-tell$/);
  await expect(questions.first()).toBeVisible();
  await expect(verb(page, /Retry/)).toHaveCount(0);
  await expect(verb(page, /^Release/)).toHaveAttribute('aria-disabled', 'true');
  await verb(page, 'Check').click();
  await expectToast(page, 'The provider was asked.');
  await expect(questions.nth(1)).toBeVisible();
  await expectStatus(page, 'Unclear');

  const [booked, ...others] = await control.books('release');
  expect(others).toEqual([]);
  await verb(page, 'Attach evidence').click();
  const review = sheet(page, /^Attach evidence/);
  await review.getByLabel('Evidence').fill(booked?.hash ?? '');
  await review.getByLabel('Reason').fill('The daemon shows this transaction.');
  await confirmAsSecond(review, paydesk.operator(0));
  await review.getByRole('button', { name: 'Attach evidence' }).click();
  await expect(review.getByRole('alert'))
    .toHaveText('The second operator has to be another person.');
  await confirmAsSecond(review, { ...paydesk.operator(1), password: 'not the password' });
  await review.getByRole('button', { name: 'Attach evidence' }).click();
  await expect(review.getByRole('alert')).toHaveText('The name and password do not match.');
  await confirmAsSecond(review, paydesk.operator(1));
  await review.getByRole('button', { name: 'Attach evidence' }).click();

  await expectStatus(page, 'Released');
  await openScreen(page, 'Attention');
  await expect(page.getByText('Nothing needs you.')).toBeVisible();
  expect(await control.books('release')).toHaveLength(1);
  await openScreen(page, 'Payments');
  await expect(row(page, 'Payments', paymentId.slice(-5))).toContainText('Released');
});

test('what was not done is declared so by two, and can be done then', async ({
  page, paydesk, marketplace, control,
}) => {
  await signIn(page, paydesk);
  const paymentId = await loseRelease({ marketplace, control }, 'drop-before');
  await openPayment(page, paymentId);
  await expectStatus(page, 'Unclear');
  await page.getByRole('tab', { name: 'Operations' }).click();
  await expect(page.getByText(/^Attempt \d+, asked .* cannot-tell$/)).toBeVisible();
  await verb(page, 'Declare not done').click();
  const review = sheet(page, /^Declare not done/);
  await expect(review).toContainText('it may be paid twice');
  await review.getByLabel('Reason').fill('The daemon lists no such transaction.');
  await confirmAsSecond(review, paydesk.operator(1));
  await review.getByRole('button', { name: 'Declare not done' }).click();
  await expect(review).toBeHidden();
  await expect(money(page).getByText('Unclear', { exact: true })).toBeHidden();

  expect(await control.books('release')).toEqual([]);
  await marketplace.move('release', paymentId);
  await expectStatus(page, 'Released');
  expect(await control.books('release')).toHaveLength(1);
});
