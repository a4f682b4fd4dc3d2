import { describe, expect, test } from 'vitest';
import { openInMemory } from '../../db/migrate.ts';
import { change, payment } from '../../db/sample-rows.ts';
import { createStore } from '../../db/store.ts';
import { createHandClock } from '../../testing/hand-clock.ts';
import { MARKETPLACE_ID, marketplaceRow } from '../../testing/seed-rows.ts';
import { createCountingIds, createSeeded } from '../../testing/seeded.ts';
import type { Delivery } from '../domain/records.ts';
import type { Result } from '../domain/result.ts';
import { workId } from '../domain/work.ts';
import type { Ask } from '../api.ts';
import { createDirectory } from '../directory.ts';
import type { HttpAnswer, HttpRequest, Log } from '../ports.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { createWebhookCommands } from './commands.ts';
import { webhookWrites } from './delivery.ts';
import { DELIVERY_DELAYS_MS } from './retries.ts';
import { createWebhookSender } from './sender.ts';
import { signedHeaders, webhookSecretContext } from './signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ask: Ask = { actor: { kind: 'operator', id: 'opr_1', name: 'Ana' }, idempotency: null };

type Answering = (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;

const answers = (status: number, body = '', headers = {}): HttpAnswer =>
  ({ ok: true, response: { status, headers, body } });
const lost: HttpAnswer =
  { ok: false, failure: { sent: 'maybe', cause: 'timeout', message: 'no answer within 10 s' } };

/** A marketplace with endpoints, one moved payment, and its deliveries in the store. */
async function world(answer: Answering, endpoints: readonly string[] = ['whk_a']) {
  const store = createStore({ database: openInMemory() });
  const clock = createHandClock(Date.UTC(2026, 10, 21, 9));
  const { random } = createSeeded(1);
  const ids = createCountingIds();
  const secrets = createSecrets({ key: new Uint8Array(32).fill(5), keyId: 'dk_1', random });
  const sent: HttpRequest[] = [];
  const logged: string[] = [];
  const note = (...all: unknown[]): void => {
    logged.push(JSON.stringify(all));
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const http = {
    send: async (request: HttpRequest) => {
      sent.push(request);
      return answer(request);
    },
  };
  const marketplace = marketplaceRow({
    webhooks: endpoints.map((id) => ({
      id, url: `https://${id}.example/hooks`, enabled: true,
      secret: secrets.seal(SECRET, webhookSecretContext(id)),
    })),
  });
  const row = payment({ marketplaceId: MARKETPLACE_ID, jobId: null, status: 'escrowed' });
  const stored = await store.commit(change([
    { write: 'insert', noun: 'marketplaces', row: marketplace },
    { write: 'insert', noun: 'payments', row },
    ...webhookWrites({ marketplace, payment: row, before: null, ids, nowMs: clock.nowMs() }),
  ]));
  expect(stored.ok).toBe(true);
  const directory = createDirectory(store, null);
  const sender = createWebhookSender({ store, http, secrets, clock, log, directory });
  const commands = createWebhookCommands({ store, clock, ids });
  const due = () => store.read.dueWork({ nowMs: clock.nowMs(), limit: 100, except: [] });
  const deliverDue = async (): Promise<number> => {
    const works = await due();
    await Promise.all(works.map((work) => sender.deliver(work)));
    return works.length;
  };
  const delivery = async (id: string): Promise<Delivery> => {
    const found = await store.read.delivery(id);
    if (found === null) throw new Error(`No delivery ${id}.`);
    return found;
  };
  const counts = async (): Promise<Record<string, number>> => Object.fromEntries(
    [...await store.read.counters('deliveries:'), ...await store.read.counters('attention:')]
      .filter(({ count }) => count !== 0).map(({ name, count }) => [name, count]));
  return {
    store, clock, sent, logged, sender, commands, marketplace, due, deliverDue, delivery, counts,
  };
}

const FIRST = 'dlv_00000001';

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** Lets every try fail until the delivery is dead; answers how many there were. */
async function exhaust({ deliverDue, clock, sent }: Awaited<ReturnType<typeof world>>) {
  for (const delay of [...DELIVERY_DELAYS_MS, 0]) {
    await deliverDue();
    clock.jump(delay);
  }
  return sent.length;
}

describe('a delivery', () => {
  test('is signed, sent under a deadline, and done with a 2xx', async () => {
    const it = await world(() => answers(204));
    const { sent, clock, deliverDue, delivery, due, counts, logged } = it;
    expect(await deliverDue()).toBe(1);
    const row = await delivery(FIRST);
    expect(sent).toEqual([{
      method: 'POST', url: 'https://whk_a.example/hooks', body: row.body, deadlineMs: 10_000,
      responseBytesMax: 262_144,
      headers: {
        'content-type': 'application/json', 'user-agent': 'Paydesk-Webhooks/1',
        ...signedHeaders(SECRET, { messageId: FIRST, sentAtMs: clock.nowMs(), body: row.body }),
      },
    }]);
    expect(row).toMatchObject({
      state: 'delivered', tries: 1, responseStatus: 204, deliveredAt: clock.nowMs(),
    });
    expect(await due()).toEqual([]);
    expect(await counts()).toEqual({ 'deliveries:delivered': 1 });
    expect(logged.join('')).not.toContain('MfKQ9r8G');
  });

  test.each([
    [answers(500, 'oops'), 500, 'oops'], [answers(302), 302, ''],
    [lost, null, 'no answer within 10 s'],
  ])(
    'waits for its next try after %j', async (answer, status, body) => {
      const { clock, deliverDue, delivery, counts, due } = await world(() => answer);
      await deliverDue();
      expect(await delivery(FIRST)).toMatchObject({
        state: 'waiting', tries: 1, responseStatus: status, responseBody: body, deliveredAt: null,
      });
      expect(await due()).toEqual([]);
      clock.jump(4_999);
      expect(await due()).toEqual([]);
      clock.jump(1);
      expect(await due()).toMatchObject([{ id: workId('deliver', FIRST), tries: 1 }]);
      expect(await counts()).toEqual({ 'deliveries:waiting': 1 });
    });

  test('keeps its message id over its tries, and signs each anew', async () => {
    let tries = 0;
    const { sent, clock, deliverDue } = await world(() => answers((tries += 1) < 2 ? 503 : 200));
    await deliverDue();
    clock.jump(5_000);
    await deliverDue();
    const heads = sent.map(({ headers }) => headers);
    expect(heads.map((head) => head['webhook-id'])).toEqual([FIRST, FIRST]);
    expect(heads[0]?.['webhook-signature']).not.toBe(heads[1]?.['webhook-signature']);
  });

  test('is dead after its last try and stands before a person', async () => {
    const it = await world(() => answers(500));
    expect(await exhaust(it)).toBe(DELIVERY_DELAYS_MS.length + 1);
    expect(await it.delivery(FIRST)).toMatchObject({ state: 'dead', tries: 11 });
    expect(await it.counts())
      .toEqual({ 'deliveries:dead': 1, 'attention:webhook-undelivered': 1 });
    const [item] = await it.store.read.openAttention(FIRST);
    expect(item).toMatchObject({ reason: 'webhook-undelivered', subject: 'delivery' });
    expect(item?.text).toContain('in 11 tries: The endpoint answered 500.');
    expect(await it.store.read.auditHead()).toMatchObject({ act: 'webhook.undelivered' });
    it.clock.jump(10 * 86_400_000);
    expect(await it.due()).toEqual([]);
  });

  test('is dead at once when the endpoint answers 410', async () => {
    const { deliverDue, delivery } = await world(() => answers(410));
    await deliverDue();
    expect(await delivery(FIRST)).toMatchObject({ state: 'dead', tries: 1 });
  });

  test('to a removed endpoint is not sent and asks nobody', async () => {
    const it = await world(() => answers(200));
    const { store, marketplace, sent, deliverDue, delivery, counts } = it;
    await store.commit(change([{
      write: 'update', noun: 'marketplaces', expectedVersion: 1,
      row: { ...marketplace, webhooks: [], version: 2 },
    }]));
    await deliverDue();
    expect(sent).toEqual([]);
    expect(await delivery(FIRST)).toMatchObject({ state: 'dead' });
    expect(await counts()).toEqual({ 'deliveries:dead': 1 });
  });

  test('keeps the first 4 KiB of an answer, whole characters only', async () => {
    const { deliverDue, delivery } = await world(() => answers(500, 'é'.repeat(4_000)));
    await deliverDue();
    expect((await delivery(FIRST)).responseBody).toBe('é'.repeat(2_048));
  });

  test('that is done already is not sent again', async () => {
    const { sender, due, sent, deliverDue } = await world(() => answers(200));
    const [work] = await due();
    await deliverDue();
    if (work === undefined) throw new Error('Work was due.');
    await sender.deliver(work);
    expect(sent).toHaveLength(1);
  });
});

describe('a bad endpoint', () => {
  test('never delays a good one', async () => {
    const { delivery, due, sender } = await world(
      ({ url }) => (url.includes('whk_bad') ? new Promise(() => undefined) : answers(200)),
      ['whk_bad', 'whk_good'],
    );
    const [bad, good] = await due();
    if (bad === undefined || good === undefined) throw new Error('Two were due.');
    void sender.deliver(bad);
    await sender.deliver(good);
    expect(await delivery(good.subjectId)).toMatchObject({ state: 'delivered' });
    expect(await delivery(bad.subjectId)).toMatchObject({ state: 'waiting' });
  });

  test('sends back what finds it busy, without using up a try', async () => {
    const { store, clock, sender, due, delivery } = await world(() => new Promise(() => undefined));
    const [work] = await due();
    if (work === undefined) throw new Error('Work was due.');
    for (let at = 0; at < 8; at += 1) void sender.deliver(work);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    await sender.deliver(work);
    expect(await due()).toEqual([]);
    expect(await store.read.work(work.id)).toMatchObject({ dueAt: clock.nowMs() + 10, tries: 0 });
    expect((await delivery(FIRST)).tries).toBe(0);
  });
});

describe('a replay', () => {
  test('sends the same message as a new delivery and ends the item', async () => {
    let healed = false;
    const it = await world(() => answers(healed ? 200 : 500));
    await exhaust(it);
    healed = true;
    expect(must(await it.commands.replay(ask, [FIRST, FIRST]))).toBe(1);
    expect(await it.counts()).toEqual({ 'deliveries:dead': 1, 'deliveries:waiting': 1 });
    expect(await it.store.read.openAttention(FIRST)).toEqual([]);
    await it.deliverDue();
    const [before, after] = [await it.delivery(FIRST), await it.delivery('dlv_00000002')];
    expect(after).toMatchObject({ state: 'delivered', replayOf: FIRST, body: before.body });
    expect(it.sent.at(-1)?.headers['webhook-id']).toBe(FIRST);
    expect(await it.counts()).toEqual({ 'deliveries:dead': 1, 'deliveries:delivered': 1 });
  });

  test('leaves alone what still waits, and refuses what it does not know', async () => {
    const { commands } = await world(() => answers(500));
    const waiting = await commands.replay(ask, [FIRST]);
    expect(waiting).toMatchObject({ refusal: { code: 'state_forbids' } });
    expect(await commands.replay(ask, ['dlv_x'])).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await commands.replay(ask, [])).toMatchObject({ refusal: { code: 'invalid_request' } });
  });

  test('to a removed endpoint sends nothing and ends the item', async () => {
    const it = await world(() => answers(500));
    await exhaust(it);
    await it.store.commit(change([{
      write: 'update', noun: 'marketplaces', expectedVersion: 1,
      row: { ...it.marketplace, webhooks: [], version: 2 },
    }]));
    expect(must(await it.commands.replay(ask, [FIRST]))).toBe(0);
    expect(await it.counts()).toEqual({ 'deliveries:dead': 1 });
    const again = await it.commands.replay(ask, [FIRST]);
    expect(again).toMatchObject({ refusal: { code: 'not_found' } });
  });

  test('is an operator\'s verb', async () => {
    const { commands } = await world(() => answers(200));
    const actor = { kind: 'api-key', id: 'key_1', name: 'k' } as const;
    expect(await commands.replay({ ...ask, actor }, [FIRST]))
      .toMatchObject({ refusal: { code: 'forbidden' } });
  });
});

describe('a test event', () => {
  test('goes to the one endpoint, signed like any other, and is audited', async () => {
    const it = await world(() => answers(204), ['whk_a', 'whk_b']);
    await it.deliverDue();
    it.sent.length = 0;
    const id = must(await it.commands.test(ask, {
      marketplaceId: MARKETPLACE_ID, webhookId: 'whk_b',
    }));
    expect((await it.store.read.auditHead())?.act).toBe('webhook.tested');
    await it.deliverDue();
    expect(it.sent.map(({ url }) => url)).toEqual(['https://whk_b.example/hooks']);
    expect(it.sent[0]?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(await it.delivery(id)).toMatchObject({
      type: 'paydesk.test', paymentId: null, state: 'delivered',
    });
  });

  test('to an endpoint that is not there is refused', async () => {
    const it = await world(() => answers(204));
    expect(await it.commands.test(ask, { marketplaceId: MARKETPLACE_ID, webhookId: 'whk_z' }))
      .toMatchObject({ ok: false, refusal: { code: 'not_found' } });
  });
});
