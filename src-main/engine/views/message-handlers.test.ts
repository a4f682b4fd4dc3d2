import { describe, expect, test } from 'vitest';
import type { CallName, CallOutput } from '../../contract/contract.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { bareViewDeps, dispatching } from '../../testing/dispatching.ts';
import { MARKETPLACE_ID } from '../../testing/seed-rows.ts';
import {
  accepted, createTestEngine, operatorAsk, type TestEngine,
} from '../../testing/test-engine.ts';
import { createSessions } from '../operators/sessions.ts';
import { signedHeaders } from '../webhooks/signature.ts';
import { messageHandlers } from './message-handlers.ts';
import { recordHandlers } from './record-handlers.ts';

const ana = { sessionId: 'window of ana', host: 'browser' } as const;
const words = 'a long enough pass phrase';
const page = { cursor: null, limit: 20 };

/** Webhooks in and the audit log over a real engine, at which Ana is signed in. */
async function open(world: TestEngine) {
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  accepted(await sessions.createFirst(ana, { name: 'ana', password: words }));
  const deps = bareViewDeps({ engine, sessions, store: world.store(), clock: world.clock });
  const handlers: Partial<Handlers> = { ...messageHandlers(deps), ...recordHandlers(deps) };
  const dispatch = dispatching(handlers, sessions);
  return async <C extends CallName>(name: C, input: unknown): Promise<CallOutput<C>> => {
    const answer = await dispatch(name, input, ana);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value as CallOutput<C>;
  };
}

/** An engine with one escrowed token job, and a way to speak as its marketplace. */
async function createWorld() {
  const world = await createTestEngine();
  const { secret } = accepted(await world.engine().settings.rotateInboundSecret(operatorAsk, {
    marketplaceId: MARKETPLACE_ID, endPrevious: false,
  }));
  const paymentId = await world.pay({ currency: 'AITBC', amountText: '100' });
  const { jobId } = (await world.payment(paymentId)).payment;
  const say = async (messageId: string, body: string): Promise<void> => {
    const signed = signedHeaders(secret, { messageId, sentAtMs: world.clock.nowMs(), body });
    const headers = { ...signed, 'content-type': 'application/json', 'user-agent': 'acme/2' };
    accepted(await world.engine().inbox.receive({
      marketplaceId: null, messageId, timestamp: signed['webhook-timestamp'] ?? '',
      signature: signed['webhook-signature'] ?? '', body: Buffer.from(body), headers,
    }));
    await world.turn(2_000);
  };
  return { world, say, paymentId, jobId: jobId ?? '' };
}

const announcing = (type: string, jobId: string): string =>
  JSON.stringify({ type, data: { job_id: jobId } });

describe('webhooks in', () => {
  test('lead from a message to the job and the payment that it moved', async () => {
    const { world, say, paymentId, jobId } = await createWorld();
    const body = announcing('job.completed', jobId);
    await say('msg_done', body);
    const ask = await open(world);
    const { items: [line] } = await ask('messages.list', { ...page, state: 'processed' });
    expect(line).toMatchObject({ messageId: 'msg_done', state: 'processed', jobId, code: null });
    expect(line).not.toHaveProperty('body');
    const { marketplaceName } = line ?? { marketplaceName: '' };
    expect(marketplaceName).not.toBe('');
    expect(await ask('messages.get', { id: line?.id })).toMatchObject({
      body, bodyEncoding: 'utf-8', announced: 'completed', contentType: 'application/json',
      userAgent: 'acme/2', marketplaceName,
      job: { id: jobId, state: 'completed', payments: [{ id: paymentId, status: 'released' }] },
    });
  });

  test('say of a refused message why, and lead nowhere', async () => {
    const { world, say } = await createWorld();
    await say('msg_stray', announcing('job.completed', 'job_of_nobody'));
    await say('msg_odd', 'no JSON');
    const ask = await open(world);
    const { items } = await ask('messages.list', { ...page, state: 'refused' });
    expect(items.map(({ messageId, code }) => [messageId, code]))
      .toEqual([['msg_odd', 'invalid_request'], ['msg_stray', 'not_found']]);
    expect(await ask('messages.get', { id: items[1]?.id }))
      .toMatchObject({ announced: 'completed', jobId: 'job_of_nobody', job: null });
    expect(await ask('messages.get', { id: items[0]?.id }))
      .toMatchObject({ announced: null, body: 'no JSON', job: null });
    expect((await ask('messages.list', { ...page, state: 'waiting' })).items).toEqual([]);
    await expect(ask('messages.get', { id: 'ibx_none' })).rejects.toThrow(/nothing under this id/);
  });
});

describe('the audit log', () => {
  test('is searched by who acted and by the beginning of the act', async () => {
    const { world, say, jobId } = await createWorld();
    await say('msg_done', announcing('job.completed', jobId));
    const ask = await open(world);
    const found = await ask('audit.list', { ...page, subjectId: null, act: 'webhook.' });
    expect(found.items.map(({ act }) => act)).toEqual(['webhook.received']);
    expect(found).toMatchObject({ next: null, searchedTo: null });
    const { actor } = found.items[0] ?? { actor: '' };
    const byMarketplace = await ask('audit.list', { ...page, subjectId: null, actor });
    expect(byMarketplace.items.length).toBeGreaterThan(1);
    expect(new Set(byMarketplace.items.map((entry) => entry.actor))).toEqual(new Set([actor]));
  });

  test('is verified to its end, and the records are recounted', async () => {
    const { world } = await createWorld();
    const ask = await open(world);
    const { checked, of, next, broken } = await ask('audit.verify', { after: null });
    expect({ next, broken }).toEqual({ next: null, broken: null });
    expect(checked).toBe(of);
    expect(checked).toBeGreaterThan(3);
    expect(await ask('audit.recount', {})).toEqual({ problem: null });
  });
});
