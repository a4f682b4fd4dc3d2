import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { startApi, type Api } from '../api-client.ts';
import type { ApiKey, StoredEvent } from '../engine-types.ts';
import { START_MS, type World } from '../fake-world.ts';

const open: Api[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((api) => api.close()));
});

async function start(config: Parameters<typeof startApi>[0] = {}): Promise<Api> {
  const api = await startApi(config);
  open.push(api);
  return api;
}

type Stream = {
  readonly status: number;
  /** Waits until the text holds `part`; rejects when the stream ends before. */
  readonly until: (part: string) => Promise<string>;
  readonly ended: Promise<string>;
  readonly hangUp: () => void;
};

function listen(api: Api, headers: Record<string, string> = {}, path = ''): Promise<Stream> {
  const { promise, resolve, reject } = Promise.withResolvers<Stream>();
  const outgoing = request(`${api.url}/v1/events${path}`, {
    headers: { 'x-api-key': 'key-a', ...headers }, agent: false,
  });
  outgoing.once('response', (incoming) => resolve(streamOf(incoming)));
  outgoing.once('error', reject);
  outgoing.end();
  return promise;
}

function streamOf(incoming: IncomingMessage): Stream {
  let text = '';
  const ended = Promise.withResolvers<string>();
  incoming.setEncoding('utf8');
  incoming.on('error', () => undefined);
  incoming.on('data', (part: string) => (text += part));
  incoming.once('close', () => ended.resolve(text));
  return {
    status: incoming.statusCode ?? 0,
    until: async (part) => {
      while (!text.includes(part)) {
        if (incoming.destroyed) throw new Error(`The stream ended after ${text}`);
        await new Promise<void>((resolve) => {
          incoming.once('data', () => resolve());
          incoming.once('close', () => resolve());
        });
      }
      return text;
    },
    ended: ended.promise,
    hangUp: () => incoming.destroy(),
  };
}

function addEvents(world: World, from: number, count: number): readonly StoredEvent[] {
  const added = Array.from({ length: count }, (_one, index): StoredEvent => ({
    seq: from + index, paymentId: 'pay_1', at: START_MS, kind: 'payment.escrowed',
    actor: { kind: 'engine', id: 'engine', name: 'Paydesk' }, operationId: null,
    operationKind: null, from: 'holding', to: 'escrowed', text: 'Held.\n\nid: 9',
  }));
  world.events.push(...added);
  return added;
}

function changeKey(world: World, changes: Partial<ApiKey>): void {
  const key = world.keys.get('key-a');
  if (key !== undefined) world.keys.set('key-a', { ...key, ...changes });
}

describe('GET /v1/events', () => {
  test('tells what is committed from now on', async () => {
    const api = await start();
    addEvents(api.world, 1, 3);
    const stream = await listen(api);
    await stream.until('retry: 2000\n\n');
    api.world.tell({ events: addEvents(api.world, 4, 1) });
    const text = await stream.until('id: 4\n');
    expect(text).not.toContain('id: 3\n');
    const data = /^data: (.*)$/m.exec(await stream.until('data: '))?.[1] ?? '';
    expect(JSON.parse(data)).toEqual({
      id: 4, type: 'payment.escrowed', payment_id: 'pay_1', at: '2026-11-21T09:00:00.000Z',
      from: 'holding', to: 'escrowed', operation_id: null, operation_kind: null,
      text: 'Held.\n\nid: 9',
    });
  });

  test('resumes after the last event that was seen, over many pages', async () => {
    const api = await start();
    addEvents(api.world, 1, 250);
    const stream = await listen(api, { 'last-event-id': '20' });
    const text = await stream.until('id: 250\n');
    const seen = [...text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => seq);
    expect(seen).toEqual(Array.from({ length: 230 }, (_one, index) => String(21 + index)));
    api.world.tell({ events: addEvents(api.world, 251, 1) });
    await stream.until('id: 251\n');
  });

  test('resumes by its query too, and the header wins', async () => {
    const api = await start();
    addEvents(api.world, 1, 4);
    const text = await (await listen(api, {}, '?after=3')).until('id: 4\n');
    expect(text).not.toContain('id: 3\n');
    const other = await (await listen(api, { 'last-event-id': '2' }, '?after=3')).until('id: 4\n');
    expect(other).toContain('id: 3\n');
    expect((await api.get('/v1/events', { 'last-event-id': 'x' })).status).toBe(400);
    expect((await api.get('/v1/events?after=x')).status).toBe(400);
  });

  test('says that it lives while nothing happens', async () => {
    const api = await start({ heartbeatMs: 5 });
    const stream = await listen(api);
    const text = await stream.until(': still here\n\n: still here\n\n');
    expect(text.startsWith('retry: 2000\n\n')).toBe(true);
  });

  test('lets go of the engine when the caller hangs up', async () => {
    const api = await start({ heartbeatMs: 5 });
    const stream = await listen(api);
    await stream.until('retry');
    expect(api.world.watching()).toBe(1);
    stream.hangUp();
    await expect.poll(() => api.world.watching()).toBe(0);
  });

  test('opens as many streams for a key as it may, and one more after one ended', async () => {
    const api = await start({ streamsPerKeyMax: 1, heartbeatMs: 5 });
    const stream = await listen(api);
    await stream.until('retry');
    const refused = await api.get('/v1/events');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '5']);
    stream.hangUp();
    await expect.poll(() => api.world.watching()).toBe(0);
    expect((await listen(api)).status).toBe(200);
  });

  test('ends when its key is revoked, at once', async () => {
    const api = await start();
    const stream = await listen(api);
    await stream.until('retry');
    changeKey(api.world, { revokedAt: START_MS });
    api.world.tell({ nouns: ['apiKeys'], events: addEvents(api.world, 1, 1) });
    expect(await stream.ended).not.toContain('id: 1\n');
    expect(api.world.watching()).toBe(0);
  });

  test('ends when its key runs out, which no commit tells', async () => {
    const api = await start({ heartbeatMs: 5 });
    const stream = await listen(api);
    await stream.until(': still here');
    changeKey(api.world, { expiresAt: START_MS });
    await stream.ended;
    expect(api.world.watching()).toBe(0);
  });

  test('ends when history cannot be read, and holds on to nothing', async () => {
    const api = await startApi({}, (deps) => ({
      ...deps, engine: { ...deps.engine, read: {
        ...deps.engine.read, eventsAfter: () => Promise.reject(new Error('The disk is gone.')),
      } },
    }));
    open.push(api);
    const stream = await listen(api, { 'last-event-id': '1' });
    await stream.ended;
    expect(api.world.watching()).toBe(0);
  });

  test('ends when the listener closes, which waits for no reader', async () => {
    const api = await startApi();
    const stream = await listen(api);
    await stream.until('retry');
    await api.close();
    expect(await stream.ended).toContain('retry');
    expect(api.world.watching()).toBe(0);
  });
});
