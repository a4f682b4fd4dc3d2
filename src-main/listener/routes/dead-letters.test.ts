import { afterEach, describe, expect, test } from 'vitest';
import type { RefusedTask } from '../../engine/lists.ts';
import { sendPlain, startApi, type Api } from '../api-client.ts';
import type { RefusalCode } from '../engine-types.ts';
import { addWallet } from '../fake-tasks.ts';
import { addKey, START_MS, type World } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(): Promise<Api> {
  const api = await startApi();
  open.push(api);
  addWallet(api.world, 'worker-1');
  return api;
}

const PATH = '/webhooks/dead-letter-queue';

function addRefused(
  world: World, id: string, given: Partial<RefusedTask & { marketplaceId: string }> = {},
): void {
  world.refusedTasks.push({
    id, marketplaceId: 'mkt_a', receivedAt: START_MS, jobId: null,
    detail: 'The payee has no wallet here yet.', bodyEncoding: 'utf-8', version: 2,
    body: '{"externalTaskId":"task-7","amount":1000.10}', ...given,
  });
}

describe('the dead letters', () => {
  test.each([PATH, `/api/v1${PATH}`])('at %s are told as GigStream tells them', async (path) => {
    const { get, world } = await start();
    addRefused(world, 'ibx_1');
    const answer = await get(path);
    expect([answer.status, answer.text]).toEqual([200, '{"success":true,"count":1,"items":['
      + '{"id":"ibx_1","createdAt":"2026-11-21T09:00:00.000Z","taskId":null,'
      + '"externalTaskId":"task-7","error":"The payee has no wallet here yet.","attempts":1,'
      + '"taskData":{"externalTaskId":"task-7","amount":1000.10}}],'
      + '"pagination":{"limit":50,"offset":0,"total":1}}']);
  });

  test('are the caller\'s own, page by page', async () => {
    const { get, world } = await start();
    for (const id of ['ibx_1', 'ibx_2', 'ibx_3']) addRefused(world, id);
    addRefused(world, 'ibx_x', { marketplaceId: 'mkt_b' });
    const { body } = await get(`${PATH}?limit=2&offset=1`);
    expect(body).toMatchObject({ items: [{ id: 'ibx_2' }, { id: 'ibx_3' }] });
    expect(body).toMatchObject({ count: 2, pagination: { limit: 2, offset: 1, total: 3 } });
  });

  test.each([
    'limit=0', 'limit=101', 'limit=x', 'limit=1e1', 'offset=-1', 'offset=10001',
  ])('with %s are refused', async (query) => {
    const { get } = await start();
    expect(await get(`${PATH}?${query}`)).toMatchObject({
      status: 400, body: { error: { code: 'INVALID_REQUEST', details: expect.anything() } },
    });
  });

  test('wrapped as Standard Webhooks, or unreadable, are told all the same', async () => {
    const { get, world } = await start();
    addRefused(world, 'ibx_1', { body: '{"type":"t","data":{"externalTaskId":"task-8"}}' });
    addRefused(world, 'ibx_2', { body: '/w==', bodyEncoding: 'base64', version: 4 });
    addRefused(world, 'ibx_3', { body: '[1,{"data":null}]' });
    const { body } = await get(PATH);
    expect(body).toMatchObject({ items: [
      { externalTaskId: 'task-8', attempts: 1 },
      { externalTaskId: null, taskData: null, attempts: 3 }, { externalTaskId: null },
    ] });
  });

  test('ask for a key in GigStream\'s words', async () => {
    const { url } = await start();
    expect(await sendPlain(url + PATH, { method: 'GET', headers: {}, body: null })).toMatchObject({
      status: 401, body: { error: { code: 'MISSING_AUTH_HEADER' } },
    });
  });
});

describe('a retry', () => {
  test('answers with the payment that the task has now', async () => {
    const { post, world } = await start();
    const answer = await post(`/api/v1${PATH}/ibx_1/retry`, '');
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('{"success":true,"message":"Task successfully reprocessed",'
      + '"result":{"success":true,"id":"pay_retried","taskId":"task-of-pay_retried",'
      + '"workerId":"worker-1","amount":50,"fee":0.5,"netAmount":49.5,"currency":"USDC",'
      + '"txHash":null,"circleTxId":null,"status":"processing",'
      + '"timestamp":"2026-11-21T09:00:00.000Z","paidAt":null,'
      + '"verification":{"verdict":"approve","reasons":[]}}}');
    expect(world.asked).toEqual([{
      command: 'retry', input: { messageId: 'ibx_1', marketplaceId: 'mkt_a' },
    }]);
  });

  test('of a task that is still refused says why, and success is false', async () => {
    const { post, world } = await start();
    world.refusal = { code: 'wallet_not_found', message: 'No wallet.', details: {} };
    expect(await post(`${PATH}/ibx_1/retry`, '{}')).toMatchObject({ status: 200, body: {
      success: false, message: 'Task reprocessing failed',
      result: { success: false, error: { code: 'WALLET_NOT_FOUND', message: 'No wallet.' } },
    } });
  });

  test.each<[RefusalCode, number, string]>([
    ['not_found', 404, 'DLQ_ITEM_NOT_FOUND'], ['state_forbids', 409, 'STATE_FORBIDS'],
  ])('that meets %s is %i %s', async (code, status, word) => {
    const { post, world } = await start();
    world.refusal = { code, message: 'No.', details: {} };
    expect(await post(`${PATH}/ibx_1/retry`, '')).toMatchObject({
      status, body: { error: { code: word } },
    });
  });

  test('under one Idempotency-Key happens once', async () => {
    const { post, world } = await start();
    const once = { 'idempotency-key': 'retry-1' };
    const first = await post(`${PATH}/ibx_1/retry`, '', once);
    const again = await post(`${PATH}/ibx_1/retry`, '', once);
    expect(again.text).toBe(first.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(world.asked).toHaveLength(1);
  });

  test('whose answer was lost is answered from its payment', async () => {
    const { post, world } = await start();
    const once = { 'idempotency-key': 'retry-1' };
    await post(`${PATH}/ibx_1/retry`, '', once);
    for (const claim of world.claims.values()) Object.assign(claim, { status: null, body: null });
    const again = await post(`${PATH}/ibx_1/retry`, '', once);
    expect(again).toMatchObject({ status: 200, body: {
      success: true, result: { id: 'pay_retried', workerId: 'worker-1' },
    } });
    expect(world.asked).toHaveLength(1);
  });

  test('needs the scope of announcing', async () => {
    const { post, world } = await start();
    addKey(world, 'key-b', { marketplaceId: 'mkt_a', scopes: ['payments:read'] });
    expect(await post(`${PATH}/ibx_1/retry`, '', { 'x-api-key': 'key-b' })).toMatchObject({
      status: 403, body: { error: { code: 'FORBIDDEN' } },
    });
    expect(world.asked).toEqual([]);
  });
});
