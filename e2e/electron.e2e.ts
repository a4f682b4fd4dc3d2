import { expect, test } from './fixtures.ts';

test('the window opens in the sandbox and is sealed', async ({ page }) => {
  await expect(page).toHaveURL(/^app:\/\/console\//);
  const seen = await page.evaluate(async () => ({
    process: typeof Reflect.get(globalThis, 'process'),
    engine: Object.isFrozen(Reflect.get(globalThis, 'engine')),
    network: await fetch('https://example.com/').then(
      () => 'open',
      () => 'closed',
    ),
  }));
  expect(seen).toEqual({ process: 'undefined', engine: true, network: 'closed' });
});
