import { expect, type Page } from 'playwright/test';
import type { Marketplace } from './marketplace.ts';
import { openPath, openScreen, row, sheet, verb } from './vocabulary.ts';

/** A place of the console and what has to be done there to see it whole. */
export type Screen = {
  readonly name: string;
  readonly path: string;
  /** Opens what covers the page; its end is when it is there. */
  readonly open?: (page: Page) => Promise<void>;
};

/** A wallet that the source documents name; the sandbox answers for it. */
export const sandboxBuyer = 'https://ilp.interledger-test.dev/edutest';

const settings = [
  'connections', 'marketplaces', 'keys', 'operators', 'listener', 'backups', 'account',
] as const;

/** The screens that exist whether anything has happened yet or not. */
export const plainScreens: readonly Screen[] = [
  ...['overview', 'attention', 'inbox', 'payments', 'jobs', 'escrows', 'batches', 'payees',
    'payouts', 'sellers', 'exchange', 'webhooks', 'audit', 'rehearsal']
    .map((name) => ({ name, path: `/${name}` })),
  ...['waiting', 'others', 'unknown']
    .map((queue) => ({ name: `attention-${queue}`, path: `/attention?queue=${queue}` })),
  ...['wallets', 'import', 'reconciliation']
    .map((name) => ({ name: `payouts-${name}`, path: `/payouts/${name}` })),
  {
    name: 'payouts-wallet', path: '/payouts/wallets?add=true',
    open: (page) => expect(sheet(page, 'Add a wallet')).toBeVisible(),
  },
  { name: 'webhooks-received', path: '/webhooks/received' },
  { name: 'audit-search', path: '/audit?actor=nobody&act=payment.' },
  {
    name: 'audit-entry', path: '/audit?open=1',
    open: (page) => expect(sheet(page, /^Entry 1: /)).toBeVisible(),
  },
  { name: 'inbox-information', path: '/inbox?show=for-information' },
  ...settings.map((name) => ({ name: `settings-${name}`, path: `/settings/${name}` })),
  {
    name: 'settings-connection', path: '/settings/connections?edit=new',
    open: (page) => expect(sheet(page, 'Add a connection')).toBeVisible(),
  },
  {
    name: 'settings-marketplace', path: '/settings/marketplaces?edit=new',
    open: (page) => expect(sheet(page, 'Add a marketplace')).toBeVisible(),
  },
  {
    name: 'settings-key', path: '/settings/keys?create=true',
    open: (page) => expect(sheet(page, 'Create an API key')).toBeVisible(),
  },
  {
    name: 'stop', path: '/jobs',
    open: async (page) => {
      await page.getByRole('button', { name: 'Stop all sending' }).click();
      await expect(page.getByRole('dialog', { name: 'Stop all sending' })).toBeVisible();
    },
  },
  {
    name: 'settings-operator', path: '/settings/operators?edit=new',
    open: (page) => expect(sheet(page, 'Add an operator')).toBeVisible(),
  },
  {
    name: 'seller', path: '/sellers?edit=new',
    open: (page) => expect(sheet(page, 'Add a seller')).toBeVisible(),
  },
  {
    name: 'new-payment', path: '/payments?start=true',
    open: (page) => expect(sheet(page, 'Approve quote & pay')).toBeVisible(),
  },
  {
    name: 'keys-overlay', path: '/audit',
    open: async (page) => {
      await page.keyboard.press('?');
      await expect(sheet(page, 'Keys')).toBeVisible();
    },
  },
  {
    name: 'command-search', path: '/jobs',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(sheet(page, 'Search or run a command')).toBeVisible();
    },
  },
];

/** The screens that need the sample data: the payments, jobs and batches that it makes. */
export async function filledScreens(
  page: Page, marketplace: Marketplace,
): Promise<readonly Screen[]> {
  await openScreen(page, 'Payments');
  const held = await idOf(page, 'Ana Lima');
  const unclear = await idOf(page, 'Pavel Kolář');
  const released = await idOf(page, 'Kofi Mensah');
  const { job_id: jobId } = await marketplace.payment(held);
  const asked = await marketplace.post('/v1/batches', {
    act: 'release', reason: 'The week was accepted.',
    payment_ids: [await idOf(page, 'Mei Tanaka'), released],
  });
  const batchId = String(Reflect.get(Object(asked.body), 'batch_id'));
  const linked = await marketplace.post('/offers/7/quotes/start', {
    sellerId: 'default-seller', buyerWalletAddressUrl: sandboxBuyer, amount: '100',
  });
  const askedId = String(Reflect.get(Object(linked.body), 'pendingId'));
  const ready = await readyPayment(page, { line: 'lin-wei,80,task-1', payee: 'Lin Wei' });
  const pressed = (name: string) => async (at: Page): Promise<void> => {
    await verb(at, new RegExp(`^${name}`)).click();
    await expect(sheet(at, new RegExp(`^${name}`))).toBeVisible();
  };
  return [
    { name: 'payment', path: `/payments/${held}` },
    ...['operations', 'ledger', 'receipt'].map((tab) => ({
      name: `payment-${tab}`, path: `/payments/${released}?tab=${tab}`,
    })),
    { name: 'payment-asked', path: `/payments/${askedId}` },
    { name: 'payment-payout', path: `/payments/${ready}` },
    { name: 'payment-pay-out', path: `/payments/${ready}`, open: pressed('Pay out') },
    { name: 'payouts-review', path: '/payouts', open: reviewPayouts },
    {
      name: 'payouts-file', path: '/payouts/import',
      open: (at) => fillFile(at, `${PAYOUT_HEADERS}\nlin-wei,5x,task-2\n`),
    },
    { name: 'wallet', path: await walletPath(page) },
    { name: 'payment-unclear', path: `/payments/${unclear}` },
    { name: 'payment-release', path: `/payments/${held}`, open: pressed('Release') },
    { name: 'payment-evidence', path: `/payments/${unclear}`, open: pressed('Attach evidence') },
    { name: 'job', path: `/jobs/${jobId}` },
    { name: 'batch', path: `/batches/${batchId}` },
    { name: 'payee', path: '/payees/Ana%20Lima' },
    { name: 'explain', path: '/explain?figure=money:bitcoin:BTC%2F8:held' },
    {
      name: 'payments-columns', path: '/payments',
      open: async (at) => {
        await at.getByRole('button', { name: 'Columns' }).click();
        await expect(at.getByRole('button', { name: 'As delivered' })).toBeVisible();
      },
    },
    {
      name: 'payments-filters', path: '/payments',
      open: async (at) => {
        await at.getByRole('button', { name: 'More filters' }).click();
        await expect(at.getByLabel('Amount from')).toBeVisible();
      },
    },
  ];
}

const PAYOUT_HEADERS = 'worker id,amount,task';

/** Opens the import of payouts and chooses a file of this text. */
export async function choosePayouts(page: Page, text: string): Promise<void> {
  await openPath(page, '/payouts/import');
  await fillFile(page, text);
}

async function fillFile(page: Page, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name: 'week-47.csv', mimeType: 'text/csv', buffer: Buffer.from(text),
  });
  await expect(page.getByText('week-47.csv')).toBeVisible();
}

/** Tries the file that is open and plans what came out of it; its total needs no typing. */
export async function planPayouts(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Plan payouts…' }).click();
  await sheet(page, /^Plan/).getByRole('button', { name: 'Plan them' }).click();
  await expect(page.getByText('All rows are through')).toBeVisible();
}

/** Plans one payout to a payee of the sandbox and answers its payment, which waits to be sent. */
export async function readyPayment(
  page: Page, { line, payee }: { readonly line: string; readonly payee: string },
): Promise<string> {
  await choosePayouts(page, `${PAYOUT_HEADERS}\n${line}\n`);
  await planPayouts(page);
  await openPath(page, '/payouts');
  // The sample data has payouts that wait as well; the newest stands first.
  const id = await row(page, 'Ready to send', payee).first().getAttribute('data-row');
  if (id === null) throw new Error(`No payout to ${payee} waits.`);
  return id;
}

async function reviewPayouts(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^(Select all shown|Seleccionar)/ }).first().check();
  await page.getByRole('button', { name: /^(Pay out…|Desembolsar…)$/ }).click();
  await expect(sheet(page, /^(Pay out|Desembolsar)/)).toBeVisible();
}

async function walletPath(page: Page): Promise<string> {
  await openPath(page, '/payouts/wallets');
  const id = await row(page, 'Payee wallets', 'Lin Wei').getAttribute('data-row');
  return `/payouts/wallets/${id ?? ''}`;
}

/** Goes to a screen and waits until its own content is there. */
export async function goTo(page: Page, { path, open }: Screen): Promise<void> {
  await openPath(page, path);
  const loading = /^(Loading|Cargando)$/;
  await expect(page.getByRole('heading', { level: 1 }).filter({ hasNotText: loading }))
    .toBeVisible();
  await open?.(page);
}

async function idOf(page: Page, payee: string): Promise<string> {
  const id = await row(page, 'Payments', payee).getAttribute('data-row');
  if (id === null) throw new Error(`The sample data has no payment to ${payee}.`);
  return id;
}
