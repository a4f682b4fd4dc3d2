import { expect, test } from '../fixtures.ts';
import {
  addEndpoint, clickRowAction, confirmAsSecond, expectToast, openPath, row, sheet, signIn,
  timeToLeave,
} from '../vocabulary.ts';
import { signatureOf, startWebhookReceiver } from '../webhook-receiver.ts';

test('a connection is tested, and says when nobody answers', async ({
  page, paydesk, control,
}) => {
  await signIn(page, paydesk);
  await openPath(page, '/settings/connections');
  const test = { table: 'Connections', row: 'Wallet daemon', action: 'Test Wallet daemon' };
  await clickRowAction(page, test);
  await expectToast(page, /Wallet daemon answered in \d+ ms/);
  await control.fault({ provider: 'walletDaemon', operation: 'any', fault: 'down' });
  await clickRowAction(page, test);
  await expectToast(page, /Not done.*Wallet daemon/);
});

test('a key is shown once, works, and is refused once revoked', async ({
  page, paydesk, marketplace,
}) => {
  await signIn(page, paydesk);
  await openPath(page, '/settings/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const form = sheet(page, 'Create an API key');
  await form.getByLabel('Name').fill('nightly jobs');
  await form.getByRole('button', { name: 'Create key' }).click();
  const shown = sheet(page, 'The new API key');
  const key = await shown.getByText(/^pck_/).innerText();
  await shown.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText(key)).toHaveCount(0);

  const { jobId } = await marketplace.createJob({ amount: '1' });
  const asKey = { 'x-api-key': key };
  expect((await marketplace.get(`/v1/jobs/${jobId}`, asKey)).status).toBe(200);
  const beyond = await marketplace.post('/v1/batches', {}, asKey);
  expect(beyond).toMatchObject({ status: 403, body: { code: 'forbidden' } });

  await clickRowAction(page, {
    table: 'API keys', row: 'nightly jobs', action: 'Revoke nightly jobs',
  });
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expectToast(page, 'Revoked nightly jobs.');
  await expect(row(page, 'API keys', 'nightly jobs')).toContainText('Revoked');
  const refused = await marketplace.get(`/v1/jobs/${jobId}`, asKey);
  expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});

test('a policy that is changed decides the next completed job', async ({
  page, paydesk, marketplace, control,
}) => {
  const before = await marketplace.createJob({ amount: '0.001', currency: 'BTC' });
  const complete = async (jobId: string): Promise<void> => {
    for (const state of ['running', 'completed']) {
      const told = await marketplace.post(`/v1/jobs/${jobId}/state`, { state });
      expect(told.status).toBe(200);
    }
  };
  await complete(before.jobId);
  expect((await marketplace.payment(before.paymentId)).state).toBe('escrowed');

  await signIn(page, paydesk);
  await openPath(page, '/settings/marketplaces');
  await row(page, 'Marketplaces', 'Acme AI').click();
  const form = sheet(page, 'Marketplace Acme AI');
  await form.getByRole('switch', { name: /releases its bitcoin payment/i }).check();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByRole('alert')).toHaveText('The second operator has to confirm.');
  await confirmAsSecond(form, paydesk.operator(1));
  await form.getByRole('button', { name: 'Save' }).click();
  await expectToast(page, 'Saved Acme AI.');
  await expect(row(page, 'Marketplaces', 'Acme AI')).toContainText(/bitcoin/i);

  const after = await marketplace.createJob({ amount: '0.002', currency: 'BTC' });
  await complete(after.jobId);
  await expect.poll(() => control.books('release')).toMatchObject([{ amount: '0.002' }]);
});

test('an operator who is added can sign in', async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await openPath(page, '/settings/operators');
  await page.getByRole('button', { name: 'Add an operator' }).click();
  const form = sheet(page, 'Add an operator');
  await form.getByLabel('Name').fill('dora');
  await form.getByLabel(/^Password/).fill('short');
  await form.getByRole('button', { name: 'Add operator' }).click();
  await expect(form.getByRole('alert')).toContainText('at least 15');
  await form.getByLabel(/^Password/).fill('a kettle sings in march');
  await form.getByRole('button', { name: 'Add operator' }).click();
  await expectToast(page, 'dora can sign in now.');
  await expect(row(page, 'Operators', 'dora')).toBeVisible();
});

test.describe('a webhook endpoint', () => {
  test('is told each move, signed, again after a failure, and once more on request', async ({
    page, paydesk, marketplace,
  }) => {
    const receiver = await startWebhookReceiver();
    try {
      await signIn(page, paydesk);
      const secret = await addEndpoint(page, receiver.url);

      receiver.answerFirst(503);
      const { paymentId } = await marketplace.createJob({ amount: '12' });
      await openPath(page, '/webhooks');
      await expect(row(page, 'Deliveries', 'payment.escrowed')).toContainText('Delivered', {
        timeout: timeToLeave,
      });
      expect(receiver.received.map(({ status }) => status)).toContain(503);
      const told = receiver.received.filter(({ body }) => body.includes('"payment.escrowed"'));
      for (const one of told) {
        expect(String(one.headers['webhook-signature']).split(' '))
          .toContain(signatureOf(one, secret));
      }
      expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(JSON.parse(told.at(-1)?.body ?? '')).toMatchObject({
        type: 'payment.escrowed', data: { payment_id: paymentId, status: 'escrowed' },
      });

      await row(page, 'Deliveries', 'payment.escrowed').click();
      const delivery = sheet(page, 'Delivery of payment.escrowed');
      await expect(delivery).toContainText(paymentId);
      await delivery.getByRole('button', { name: 'Send again' }).click();
      await expectToast(page, 'Sending 1 delivery again.');
      await page.keyboard.press('Escape');
      await expect(row(page, 'Deliveries', 'payment.escrowed')).toHaveCount(2);
      await expect.poll(() => receiver.received
        .filter(({ body }) => body.includes('"payment.escrowed"')).length)
        .toBe(told.length + 1);
    } finally {
      await receiver.close();
    }
  });
});
