import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import {
  expectStatus, fillSignIn, money, openPayment, openScreen, row, signIn, verb,
} from '../vocabulary.ts';

const assets = join(import.meta.dirname, '..', '..', 'out', 'renderer', 'assets');

const overHttp = browserOnly('A window shares the process of its engine and loses it with itself.');

test('a window outlives its door, says so, keeps what it shows, and comes back', overHttp, async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '4', payee: 'Ana Lima' });
  await signIn(page, paydesk);
  await openPayment(page, paymentId);
  await expectStatus(page, 'Escrowed');

  await paydesk.kill();
  await expect(page.getByText(/^Paydesk does not answer since \d\d:\d\d UTC/)).toBeVisible();
  await expect(money(page)).toContainText('Ana Lima');
  await expect(verb(page, /^Release/)).toHaveAccessibleDescription(/does not answer/);
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByText(/^(Next try in \d+ s|Trying now)/)).toBeVisible();

  // It is another process, which does not know this window; its new address leads back here.
  await paydesk.startAgain();
  const anew = page.getByRole('heading', { name: 'Paydesk was started anew.' });
  // It tries again by itself as well, and may be back before anybody has clicked.
  await expect(async () => {
    if (await anew.isHidden()) {
      await page.getByRole('button', { name: 'Try now' }).click({ timeout: 1_000 });
    }
    await expect(anew).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByText('Ana Lima')).toHaveCount(0);
  await page.goto(paydesk.console.launchUrl);
  await fillSignIn(page, paydesk.operator(0));
  await expect(page).toHaveURL(new RegExp(`/payments/${paymentId}$`));
  await expectStatus(page, 'Escrowed');
  await expect(verb(page, /^Release/)).toBeEnabled();
});

test('a line that was cut is told, and everything is read again when it is back', overHttp, async ({
  page, context, paydesk, marketplace,
}) => {
  await marketplace.createJob({ amount: '5', payee: 'Seen before' });
  const fetched = new Set<string>();
  page.on('requestfinished', (asked) => fetched.add(basename(new URL(asked.url()).pathname)));
  await page.route('**/events', (route) => route.abort());
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  // The window brings every screen's code in before it is gone to.
  const screens = (await readdir(assets)).filter((name) => /^page-.*\.js$/.test(name));
  await expect.poll(() => screens.filter((name) => !fetched.has(name))).toEqual([]);
  await context.setOffline(true);
  await expect(page.getByText(/^Paydesk does not answer/)).toBeVisible();
  await expect(page.getByText(/^Not live/)).toBeVisible();
  await expect(row(page, 'Payments', 'Seen before')).toBeVisible();
  // The screen's code is here already; what it shows is not, and it says so.
  await page.getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('alert')).toContainText('Paydesk does not answer.');

  await marketplace.createJob({ amount: '6', payee: 'Made meanwhile' });
  await page.unroute('**/events');
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible();
  await expect(page.getByText(/^Paydesk does not answer/)).toBeHidden();
  await openScreen(page, 'Payments');
  await expect(page.getByText(/^Live/)).toBeVisible();
  // Rows that came meanwhile are counted, as always, and not pushed under the cursor.
  await page.getByRole('button', { name: '1 new, show' }).click();
  await expect(row(page, 'Payments', 'Made meanwhile')).toBeVisible();
});

test('a screen that is held still counts what it holds back', async ({
  page, paydesk, marketplace,
}) => {
  await signIn(page, paydesk);
  await openScreen(page, 'Payments');
  await page.keyboard.press('l');
  await expect(page.getByText('Paused: nothing is held back yet.')).toBeVisible();
  await marketplace.createJob({ amount: '7', payee: 'Held back' });
  await expect(page.getByText(/^Paused: [1-9]\d* changes? (is|are) held back/)).toBeVisible();
  await expect(page.getByText('No payments yet')).toBeVisible();
  await page.keyboard.press('l');
  await expect(row(page, 'Payments', 'Held back')).toBeVisible();
});

test('a session that ends elsewhere says so before it asks to sign in', overHttp, async ({
  page, paydesk,
}) => {
  await signIn(page, paydesk);
  // The same session from outside this window's own buttons, as another tab or the clock ends it.
  await page.evaluate(() => fetch('/rpc/session.signOut', {
    method: 'POST', body: '{}',
    headers: {
      'content-type': 'application/json',
      'x-console-session': sessionStorage.getItem('paydesk.console') ?? '',
    },
  }));
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText(/^The session of this window ended without it/)).toBeVisible();
});

test('another version is told, with a reload', overHttp, async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await page.route('**/rpc/session.get', async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({
      response: answer, body: text.replace(/"version":"[^"]+"/, '"version":"99.0.0"'),
    });
  });
  await page.route('**/events', (route) => route.abort());
  await page.evaluate(() => fetch('/rpc/session.lock', {
    method: 'POST', body: '{}',
    headers: {
      'content-type': 'application/json',
      'x-console-session': sessionStorage.getItem('paydesk.console') ?? '',
    },
  }));
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await page.getByLabel(/^Password( \*)?$/).fill(paydesk.operator(0).password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText(/^Paydesk .* was started; this window still is/)).toBeVisible();
});
