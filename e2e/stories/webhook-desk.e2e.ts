import { expect, test } from '../fixtures.ts';
import { addEndpoint, expectToast, openPath, row, sheet, signIn } from '../vocabulary.ts';
import { signatureOf, startWebhookReceiver } from '../webhook-receiver.ts';

test('an endpoint that was away is found, tested, and told everything that it missed', async ({
  page, paydesk, marketplace,
}) => {
  const receiver = await startWebhookReceiver();
  try {
    await signIn(page, paydesk);
    const secret = await addEndpoint(page, receiver.url);

    // Gone, as a proxy answers whose backend was taken away: nothing is tried again by itself.
    receiver.answer(410);
    await marketplace.createJob({ amount: '12' });
    await marketplace.createJob({ amount: '30' });
    await openPath(page, '/webhooks');
    const dead = row(page, 'Deliveries', 'Dead');
    await expect(dead.nth(3)).toBeVisible();
    // Each move was queued in the commit that made it, so that all of them stand here by now.
    await expect(row(page, 'Deliveries', 'Waiting')).toHaveCount(0);
    const missed = await dead.count();

    await page.getByLabel('Narrow by').selectOption('HTTP status');
    await page.getByLabel('Value').fill('503');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page.getByText('No delivery matches this filter.')).toBeVisible();
    await page.getByLabel('Value').fill('410');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(dead).toHaveCount(missed);

    receiver.answer(204);
    await openPath(page, '/settings/marketplaces');
    await row(page, 'Marketplaces', 'Acme AI').click();
    const form = sheet(page, 'Marketplace Acme AI');
    await form.getByRole('button', { name: /^Send a test event/ }).click();
    await expectToast(page, 'The test event is on its way');
    await expect.poll(() => receiver.received.filter(({ body }) => body.includes('paydesk.test')))
      .toHaveLength(1);

    await openPath(page, '/webhooks?state=dead');
    await expect(dead).toHaveCount(missed);
    await page.getByRole('checkbox', { name: /^Select all shown/ }).check();
    await page.getByRole('button', { name: 'Send again' }).click();
    await expectToast(page, `Sending ${missed} deliveries again.`);
    const good = () => receiver.received.filter(({ status }) => status === 204);
    await expect.poll(() => good().length).toBe(missed + 1);
    for (const one of good()) {
      expect(String(one.headers['webhook-signature']).split(' '))
        .toContain(signatureOf(one, secret));
    }
    await page.getByRole('button', { name: 'Delivered' }).click();
    await expect(row(page, 'Deliveries', 'Delivered')).toHaveCount(missed + 1);
    await row(page, 'Deliveries', 'paydesk.test').click();
    await expect(sheet(page, 'Delivery of paydesk.test')).toContainText('No payment moved.');
  } finally {
    await receiver.close();
  }
});
