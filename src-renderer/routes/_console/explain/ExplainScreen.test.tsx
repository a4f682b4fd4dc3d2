import { screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { openPage } from '../payments/open-page.tsx';
import { btc, SAMPLE_NOW } from '../payments/payment-samples.ts';

let opened: ReturnType<typeof openPage> | undefined;
afterEach(() => { opened?.close(); });
const open = (...input: Parameters<typeof openPage>) => {
  opened = openPage(...input);
  return opened;
};
const address = `/explain?figure=${encodeURIComponent('money:bitcoin:BTC/8:held')}`;
const rows = () => ({
  items: [{
    id: 'pay_1', paymentId: 'pay_1', operationId: null, payee: 'Ana Lima', at: SAMPLE_NOW,
    amount: btc(5n),
  }],
  next: null,
});

describe('an explanation', () => {
  test('names the figure, its rows, and that they add up', async () => {
    open(address, {
      'explain.list': rows,
      'explain.get': () => ({
        shown: btc(5n), summed: btc(5n), rows: 1, same: true, connectionName: null,
      }),
    });
    expect(await screen.findByText('Held on Bitcoin')).toBeDefined();
    expect(screen.getByText('Ana Lima')).toBeDefined();
    expect(screen.getByText('The rows add up to the number exactly.')).toBeDefined();
  });

  test('says loudly when they do not', async () => {
    open(address, {
      'explain.list': rows,
      'explain.get': () => ({
        shown: btc(6n), summed: btc(5n), rows: 1, same: false, connectionName: null,
      }),
    });
    const alert = await screen.findByText(/Verify the audit log/);
    expect(alert.textContent).toContain('0.00000005 BTC');
    expect(alert.textContent).toContain('0.00000006 BTC');
  });

  test('of a figure that does not exist says so and asks nothing', async () => {
    const { asked } = open('/explain?figure=nonsense', {});
    expect(await screen.findByText('There is no such number')).toBeDefined();
    expect(asked('explain.get')).toEqual([]);
  });
});
