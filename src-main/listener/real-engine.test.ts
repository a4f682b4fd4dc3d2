import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startApp, type App } from '../app.ts';
import { refuse } from '../engine/domain/refusals.ts';
import { dataKeyFile } from '../world/data-key-file.ts';
import { sendPlain, type Answered } from './api-client.ts';

/** The documents' own calls against the real engine and the stand-ins. */
const folder = mkdtempSync(join(tmpdir(), 'paydesk-listener-'));
let app: App;
beforeAll(async () => {
  const silent = (): void => undefined;
  app = await startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')),
    log: { debug: silent, info: silent, warn: silent, error: silent }, env: {},
    sandbox: { kind: 'embedded' }, sample: false, machineOperators: true,
    listener: { host: '127.0.0.1', port: 0 },
    deliver: () => Promise.resolve(refuse('not_found')),
  });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

function call(method: string, path: string, body: string | null = null): Promise<Answered> {
  const key = app.sandbox?.credentials?.apiKey ?? '';
  return sendPlain(app.listener.url + path, {
    method, body,
    headers: {
      'x-api-key': key,
      ...(body === null ? {} : {
        'content-type': 'application/json',
        'idempotency-key': Buffer.from(body).toString('base64url'),
      }),
    },
  });
}

describe('the real engine behind the listener', () => {
  test('holds and releases the bitcoin job of S0, once', async () => {
    const created = await call('POST', '/v1/jobs', '{"payload":{"job_type":"ai_inference"},'
      + '"ttl_seconds":900,"payment_amount":0.001,"payment_currency":"BTC"}');
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      state: 'queued', payment_status: 'escrowed', payment_amount: 0.001,
      payment_currency: 'BTC',
    });
    const { job_id, payment_id } = Object(created.body);
    const body = JSON.stringify({ job_id, reason: 'Job completed successfully' });
    const released = await call('POST', `/v1/payments/${payment_id}/release`, body);
    expect([released.status, Object(released.body).status]).toEqual([200, 'released']);
    const again = await call('POST', `/v1/payments/${payment_id}/release`, body);
    expect(again.text).toBe(released.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const payment = await call('GET', `/v1/jobs/${job_id}/payment`);
    expect(payment.body).toMatchObject({
      status: 'released', transaction_hash: Object(released.body).transaction_hash,
    });
    expect((await call('GET', `/v1/payments/${payment_id}/receipt`)).status).toBe(200);
  });

  test('releases the token job of S1 when its work is completed', async () => {
    const created = await call('POST', '/v1/jobs', '{"payload":{},"payment_amount":"100"}');
    const { job_id, payment_id } = Object(created.body);
    const ended = await call('POST', `/v1/jobs/${job_id}/state`, '{"state":"completed"}');
    expect([ended.status, Object(ended.body).state]).toEqual([200, 'completed']);
    await app.engine.payments.whenAtRest(String(payment_id), 5_000);
    expect((await call('GET', `/v1/payments/${payment_id}`)).body).toMatchObject({
      status: 'released', payment_method: 'aitbc_token', amount: 100,
    });
  });

  test('refunds the job that its marketplace announces as failed, once', async () => {
    const created = await call('POST', '/v1/jobs', '{"payload":{},"payment_amount":"7"}');
    const { job_id, payment_id } = Object(created.body);
    const body = JSON.stringify({ type: 'job.failed', data: { job_id, reason: 'No result.' } });
    const secret = app.sandbox?.credentials?.webhookSecrets.jobs ?? '';
    const announce = (key: string): Promise<Answered> => {
      const timestamp = `${Math.floor(Date.now() / 1_000)}`;
      const mac = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
        .update(`msg_failed.${timestamp}.${body}`).digest('base64');
      return sendPlain(`${app.listener.url}/webhooks/jobs`, {
        method: 'POST', body,
        headers: {
          'content-type': 'application/json', 'webhook-id': 'msg_failed',
          'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}`,
        },
      });
    };
    expect((await announce(`whsec_${'A'.repeat(43)}=`)).status).toBe(401);
    const answers = await Promise.all([announce(secret), announce(secret), announce(secret)]);
    expect(answers.map(({ status, text }) => `${status} ${text}`))
      .toEqual(Array.from({ length: 3 }, () => '202 {"ok":true}'));
    await vi.waitFor(async () => {
      expect((await call('GET', `/v1/payments/${payment_id}`)).body)
        .toMatchObject({ status: 'refunded' });
    }, 5_000);
    expect((await call('GET', `/v1/jobs/${job_id}`)).body).toMatchObject({ state: 'failed' });
  });

  test.each(['0.00000001', '1e-8', '1.00000001', '100', '12.5'])(
    'keeps %s exact from the request to the answer', async (written) => {
      const created = await call('POST', '/v1/payments',
        `{"amount":${written},"currency":"AITBC","payee":"${written}"}`);
      const exact = written === '1e-8' ? '0.00000001' : written;
      expect(created.text).toContain(`"amount":${exact},`);
      expect(created.text).toContain(`"held_amount":${exact},`);
    },
  );

  test.each([
    ['0.000000001', 'amount_too_precise'], ['-1', 'invalid_amount'], ['0', 'invalid_amount'],
    ['1e30', 'amount_too_large'], ['100000000.00000001', 'amount_too_large'],
  ])('refuses %s as %s', async (written, code) => {
    const answer = await call('POST', '/v1/payments', `{"amount":${written},"currency":"AITBC"}`);
    expect([answer.status, Object(answer.body).code]).toEqual([400, code]);
  });
});
