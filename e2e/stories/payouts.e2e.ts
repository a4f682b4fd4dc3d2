import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { choosePayouts, planPayouts, readyPayment } from '../screens.ts';
import {
  expectRow, expectStatus, expectToast, openPath, openScreen, row, sheet, signIn, timeToLeave, verb,
} from '../vocabulary.ts';

const week = [
  'worker id,amount,task,what', 'maya-okafor,120.50,t-1,Logo', 'lin-wei,80,t-2,Poster',
  'jonas-weber,9.5x,t-3,Film', 'nobody-here,10,t-4,Icon', '',
].join('\n');

/** Plans one payout of a file and opens its payment. */
async function planOne(page: Page, line: string, payee: string): Promise<void> {
  await openPath(page, `/payments/${await readyPayment(page, { line, payee })}`);
  await expect(page.getByRole('heading', { name: new RegExp(`^Payment to ${payee}`) }))
    .toBeVisible();
}

/** Lets the payment that is open go. */
async function payOut(page: Page): Promise<void> {
  await verb(page, /^Pay out/).click();
  const review = sheet(page, /^Pay out/);
  await review.getByLabel('Reason').fill('The work was accepted.');
  await review.getByRole('button', { name: /^Pay out/ }).click();
  await expect(review).toBeHidden();
}

test('a file is put right, tried, planned and paid out, and pays nobody twice',
  async ({ page, paydesk, control }) => {
    await signIn(page, paydesk);
    await test.step('what is wrong is put right where it stands', async () => {
      await choosePayouts(page, week);
      await expect(page.getByText('1 row has to be fixed first.')).toBeVisible();
      await page.getByRole('textbox', { name: /^Amount, row 3/ }).fill('9.50');
      await page.getByRole('button', { name: 'Try it' }).click();
      await expectRow(page, 'Import payouts', ['nobody-here', 'Refused: The payee has no wallet']);
      await expectRow(page, 'Import payouts', ['lin-wei', '80.000', 'new payee']);
    });

    await test.step('the blast radius is read, and the rows are planned', async () => {
      await page.getByRole('button', { name: 'Plan payouts…' }).click();
      const review = sheet(page, 'Plan 3 payouts');
      await expect(review.getByRole('row', { name: /^Never paid before/ })).toContainText('Maya');
      await expect(review.getByRole('row', { name: /, after/ })).toContainText('USDC');
      await review.getByRole('button', { name: 'Plan them' }).click();
      await expect(page.getByText('3 payouts are planned')).toBeVisible();
      expect(await control.books('payout')).toEqual([]);
    });

    await test.step('what waits is let go in one batch', async () => {
      await openScreen(page, 'Payouts');
      await page.getByRole('checkbox', { name: /^Select all shown/ }).check();
      await page.getByRole('button', { name: 'Pay out…' }).click();
      const review = sheet(page, 'Pay out 3 payments');
      await expect(review.getByRole('row', { name: /^Paid to payees/ })).toContainText('210.000');
      await review.getByLabel('Reason').fill('Week 47 was accepted.');
      await review.getByRole('button', { name: 'Pay out 3 payments' }).click();
      await expect(page.getByText('3 of 3 ended')).toBeVisible({ timeout: timeToLeave });
    });

    await test.step('both proofs stand side by side', async () => {
      await openScreen(page, 'Payees');
      await row(page, 'Payees', 'Maya Okafor').click();
      await expect(page.getByRole('region', { name: 'Wallet' })).toContainText('110');
      await page.getByRole('table', { name: 'All payments of this payee' })
        .getByRole('link').click();
      await expectStatus(page, 'Paid', timeToLeave);
      await expect(page.getByRole('region', { name: 'Circle\'s record' }))
        .toContainText('120.5 USDC');
      await expect(page.getByText('Both name the same transaction.')).toBeVisible();
    });

    await test.step('the same file once more plans and pays nothing', async () => {
      await choosePayouts(page, week);
      await expect(page.getByText('As for the last file with these headers.')).toBeVisible();
      await page.getByRole('textbox', { name: /^Amount, row 3/ }).fill('9.50');
      await planPayouts(page);
      await expect(page.getByText('0 payouts are planned')).toBeVisible();
      await expect(page.getByText('3 were planned before')).toBeVisible();
      const paid = (await control.books('payout')).map(({ amount }) => amount);
      expect(paid.toSorted()).toEqual(['120.5', '80', '9.5']);
    });

    await test.step('ledger, provider and chain agree', async () => {
      await openPath(page, '/payouts/reconciliation');
      await page.getByRole('button', { name: 'Compare' }).click();
      await expect(page.getByText('3 of 3 agree')).toBeVisible({ timeout: timeToLeave });
    });
  });

test('a payout that is stuck is sped up and arrives once', async ({ page, paydesk, control }) => {
  await signIn(page, paydesk);
  await planOne(page, 'lin-wei,42,t-9', 'Lin Wei');
  await expect(page.getByText('This payee was never paid before')).toBeVisible();
  await control.fault({ provider: 'circle', operation: 'payout', fault: 'stuck', times: 1 });
  await payOut(page);
  await expect(page.getByText('The payout is stuck', { exact: true }))
    .toBeVisible({ timeout: timeToLeave });
  await verb(page, /^Speed up/).click();
  const review = sheet(page, /^Speed up/);
  await review.getByLabel('Reason').fill('It stands still.');
  await review.getByRole('button', { name: /^Speed up/ }).click();
  await expectStatus(page, 'Paid', timeToLeave);
  expect((await control.books('payout')).map(({ amount }) => amount)).toEqual(['42']);
});

test('what was paid into a wallet that is kept for us goes back, as a payment of its own',
  async ({ page, paydesk, control }) => {
    await signIn(page, paydesk);
    await planOne(page, 'maya-okafor,42,t-9', 'Maya Okafor');
    await payOut(page);
    await expectStatus(page, 'Paid', timeToLeave);

    await test.step('the sheet says whose wallet it is, and how much can go', async () => {
      await verb(page, /^Pay back/).click();
      const review = sheet(page, /^Pay .* back out of the wallet of Maya Okafor/);
      await expect(review.getByRole('row', { name: /^At most/ }))
        .toContainText('41.990\u{202F}000');
      await expect(review).toContainText('the payee is not asked');
      await review.getByLabel(/^Amount/).fill('42');
      await review.getByLabel('Reason').fill('Paid for the wrong task.');
      await review.getByRole('button', { name: /^Pay back/ }).click();
      await expect(review).toContainText('The payee\'s wallet cannot send that much now');
      await review.getByLabel(/^Amount/).fill('40');
      await review.getByRole('button', { name: 'Pay back 40.000000 USDC' }).click();
    });

    await test.step('it is followed to its proof, and leads back to the payout', async () => {
      // The first payment is paid as well, and stands there until the one back is opened.
      await expect(page.getByRole('heading', { name: 'Payment to Acme AI' })).toBeVisible();
      await expectStatus(page, 'Paid', timeToLeave);
      await expect(page.getByText('Both name the same transaction.')).toBeVisible();
      const back = await control.books('refund');
      expect(back.map(({ amount }) => amount)).toEqual(['40']);
      await expect(verb(page, /^Pay back/)).toHaveCount(0);
      const facts = page.getByRole('complementary', { name: 'Accounts and links' });
      await facts.getByRole('link', { name: /^pay_/ }).click();
      await expect(page.getByText('Paid back by')).toBeVisible();
    });
  });

test('a payout that failed at Circle and was mined is named in the reconciliation',
  async ({ page, paydesk, control }) => {
    await signIn(page, paydesk);
    await planOne(page, 'maya-okafor,33,t-8', 'Maya Okafor');
    await control.fault({
      provider: 'circle', operation: 'payout', fault: 'failed-but-mined', times: 1,
    });
    await payOut(page);
    await expectStatus(page, 'Unclear', timeToLeave);
    await openPath(page, '/payouts/reconciliation');
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.getByText('1 difference')).toBeVisible({ timeout: timeToLeave });
    await expectRow(page, 'Payouts of the period', ['Circle says failed', '33.000']);
  });

test('a wallet is looked at before it is kept, and a look-alike is compared first',
  async ({ page, paydesk }) => {
    await signIn(page, paydesk);
    await openPath(page, '/payouts/wallets');
    await row(page, 'Payee wallets', 'Maya Okafor').getByText('Maya Okafor').click();
    await expect(page.getByRole('heading', { name: /^Wallet of Maya/ })).toBeVisible();
    const [account = ''] = await page.getByText(/^0x[0-9a-f]{40}$/i).allTextContents();
    await openPath(page, '/payouts/wallets?add=true');
    const form = sheet(page, 'Add a wallet');
    await form.getByLabel('Reference').fill('mia-okafor');
    await form.getByLabel('Account', { exact: false }).last().fill('0x12');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText(/has 40 digits/)).toBeVisible();
    await form.getByLabel('Account', { exact: false }).last()
      .fill(`${account.slice(0, 8)}${'0'.repeat(30)}${account.slice(-4)}`);
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('This account looks like another payee\'s')).toBeVisible();
    await form.getByLabel('I compared them: it is another account.').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await expectToast(page, 'Saved mia-okafor.');
    await row(page, 'Payee wallets', 'mia-okafor').getByText('mia-okafor').first().click();
    await expect(page.getByText('The first payout to this payee is still to come')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Who set this account' })).toContainText('ana');
  });
