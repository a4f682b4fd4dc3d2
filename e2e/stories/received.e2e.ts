import { expect, test } from '../fixtures.ts';
import { expectRow, openScreen, row, sheet, signIn } from '../vocabulary.ts';

/** A secret of the right form that no marketplace has. */
const someoneElses = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

test('what a marketplace signs is kept and done, and what nobody signed is turned away', async ({
  page, paydesk, marketplace,
}) => {
  const { jobId, paymentId } = await marketplace.createJob({ amount: '12', payee: 'Ana Lima' });
  await signIn(page, paydesk);
  await openScreen(page, 'Webhooks');
  await page.getByRole('tab', { name: 'Received' }).click();
  await expect(page.getByText('No marketplace has told us anything yet.')).toBeVisible();

  const forged = await marketplace.announce({ type: 'job.failed', jobId }, someoneElses);
  expect(forged).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  const told = await marketplace.announce({ type: 'job.running', jobId });
  expect(told.status).toBe(202);
  await expectRow(page, 'Messages', [told.messageId, 'Acme AI', 'Processed']);
  // It came before the one that stands there, so that it is not only late.
  await expect(row(page, 'Messages', forged.messageId)).toHaveCount(0);

  await test.step('the message is shown as it came, with its proof and its outcome', async () => {
    await row(page, 'Messages', told.messageId).click();
    const message = sheet(page, 'Message of Acme AI');
    await expect(message).toContainText('over id, time and body, with a secret of Acme AI');
    await expect(message.getByLabel('Body')).toContainText(`"job_id": "${jobId}"`);
    await expect(message.getByLabel('Body')).toContainText('"type": "job.running"');
    await expect(message.getByRole('link', { name: paymentId })).toBeVisible();
    await message.getByRole('link', { name: jobId }).click();
    await expect(page).toHaveURL(new RegExp(`/jobs/${jobId}$`));
    await expect(page.getByText('Running', { exact: true }).first()).toBeVisible();
  });

  await test.step('one about a job that is not there is kept, and says so', async () => {
    const lost = await marketplace.announce({ type: 'job.completed', jobId: 'job_nobody' });
    expect(lost.status).toBe(202);
    await openScreen(page, 'Webhooks');
    await page.getByRole('tab', { name: 'Received' }).click();
    await page.getByRole('button', { name: 'Refused' }).click();
    await expectRow(page, 'Messages', [lost.messageId, 'Refused']);
    await expect(row(page, 'Messages', told.messageId)).toHaveCount(0);
  });
});
