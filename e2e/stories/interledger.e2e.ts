import type { Browser, Page } from 'playwright/test';
import { z } from 'zod';
import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import { sandboxBuyer as buyer } from '../screens.ts';
import {
  addEndpoint, expectStatus, openPath, openPayment, sheet, signIn, timeToLeave, verb,
} from '../vocabulary.ts';
import { signatureOf, startWebhookReceiver } from '../webhook-receiver.ts';

const quote = z.object({ pendingId: z.string(), redirectUrl: z.url() });

const atABrowser = browserOnly('the buyer consents in a browser of their own');

/** The buyer's own browser: another person, who shares nothing with the operator's. */
async function buyerAt(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Sandbox bank' })).toBeVisible();
  return page;
}

async function choose(page: Page, choice: 'Accept' | 'Reject'): Promise<void> {
  await page.getByRole('button', { name: choice }).click();
}

/** The link on the page of the payment that is open. */
async function linkOn(page: Page): Promise<string> {
  const link = page.getByRole('link', { name: 'Open link' });
  await expect(link).toBeVisible({ timeout: timeToLeave });
  return await link.getAttribute('href') ?? '';
}

test('an operator approves, the buyer agrees, and the window shows paid by itself', atABrowser,
  async ({ page, paydesk, browser, control }) => {
    const receiver = await startWebhookReceiver();
    try {
      await signIn(page, paydesk);
      const secret = await addEndpoint(page, receiver.url);
      await openPath(page, '/payments');
      await page.getByRole('button', { name: 'New payment' }).click();
      const form = sheet(page, 'Approve quote & pay');
      await form.getByLabel('Buyer\'s wallet address').fill(buyer);
      await form.getByLabel('Amount in USD').fill('100');
      await form.getByLabel('What it pays for').fill('offer-7');
      await form.getByRole('button', { name: 'Review…' }).click();
      await sheet(page, /^Ask edutest to pay 100\.00/)
        .getByRole('button', { name: 'Approve quote & pay' }).click();
      const link = await linkOn(page);

      const atBank = await buyerAt(browser, link);
      await expect(atBank.getByText(/at most/)).toContainText('USD');
      await choose(atBank, 'Accept');
      await expect(atBank.getByRole('heading', { name: /^(Paid|On its way)$/ }))
        .toBeVisible({ timeout: timeToLeave });
      // Nobody touched the operator's window since.
      await expectStatus(page, 'Paid', timeToLeave);
      await expect(page.getByText('100.00 USD reached Sandbox seller.')).toBeVisible();

      const told = () => receiver.received.find(({ body }) => body.includes('payment.completed'));
      await expect.poll(told, { timeout: timeToLeave }).toBeDefined();
      const message = told();
      expect(JSON.parse(message?.body ?? '{}')).toMatchObject({
        type: 'payment.completed', offerId: 'offer-7', status: 'paid',
        outgoingPaymentId: expect.stringContaining('/outgoing-payments/'),
      });
      expect(String(message?.headers['webhook-signature']))
        .toContain(message === undefined ? 'none' : signatureOf(message, secret));
      expect((await control.books('payout')).map(({ amount }) => amount)).toEqual(['100']);
    } finally {
      await receiver.close();
    }
  });

test('a buyer who refuses pays nothing, and one who comes back twice pays once', atABrowser,
  async ({ page, paydesk, marketplace, browser, control }) => {
    await signIn(page, paydesk);
    const start = async () => quote.parse((await marketplace.post(
      '/offers/123/quotes/start',
      { sellerId: 'default-seller', buyerWalletAddressUrl: buyer, amount: '100' },
    )).body);

    const refused = await start();
    await openPayment(page, refused.pendingId);
    const refusing = await buyerAt(browser, refused.redirectUrl);
    await choose(refusing, 'Reject');
    await expect(refusing.getByRole('heading', { name: 'Not paid' })).toBeVisible();
    await expectStatus(page, 'Cancelled', timeToLeave);

    const taken = await start();
    await openPayment(page, taken.pendingId);
    const agreeing = await buyerAt(browser, taken.redirectUrl);
    const back = agreeing.waitForRequest(/\/payments\/finish/);
    await choose(agreeing, 'Accept');
    const again = await agreeing.context().newPage();
    await again.goto((await back).url());
    for (const shown of [agreeing, again]) {
      await expect(shown.getByRole('heading', { name: /^(Paid|On its way)$/ }))
        .toBeVisible({ timeout: timeToLeave });
    }
    await expectStatus(page, 'Paid', timeToLeave);
    expect((await control.books('payout')).map(({ amount }) => amount)).toEqual(['100']);
  });

test('a buyer who closes the browser can use the link again, or the operator takes it back',
  atABrowser, async ({ page, paydesk, marketplace, browser, control }) => {
    await signIn(page, paydesk);
    const { pendingId, redirectUrl } = quote.parse((await marketplace.post(
      '/offers/5/quotes/start',
      { sellerId: 'default-seller', buyerWalletAddressUrl: buyer, amount: '7.50' },
    )).body);
    await (await buyerAt(browser, redirectUrl)).context().close();
    await openPayment(page, pendingId);
    expect(await linkOn(page)).toBe(redirectUrl);
    await verb(page, /^Cancel/).click();
    const review = sheet(page, /^Cancel/);
    await review.getByLabel('Reason').fill('The buyer went away.');
    await review.getByRole('button', { name: /^Cancel/ }).last().click();
    await expectStatus(page, 'Cancelled', timeToLeave);
    expect(await control.books('payout')).toEqual([]);
  });

test.describe('a door that is killed', () => {
  test.use({ apart: true });

  test('between the consent and its fetching pays once when it is back', atABrowser,
    async ({ page, paydesk, marketplace, browser, control }) => {
      const { pendingId, redirectUrl } = quote.parse((await marketplace.post(
        '/offers/9/quotes/start',
        { sellerId: 'default-seller', buyerWalletAddressUrl: buyer, amount: '20' },
      )).body);
      const atBank = await buyerAt(browser, redirectUrl);
      const back = atBank.waitForRequest(/\/payments\/finish/);
      await choose(atBank, 'Accept');
      await back;
      // The bank lets nobody fetch the consent within five seconds: the kill falls between.
      await expect.poll(async () => JSON.stringify(await control.books('payout'))).toBe('[]');
      await atBank.waitForTimeout(500);
      await paydesk.kill();
      await paydesk.start();
      const again = await signIn(page, paydesk);
      await openPayment(again, pendingId);
      await expectStatus(again, 'Paid', timeToLeave);
      expect((await control.books('payout')).map(({ amount }) => amount)).toEqual(['20']);
    });
});
