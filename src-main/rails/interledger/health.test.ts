import { describe, expect, test } from 'vitest';

import type { RailReply } from '../rail.ts';
import { health } from './health.ts';
import { interledgerRail } from './rail.ts';
import { createDesk } from './test-desk.ts';

const NOW = Date.UTC(2026, 0, 1);

function healthWith(headers: Record<string, string>, status = 200) {
  const reply: RailReply = { ok: true, status, headers, body: '' };
  return health({ ...createDesk().call(), nowMs: NOW, send: () => Promise.resolve(reply) });
}
const date = (ms: number) => ({ date: new Date(ms).toUTCString() });

describe('a connection test', () => {
  test('asks the stand-in', async () => {
    const desk = createDesk();
    expect(await health(desk.call())).toEqual({ ok: true, message: 'It answers.' });
    expect(desk.sent()).toEqual(['GET /health']);
    desk.sandbox.faults.add({ provider: 'openPayments', operation: 'any', fault: 'down' });
    expect(await health(desk.call())).toMatchObject({ ok: false });
  });

  test('asks the page that a live connection names, to the letter', async () => {
    const desk = createDesk();
    desk.settings.connection = {
      ...desk.settings.connection, mode: 'live', baseUrl: 'https://wallet.example/status',
    };
    desk.settings.instead = () => ({ ok: true, status: 404, headers: {}, body: '' });
    expect(await health(desk.call())).toMatchObject({ ok: true });
    expect(desk.requests[0]?.url).toBe('https://wallet.example/status');
  });

  test('says when the clocks differ by more than a minute', async () => {
    expect(await healthWith(date(NOW + 60_000))).toMatchObject({ ok: true });
    expect(await healthWith(date(NOW + 61_000))).toMatchObject({
      ok: false, message: expect.stringContaining('61 s behind'),
    });
    expect(await healthWith(date(NOW - 90_000))).toMatchObject({
      ok: false, message: expect.stringContaining('90 s ahead'),
    });
    expect(await healthWith({ date: 'yesterday' })).toMatchObject({ ok: true });
  });

  test('fails with the server', async () => {
    expect(await healthWith({}, 503)).toEqual({ ok: false, message: 'It answers 503.' });
  });
});

describe('the rail', () => {
  test('pays out by consent and holds nothing', () => {
    const { capabilities, capabilitiesOf } = interledgerRail;
    expect(capabilitiesOf({})).toEqual(capabilities);
    const can = Object.entries(capabilities).filter(([, value]) => value === true);
    expect(can.map(([name]) => name)).toEqual(['payout', 'consent', 'lookup']);
    expect(capabilities.evidence).toEqual(['incoming-payment']);
  });
});
