import { expect, type Locator, type Page } from 'playwright/test';
import type { Operator, Paydesk } from './paydesk.ts';

/** Until something has left: ten seconds in which it can be stopped, and a machine that is busy. */
export const timeToLeave = 45_000;

/** Opens the console and signs in; answers its page, which a window started again has anew. */
export async function signIn(page: Page, paydesk: Paydesk, place = 0): Promise<Page> {
  const shown = await paydesk.open(page);
  await fillSignIn(shown, paydesk.operator(place));
  await expect(shown.getByRole('heading', { name: 'Overview' })).toBeVisible();
  return shown;
}

/** Fills the sign-in card and presses its button; what comes of it is the caller's to expect. */
export async function fillSignIn(
  page: Page, { name, password }: Pick<Operator, 'name' | 'password'>,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await passwordField(page).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The password itself, not its repetition and not the button that shows it. */
export function passwordField(place: Page | Locator): Locator {
  return place.getByLabel(/^Password( \*)?$/);
}

/** Opens a screen by its entry in the menu. */
export async function openScreen(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Opens an address of the console in this tab, as a bookmark does. */
export async function openPath(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
}

/** Opens a payment's page, which is the same for every way that leads to it. */
export async function openPayment(page: Page, paymentId: string): Promise<void> {
  await openPath(page, `/payments/${paymentId}`);
  await expect(money(page)).toBeVisible();
}

/** The top of a payment's page: state, where the money is, verbs. */
export function money(page: Page): Locator {
  return page.getByRole('region', { name: 'Where the money is' });
}

/** A verb of the payment that is open. */
export function verb(page: Page, name: string | RegExp): Locator {
  return page.getByRole('group', { name: 'What you can do' }).getByRole('button', { name });
}

/** The state that stands on top of a payment's page, which follows the engine by itself. */
export async function expectStatus(page: Page, status: string, timeout?: number): Promise<void> {
  const options = timeout === undefined ? {} : { timeout };
  await expect(money(page).getByText(status, { exact: true })).toBeVisible(options);
}

/** The sheet, dialog or drawer that covers the page. */
export function sheet(page: Page, name: string | RegExp): Locator {
  return page.getByRole('dialog', { name });
}

/** The row of a table that shows this text. */
export function row(page: Page, table: string, text: string | RegExp): Locator {
  return page.getByRole('grid', { name: table }).getByRole('row').filter({ hasText: text });
}

/** Expects one row that shows all of these texts. */
export async function expectRow(
  page: Page, table: string, texts: readonly string[],
): Promise<void> {
  let rows = page.getByRole('grid', { name: table }).getByRole('row');
  for (const text of texts) rows = rows.filter({ hasText: text });
  await expect(rows).toHaveCount(1);
}

/** Presses a button that stands in the row with this text. */
export async function clickRowAction(
  page: Page, place: { readonly table: string; readonly row: string; readonly action: string },
): Promise<void> {
  await row(page, place.table, place.row)
    .getByRole('button', { name: place.action, exact: true }).click();
}

/** Expects the toast that confirms or refuses what was just done. */
export async function expectToast(page: Page, text: string | RegExp): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: text })).toBeVisible();
}

/** The item of the attention screen with this reason. */
export function attentionItem(page: Page, reason: string): Locator {
  return page.getByRole('listitem', { name: reason });
}

/** Opens the review sheet of a release, gives the reason, and confirms. */
export async function releaseWithReason(
  page: Page, reason: string, amount?: string,
): Promise<void> {
  await moveWithReason(page, 'Release', { reason, ...(amount === undefined ? {} : { amount }) });
}

/** The same for a refund. */
export async function refundWithReason(page: Page, reason: string): Promise<void> {
  await moveWithReason(page, 'Refund', { reason });
}

async function moveWithReason(
  page: Page, act: 'Release' | 'Refund',
  { reason, amount }: { readonly reason: string; readonly amount?: string },
): Promise<void> {
  await verb(page, new RegExp(`^${act}`)).click();
  const review = sheet(page, new RegExp(`^${act}`));
  if (amount !== undefined) await review.getByLabel('Amount').fill(amount);
  await review.getByLabel('Reason').fill(reason);
  await review.getByRole('button', { name: new RegExp(`^${act}`) }).click();
  await expect(review).toBeHidden();
}

/** Fills name and password of the second operator on the sheet that is open. */
export async function confirmAsSecond(
  review: Locator, { name, password }: Pick<Operator, 'name' | 'password'>,
): Promise<void> {
  const second = review.getByRole('group', { name: /second operator/ });
  await second.getByLabel('Name').fill(name);
  await passwordField(second).fill(password);
}

/** Adds a webhook endpoint to the sandbox's marketplace, and answers its signing secret. */
export async function addEndpoint(page: Page, url: string): Promise<string> {
  await openPath(page, '/settings/marketplaces');
  await row(page, 'Marketplaces', 'Acme AI').click();
  const form = sheet(page, 'Marketplace Acme AI');
  await form.getByLabel('New endpoint').fill(url);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  const shown = sheet(page, 'The new webhook secret');
  const secret = await shown.getByText(/^whsec_/).innerText();
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  return secret;
}

/**
 * Holds a call back on its way over HTTP until the returned function is called; what comes later
 * goes through as well.
 */
export async function holdBack(page: Page, call: string): Promise<() => void> {
  const { promise: heard, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route(`**/rpc/${call}`, async (route) => {
    await heard;
    await route.continue();
  });
  return letThrough;
}
