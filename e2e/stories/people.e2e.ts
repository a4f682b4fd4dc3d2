import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright/test';
import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import type { Operator } from '../paydesk.ts';
import {
  confirmAsSecond, expectStatus, expectToast, fillSignIn, openPath, openPayment, passwordField, row,
  sheet, signIn, timeToLeave, verb,
} from '../vocabulary.ts';

const given = 'a kettle sings in march';
const own = 'nine copper lanterns on the pier';
const twoWindows = browserOnly('Two people sit at two windows; the Electron door has one.');

/** Another browser, which somebody who is signed in opens for somebody else. */
async function anotherBrowser(page: Page, { name }: Operator, browser: Browser): Promise<Page> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'Open for another person' }).click();
  const once = page.getByRole('dialog', { name: 'The new address of a window' });
  const address = await once.getByText(/^http:/).innerText();
  await once.getByRole('button', { name: 'I have copied it' }).click();
  const other = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await other.goto(address);
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  return other;
}

/** Adds an operator as the admin who is signed in; a second one confirms where that is asked. */
async function addOperator(
  page: Page,
  { name, role, second }: { readonly name: string; readonly role: string;
    readonly second?: Operator },
): Promise<void> {
  await openPath(page, '/settings/operators?edit=new');
  const form = sheet(page, 'Add an operator');
  await form.getByRole('textbox', { name: 'Name' }).first().fill(name);
  await form.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await passwordField(form).first().fill(given);
  if (second !== undefined) await confirmAsSecond(form, second);
  await form.getByRole('button', { name: 'Add operator' }).click();
}

/** Makes a password of one's own, in place of the one that somebody else has set. */
async function makeOwnPassword(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'A password of your own' })).toBeVisible();
  await page.getByLabel('The password you were given').fill(given);
  await page.getByRole('textbox', { name: 'New password', exact: true }).fill(own);
  await page.getByLabel('New password again').fill(own);
  await page.getByRole('button', { name: 'Set the password and go on' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
}

test('a viewer makes a password of their own, sees everything and moves nothing', twoWindows,
  async ({ page, paydesk, marketplace, browser }) => {
    const { paymentId } = await marketplace.createJob({ amount: '12', payee: 'Ana Lima' });
    await signIn(page, paydesk);
    await addOperator(page, { name: 'vera', role: 'viewer' });
    await expectToast(page, 'vera can sign in now.');
    await expect(row(page, 'Operators', 'vera')).toContainText('has to change the password');

    const hers = await anotherBrowser(page, paydesk.operator(0), browser);
    await fillSignIn(hers, { name: 'vera', password: given });
    await makeOwnPassword(hers);
    await openPayment(hers, paymentId);
    await verb(hers, /^Release/).focus();
    await expect(hers.getByRole('tooltip')).toHaveText(
      'You are signed in as viewer; this needs the role operator.',
    );
    await openPath(hers, '/settings/operators');
    await expect(hers.getByRole('button', { name: 'Add an operator' })).toBeDisabled();
  });

test('an approver is added by two, and a new password signs the old windows out', twoWindows,
  async ({ page, paydesk, browser }) => {
    const ben = paydesk.operator(1);
    await signIn(page, paydesk);
    await addOperator(page, { name: 'dora', role: 'approver' });
    await expect(sheet(page, 'Add an operator').getByRole('alert'))
      .toHaveText('The second operator has to confirm.');
    await addOperator(page, { name: 'dora', role: 'approver', second: ben });
    await expectToast(page, 'dora can sign in now.');

    const hers = await anotherBrowser(page, paydesk.operator(0), browser);
    await fillSignIn(hers, { name: 'dora', password: given });
    await makeOwnPassword(hers);
    await row(page, 'Operators', 'dora').click();
    const account = sheet(page, 'Operator dora');
    await account.getByRole('button', { name: 'Set a new password' }).click();
    const reset = sheet(page, 'A new password for dora');
    await passwordField(reset).first().fill(given);
    await confirmAsSecond(reset, ben);
    await reset.getByRole('button', { name: 'Set a new password' }).click();
    await expectToast(page, /dora signs in with the new password/);
    await openPath(hers, '/payments');
    await expect(hers.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

test('what moves money is confirmed with a code of the app, each code once', async ({
  page, paydesk, marketplace,
}) => {
  const { paymentId } = await marketplace.createJob({ amount: '12', payee: 'Ana Lima' });
  const { name, password } = paydesk.operator(0);
  const shown = await signIn(page, paydesk);
  const app = await test.step('the app is set up with the password and a first code', async () => {
    await shown.getByRole('button', { name }).click();
    await shown.getByRole('menuitem', { name: 'Your account' }).click();
    await shown.getByRole('button', { name: 'Set up an app' }).click();
    const form = sheet(shown, 'Authenticator app');
    await passwordField(form).fill(password);
    await form.getByRole('button', { name: 'Go on' }).click();
    await expect(form.getByRole('img', { name: 'QR code for the authenticator app' }))
      .toBeVisible();
    const secret = await form.getByText(/^[A-Z2-7]{32}$/).innerText();
    const made = new TOTP({ secret });
    await form.getByLabel('Code of the app').fill(made.generate());
    await form.getByRole('button', { name: 'Use this app' }).click();
    await expectToast(shown, 'The app is set up.');
    await expect(shown.getByRole('button', { name: 'Replace the app' })).toBeVisible();
    return made;
  });

  await test.step('a release asks for a code, and a wrong one releases nothing', async () => {
    await openPayment(shown, paymentId);
    await verb(shown, /^Release/).click();
    const review = shown.getByRole('dialog', { name: /^Release 12/ });
    await review.getByLabel('Reason').fill('work accepted');
    await review.getByRole('button', { name: /^Release 12/ }).click();
    const code = shown.getByRole('dialog', { name: 'Confirm with a code' });
    await code.getByLabel('Code of the app').fill('000000');
    await code.getByRole('button', { name: 'Confirm' }).click();
    await expect(code.getByRole('alert')).toContainText('wrong, too old, or was used before');
    // The present code was used to set the app up; the next one counts already.
    await code.getByLabel('Code of the app').fill(app.generate({ timestamp: Date.now() + 30_000 }));
    await code.getByRole('button', { name: 'Confirm' }).click();
    await expectStatus(shown, 'Released', timeToLeave);
  });
});

test('an admin comes back with the printed code, once', async ({ page, paydesk }) => {
  const { name, password } = paydesk.operator(0);
  const shown = await signIn(page, paydesk);
  await openPath(shown, '/settings/account');
  await shown.getByRole('button', { name: 'Make a recovery code' }).click();
  const form = sheet(shown, 'Make a recovery code');
  await passwordField(form).fill(password);
  await form.getByRole('button', { name: 'Make a recovery code' }).click();
  const once = shown.getByRole('dialog', { name: 'The new recovery code' });
  const printed = await once.getByText(/^[A-Z2-7]{4}(-[A-Z2-7]{4})+$/).innerText();
  await once.getByRole('button', { name: 'I have copied it' }).click();
  await shown.getByRole('button', { name }).click();
  await shown.getByRole('menuitem', { name: 'Sign out' }).click();

  const recover = async (): Promise<void> => {
    await shown.getByRole('link', { name: 'Lost your password?' }).click();
    await shown.getByRole('textbox', { name: 'Name' }).fill(name);
    await shown.getByLabel('Recovery code').fill(printed.toLowerCase());
    await shown.getByRole('textbox', { name: 'New password', exact: true }).fill(own);
    await shown.getByLabel('New password again').fill(own);
    await shown.getByRole('button', { name: 'Set the password and sign in' }).click();
  };
  await recover();
  await expect(shown.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await shown.getByRole('button', { name }).click();
  await shown.getByRole('menuitem', { name: 'Sign out' }).click();
  await recover();
  await expect(shown.getByRole('alert')).toHaveText('The name and password do not match.');
});
