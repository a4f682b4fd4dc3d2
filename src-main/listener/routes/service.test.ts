import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ListenerConfig } from '../deps.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Partial<ListenerConfig> = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

describe('monitoring', () => {
  test('counts what the source documents ask to watch', async () => {
    const { get } = await start();
    await get('/health');
    const { status, text, headers } = await get('/metrics');
    expect([status, headers['content-type']?.startsWith('text/plain')]).toEqual([200, true]);
    for (const line of [
      'paydesk_escrow_creation_failures_total{rail="bitcoin"} 2',
      'paydesk_refund_failures_total{rail="aitbc"} 4',
      'paydesk_escrows_expired_total 3',
      'paydesk_payment_status_transitions_total{rail="aitbc",from="holding",to="escrowed"} 6',
      'paydesk_http_requests_total{method="GET",route="/health",status="200"} 1',
      'paydesk_work_pending 5',
      'paydesk_inbox_messages{state="refused"} 8',
    ]) expect(text).toContain(`${line}\n`);
    expect((await get('/metrics')).text).toContain('paydesk_escrows_expired_total 3\n');
  });

  test('answers health to anyone', async () => {
    const { get } = await start();
    expect((await get('/health', { 'x-api-key': '' })).status).toBe(200);
  });
});
