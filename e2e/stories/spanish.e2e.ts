import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures.ts';
import { filledScreens, goTo, plainScreens, type Screen } from '../screens.ts';
import { row, signIn } from '../vocabulary.ts';

test.use({ sample: true });
// Two dozen screens, each read whole.
test.describe.configure({ timeout: 480_000 });

/** Words that English sentences can hardly do without, and that Spanish does not have. */
const english = new RegExp(`\\b(${[
  'the|of|is|are|and|with|from|what|when|was|were|this|that|it|its|by|for|not|nothing|nobody|none',
  'yet|there|payments?|jobs?|batch(es)?|amount|state|reason|payee|payer|show|copy|select|close',
  'search|release[sd]?|refund(s|ed)?|held|created|updated',
].join('|')})\\b`, 'i');

/**
 * What a marketplace, an operator or a provider wrote is shown as it was written, in any language:
 * ids, names of acts and events, a provider's own words, and the reasons of the sample data.
 */
const asWritten = [
  /The result was accepted\./g, /The week was accepted\./g, /A worker took it\./g,
  /The client asked for it back \([\w-]+\)\./g, /The provider answered \d+: [^.]*\./g,
  /\bPayment for 7\b/g, /\bsandbox \(batch\)/g, /\/webhooks\/jobs/g, /\b\w+[.:_][a-z_]+\b/g,
];

async function toSpanish(page: Page, operator: string): Promise<void> {
  await page.getByRole('button', { name: operator }).click();
  await page.getByRole('menuitem', { name: 'Español' }).click();
  await expect(page.getByRole('navigation', { name: 'Pantallas' })).toBeVisible();
}

/** Every text that a person sees or hears on the page, without what others wrote as data. */
async function said(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'];
    const texts: string[] = [];
    const isData = (element: Element): boolean =>
      element.closest('pre, .pd-mono, script, style, noscript') !== null;
    for (const element of document.body.querySelectorAll('*')) {
      if (isData(element)) continue;
      for (const name of spoken) texts.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
      }
    }
    return [...texts, document.title].map((text) => text.trim()).filter((text) => text !== '');
  });
}

async function leftovers(page: Page, screens: readonly Screen[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    await goTo(page, screen);
    await expect(page.getByRole('heading', { level: 1, name: 'Cargando' })).toHaveCount(0);
    for (const text of await said(page)) {
      const own = asWritten.reduce((rest, words) => rest.replaceAll(words, ''), text);
      if (english.test(own)) found.push(`${screen.name}: ${text}`);
    }
  }
  return [...new Set(found)];
}

test('an operator who reads Spanish finds no English on any screen', async ({
  page, paydesk, marketplace,
}) => {
  await signIn(page, paydesk);
  const filled = await filledScreens(page, marketplace);
  await toSpanish(page, paydesk.operator(0).name);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  const plain = plainScreens.filter(({ open }) => open === undefined);
  const pages = filled.filter(({ open }) => open === undefined);
  expect(await leftovers(page, [...plain, ...pages])).toEqual([]);
});

test('the sheets, the keys and the search speak Spanish as well', async ({ page, paydesk }) => {
  await signIn(page, paydesk);
  await toSpanish(page, paydesk.operator(0).name);
  await page.getByRole('link', { name: 'Pagos' }).click();
  // The overview names her as well; only the list's own row leads to the payment.
  await row(page, 'Pagos', 'Ana Lima').click();
  await page.getByRole('button', { name: /^Liberar/ }).click();
  await expect(page.getByRole('dialog', { name: /^Liberar 0\.\d+ BTC a Ana Lima/ })).toBeVisible();
  const open: Screen[] = [
    { name: 'release', path: page.url(), open: async (at) => {
      await at.getByRole('button', { name: /^Liberar/ }).click();
      await expect(at.getByRole('dialog')).toBeVisible();
    } },
    { name: 'keys', path: '/audit', open: async (at) => {
      await at.keyboard.press('?');
      await expect(at.getByRole('dialog', { name: 'Teclas' })).toBeVisible();
    } },
    { name: 'search', path: '/jobs', open: async (at) => {
      await at.keyboard.press('Control+k');
      await expect(at.getByRole('dialog', { name: 'Buscar o ejecutar una orden' })).toBeVisible();
    } },
    ...[
      'connections?edit=new', 'marketplaces?edit=new', 'keys?create=true', 'operators?edit=new',
    ].map((form) => ({ name: form, path: `/settings/${form}`, open: async (at: Page) => {
        await expect(at.getByRole('dialog')).toBeVisible();
      } })),
  ];
  expect(await leftovers(page, open)).toEqual([]);
});

test('the language stays chosen, and goes back to English as quickly', async ({
  page, paydesk,
}) => {
  const { name } = paydesk.operator(0);
  await signIn(page, paydesk);
  await toSpanish(page, name);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Resumen' })).toBeVisible();
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('button', { name })).toBeFocused();
});
