import { describe, expect, test } from 'vitest';
import { createEventFeed } from './event-feed.ts';
import { createFakeDeps } from './fake-engine.ts';
import { createRoutes } from './listener.ts';
import { createMetrics } from './metrics.ts';
import { describeRoutes, templateOf } from './openapi.ts';

const { deps } = createFakeDeps();
const routes = createRoutes(deps, {
  metrics: createMetrics(deps.engine),
  feed: createEventFeed({ ...deps, heartbeatMs: 1_000, streamsPerKeyMax: 1 }),
});
/** As a reader gets it. */
const description: unknown = JSON.parse(JSON.stringify(describeRoutes(routes, '1.2.3')));

function at(...path: readonly string[]): unknown {
  return path.reduce((value: unknown, name) => Object(value)[name], description);
}

describe('the description', () => {
  test('holds every route and no other', () => {
    const described = Object.entries(Object(at('paths'))).flatMap(([path, operations]) =>
      Object.keys(Object(operations)).map((method) => `${method} ${path}`));
    const routed = routes.map(({ method, path }) => `${method.toLowerCase()} ${templateOf(path)}`);
    expect(described.toSorted()).toEqual(routed.toSorted());
  });

  test('holds the routes of DESIGN section 8', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /api/exchange/purchases/:id', 'GET /api/exchange/rate',
      'GET /api/v1/webhooks/dead-letter-queue', 'GET /api/v1/workers/:id/earnings',
      'GET /api/v1/workers/:id/stats', 'GET /health', 'GET /metrics',
      'GET /offers/:offerId/payments', 'GET /openapi.json', 'GET /payments/:pendingId/status',
      'GET /payments/finish', 'GET /payments/pending', 'GET /sellers',
      'GET /v1/batches/:id', 'GET /v1/events', 'GET /v1/jobs/:id',
      'GET /v1/jobs/:id/payment', 'GET /v1/jobs/:id/receipts', 'GET /v1/payments/:id',
      'GET /v1/payments/:id/receipt', 'GET /webhooks/dead-letter-queue',
      'GET /workers/:id/earnings', 'GET /workers/:id/stats', 'HEAD /webhooks/circle',
      'POST /api/exchange/purchase', 'POST /api/payments/incoming',
      'POST /api/v1/webhooks/dead-letter-queue/:id/retry', 'POST /api/v1/webhooks/task-completed',
      'POST /api/wallet/profile', 'POST /offers/:offerId/quotes/start', 'POST /sellers',
      'POST /v1/batches', 'POST /v1/jobs', 'POST /v1/jobs/:id/state', 'POST /v1/payments',
      'POST /v1/payments/:id/refund', 'POST /v1/payments/:id/release', 'POST /webhooks/circle',
      'POST /webhooks/dead-letter-queue/:id/retry', 'POST /webhooks/jobs',
      'POST /webhooks/task-completed',
    ]);
  });

  test('shows amounts as they are taken and as they are answered', () => {
    const body = at('paths', '/v1/jobs', 'post', 'requestBody', 'content', 'application/json',
      'schema', 'properties');
    expect(JSON.stringify(Object(body).payment_amount)).toContain('["number","string"]');
    expect(JSON.stringify(Object(body).ttl_seconds)).toContain('"integer"');
    const answer = at('paths', '/v1/payments/{id}', 'get', 'responses', '200', 'content',
      'application/json', 'schema', 'properties');
    expect(Object(answer).amount).toMatchObject({ type: 'number' });
    expect(Object(answer).status).toMatchObject({
      enum: ['pending', 'escrowed', 'released', 'refunded', 'failed', 'expired'],
    });
  });

  test('shows the answer to a started quote with all eight fields of S2', () => {
    const answer = at('paths', '/offers/{offerId}/quotes/start', 'post', 'responses', '200',
      'content', 'application/json', 'schema');
    expect(Object(answer).required).toEqual([
      'success', 'pendingId', 'redirectUrl', 'paymentUrl', 'incomingPaymentId', 'quoteId',
      'amount', 'assetCode',
    ]);
  });

  test('demands only what a request has to bring', () => {
    const required = (path: string): unknown => at('paths', path, 'post', 'requestBody', 'content',
      'application/json', 'schema', 'required');
    expect(required('/v1/jobs')).toEqual(['payload']);
    expect(required('/v1/payments')).toEqual(['amount', 'currency']);
    expect(required('/v1/payments/{id}/release')).toBeUndefined();
    expect(required('/offers/{offerId}/quotes/start')).toEqual(['buyerWalletAddressUrl', 'amount']);
    expect(required('/sellers')).toEqual(['id', 'walletAddressUrl', 'keyId']);
  });

  test('says which scopes a route asks for, and which is open', () => {
    expect(at('paths', '/v1/payments/{id}/refund', 'post', 'x-scopes'))
      .toEqual(['payments:refund']);
    expect(at('paths', '/health', 'get', 'security')).toEqual([]);
    expect(at('openapi')).toBe('3.1.0');
    expect(at('info', 'version')).toBe('1.2.3');
  });

  test('describes a webhook by its signed headers and its body', () => {
    const webhook = (...path: readonly string[]): unknown =>
      at('paths', '/webhooks/jobs', 'post', ...path);
    expect(webhook('security')).toEqual([]);
    const parameters: readonly unknown[] = Object.values(Object(webhook('parameters')));
    const facts = parameters.map((one): unknown[] =>
      ['name', 'in', 'required'].map((key): unknown => Reflect.get(Object(one), key)));
    expect(facts)
      .toEqual([
        ['webhook-id', 'header', true], ['webhook-timestamp', 'header', true],
        ['webhook-signature', 'header', true], ['x-paydesk-marketplace', 'header', false],
      ]);
    expect(webhook('requestBody', 'content', 'application/json', 'schema', 'properties', 'type'))
      .toMatchObject({ enum: ['job.running', 'job.completed', 'job.failed', 'job.cancelled'] });
    expect(Object.keys(Object(webhook('responses')))).toEqual(['202', '401', 'default']);
  });

  test('says who calls a signed route with a key, and in which form it refuses', () => {
    const task = (...path: readonly string[]): unknown =>
      at('paths', '/webhooks/task-completed', 'post', ...path);
    expect(task('x-scopes')).toEqual(['tasks:write']);
    expect(task('security')).toEqual([{ apiKey: [] }, { bearer: [] }]);
    for (const status of ['401', 'default']) {
      expect(task('responses', status, 'content', 'application/json', 'schema', 'properties',
        'error', 'required')).toEqual(['code', 'message']);
    }
    expect(task('requestBody', 'content', 'application/json', 'schema', 'required'))
      .toEqual(['externalTaskId', 'workerId', 'completedAt', 'amount']);
    expect(at('paths', '/webhooks/circle', 'head', 'security')).toEqual([]);
  });

  test('gives every operation a name of its own', () => {
    const names = routes.map(({ method, path }) =>
      at('paths', templateOf(path), method.toLowerCase(), 'operationId'));
    expect(new Set(names).size).toBe(routes.length);
  });
});
