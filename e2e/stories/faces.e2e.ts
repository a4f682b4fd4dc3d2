import { browserOnly } from '../doors.ts';
import { expect, test } from '../fixtures.ts';
import { holdBack, openPath, openScreen, row, signIn } from '../vocabulary.ts';

const screens = [
  { name: 'Overview', call: 'overview.get', path: '/overview' },
  { name: 'Attention', call: 'attention.list', path: '/attention' },
  { name: 'Inbox', call: 'inbox.list', path: '/inbox' },
  { name: 'Payments', call: 'payments.list', path: '/payments' },
  { name: 'Jobs', call: 'jobs.list', path: '/jobs' },
  { name: 'Escrows', call: 'escrows.list', path: '/escrows' },
  { name: 'Batches', call: 'batches.list', path: '/batches' },
  { name: 'Payouts', call: 'payments.list', path: '/payouts' },
  { name: 'Payees', call: 'payees.list', path: '/payees' },
  { name: 'Sellers', call: 'sellers.list', path: '/sellers' },
  { name: 'Exchange', call: 'purchases.list', path: '/exchange' },
  { name: 'Webhooks', call: 'webhooks.list', path: '/webhooks' },
  { name: 'Audit', call: 'audit.list', path: '/audit' },
  { name: 'Rehearsal', call: 'rehearsal.books', path: '/rehearsal' },
] as const;

const refusal = {
  ok: false,
  refusal: { code: 'internal', message: 'The disk could not be read.', details: {} },
};

const overHttp = browserOnly('Answers are changed, held back or lost on their way over HTTP.');

test('a screen that cannot be read says why, and is tried again', overHttp, async ({
  page, paydesk,
}) => {
  await signIn(page, paydesk);
  for (const { name, call } of screens.filter((screen) => screen.name !== 'Overview')) {
    await page.route(`**/rpc/${call}`, (route) => route.fulfill({ json: refusal }));
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
    const panel = page.getByRole('alert').filter({ hasText: 'The disk could not be read.' });
    await expect(panel).toBeVisible();
    await page.unroute(`**/rpc/${call}`);
    await panel.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }
});

test('no answer at all is told apart from a refusal', overHttp, async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await page.route('**/rpc/jobs.list', (route) => route.abort());
  await page.getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('alert')).toContainText('Paydesk does not answer.');
});

test('a slow screen shows that it is on its way, and keeps what was there', overHttp, async ({
  page, paydesk, marketplace,
}) => {
  await marketplace.createJob({ amount: '1', payee: 'Seen already' });
  await signIn(page, paydesk);
  for (const { name, call } of screens.filter((screen) => screen.name !== 'Overview')) {
    const letThrough = await holdBack(page, call);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
    await expect(page.getByRole('status', { name: 'Loading' })).toBeVisible();
    letThrough();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }
  await openScreen(page, 'Payments');
  const letThrough = await holdBack(page, 'payments.list');
  await marketplace.createJob({ amount: '2', payee: 'Still on its way' });
  await expect(row(page, 'Payments', 'Seen already')).toBeVisible();
  letThrough();
  await expect(page.getByRole('button', { name: '1 new, show' })).toBeVisible();
});

test('an address that names nothing says so', async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await openPath(page, '/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await openPath(page, '/payments/pay_nobody');
  await expect(page.getByRole('alert')).toContainText('There is nothing under this id.');
});
