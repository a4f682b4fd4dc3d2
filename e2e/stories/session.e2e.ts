import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import { fillSignIn, passwordField, signIn } from '../vocabulary.ts';

const admin = { name: 'mara', password: 'three quiet herons at dusk' };

test('first run creates the admin, who can come back', async ({ freshPage: page }) => {
  await expect(page.getByRole('heading', { name: 'Welcome to Paydesk' })).toBeVisible();
  await page.getByLabel('Your name').fill(admin.name);
  await passwordField(page).fill('password1');
  await page.getByLabel('Password again').fill('password1');
  await page.getByRole('button', { name: 'Create the admin and begin' }).click();
  await expect(page.getByRole('alert')).toContainText('it needs at least 15');

  await passwordField(page).fill(admin.password);
  await page.getByLabel('Password again').fill(admin.password);
  await page.getByRole('button', { name: 'Create the admin and begin' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByText('Nothing has been paid yet')).toBeVisible();
  await expect(page).toHaveTitle(/SANDBOX/);

  await page.getByRole('button', { name: admin.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await fillSignIn(page, admin);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('a wrong password is refused, and says no more than that', async ({ page, paydesk }) => {
  const ana = paydesk.operator(0);
  await paydesk.open(page);
  for (const name of [ana.name, 'nobody']) {
    await fillSignIn(page, { name, password: 'not the password' });
    await expect(page.getByRole('alert')).toHaveText('The name and password do not match.');
  }
  await fillSignIn(page, ana);
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
});

test('locking keeps the place, and only the password gives it back', async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await page.getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await passwordField(page).fill('not the password');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('alert')).toHaveText('The name and password do not match.');

  // A lock that a reload opened would be none.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await passwordField(page).fill(paydesk.operator(0).password);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible();
});

test('an address without the launch token opens nothing', browserOnly(
  'A window is no address that somebody else could open.',
), async ({ page, paydesk }) => {
  await page.goto(`${paydesk.console.url}/payments`);
  await expect(page.getByRole('heading', { name: 'This tab has no console session.' }))
    .toBeVisible();
});
