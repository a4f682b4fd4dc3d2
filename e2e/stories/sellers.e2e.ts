import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { expect, test } from '../fixtures.ts';
import { request } from '../http.ts';
import type { Paydesk } from '../paydesk.ts';
import {
  clickRowAction, expectRow, expectToast, openScreen, row, sheet, signIn,
} from '../vocabulary.ts';

const KEY_ID = 'key-2026';

test('a seller is added with its key, tested at its wallet, and its key replaced', async ({
  page, paydesk,
}) => {
  const wallet = walletOf(paydesk, 'seller-mxn');
  const first = keyPair();
  await signIn(page, paydesk);
  await openScreen(page, 'Sellers');
  await page.getByRole('button', { name: 'Add a seller' }).click();
  const form = sheet(page, 'Add a seller');

  await test.step('what is missing, and what the wallet says, stands at its field', async () => {
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('A new seller needs its private key.')).toBeVisible();
    await form.getByLabel('Reference').fill('taller-mx');
    await form.getByLabel('Wallet address').fill(`${wallet}-nobody`);
    await form.getByLabel('Key id').fill(KEY_ID);
    await expect(form.getByText(/^The wallet cannot be read: /)).toBeVisible();
    await form.getByLabel('Wallet address').fill(wallet);
    await form.getByLabel('Key id').focus();
    await expect(form.getByText(/answers and counts in MXN\.$/)).toBeVisible();
  });

  await test.step('a file that is no key is refused; a key is never shown again', async () => {
    const chooseKey = (text: string): Promise<void> => form.locator('input[type=file]')
      .setInputFiles({ name: 'seller.key', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await chooseKey('no key at all');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByRole('textbox', { name: 'Private key' })).toHaveAttribute(
      'aria-invalid', 'true');
    await chooseKey(first.pem);
    await form.getByRole('combobox', { name: 'Categories' }).fill('illustration');
    await form.getByRole('combobox', { name: 'Categories' }).press('Enter');
    await form.getByRole('button', { name: 'Save' }).click();
    await expectToast(page, 'Saved Sandbox seller (MXN).');
    await expectRow(page, 'Sellers', ['taller-mx', 'MXN', 'illustration', 'In use']);
    await expect(page.getByText(/PRIVATE KEY/)).toHaveCount(0);
  });

  const place = { table: 'Sellers', row: 'taller-mx', action: 'Test Sandbox seller (MXN)' };
  await test.step('the test says what the wallet publishes', async () => {
    await clickRowAction(page, place);
    await expectToast(page, /publishes no key with the id key-2026/);
    await publish(paydesk, first.x);
    await clickRowAction(page, place);
    await expectToast(page, /The wallet publishes this key/);
  });

  await test.step('another key replaces the stored one, which was never shown', async () => {
    const second = keyPair();
    await row(page, 'Sellers', 'taller-mx').click();
    const stored = sheet(page, 'Seller Sandbox seller (MXN)');
    await expect(stored.getByText('A key is stored and sealed. It is never shown.')).toBeVisible();
    await stored.getByRole('button', { name: 'Replace the key' }).click();
    await stored.getByRole('textbox', { name: 'Private key' }).fill(second.pem);
    await stored.getByRole('button', { name: 'Save' }).click();
    await expect(stored).toBeHidden();
    await clickRowAction(page, place);
    await expectToast(page, /publishes another key under the id key-2026/);
    await publish(paydesk, second.x);
    await row(page, 'Sellers', 'taller-mx').click();
    await stored.getByRole('button', { name: 'Test' }).click();
    await expect(stored.getByText('The wallet publishes this key.')).toBeVisible();
  });

  await test.step('switched off, it is offered for no new payment', async () => {
    const stored = sheet(page, 'Seller Sandbox seller (MXN)');
    await stored.getByRole('switch', { name: 'In use' }).uncheck();
    await stored.getByRole('button', { name: 'Save' }).click();
    await expectRow(page, 'Sellers', ['taller-mx', 'Off']);
    const csv = await paydesk.download(page.getByRole('button', { name: 'Export CSV' }));
    expect(csv.bytes.toString('utf8')).toContain('taller-mx');
    expect(csv.bytes.toString('utf8')).not.toContain('PRIVATE KEY');
  });
});

test('a seller that is saved elsewhere appears by itself', async ({
  page, paydesk, marketplace,
}) => {
  await signIn(page, paydesk);
  await openScreen(page, 'Sellers');
  const saved = await marketplace.post('/sellers', {
    id: 'elsewhere', name: 'From outside', walletAddressUrl: walletOf(paydesk, 'edutest'),
    keyId: KEY_ID, privateKey: keyPair().pem,
  });
  expect(saved.status).toBe(200);
  await expect(row(page, 'Sellers', 'From outside')).toContainText('edutest');
});

function keyPair(): { readonly pem: string; readonly x: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    pem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    x: String(publicKey.export({ format: 'jwk' }).x),
  };
}

/** A stand-in's account, which the ready line names in full. */
function walletOf({ ready }: Paydesk, name: string): string {
  const { wallets } = z.object({ wallets: z.array(z.object({ address: z.url() })) })
    .parse(ready.sandbox['openPayments']);
  const found = wallets.find(({ address }) => address.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`The sandbox has no wallet ${name}.`);
  return found.address;
}

/** Makes a public key known at the wallet, as its owner does there. */
async function publish({ ready }: Paydesk, x: string): Promise<void> {
  const { url, token } = ready.sandbox.control;
  const answer = await request(new URL(`${url}/keys`), 'POST', {
    headers: { authorization: `Bearer ${token}` },
    body: { wallet: 'seller-mxn', kid: KEY_ID, x },
  });
  expect(answer.status).toBe(200);
}
