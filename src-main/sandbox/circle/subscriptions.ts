import { z } from 'zod';
import type { ProviderResponse } from '../provider.ts';
import { badField, data, isRefusal, refusal } from './answers.ts';
import { readBody } from './calls.ts';
import { uuidV4, type Call } from './core.ts';
import type { Subscription } from './state.ts';
import { circleTime } from './answers.ts';
import { subscriptionView } from './views.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Where notifications go: asked with HEAD before it is taken, where anybody can be asked. */
export type Reach = (url: string) => Promise<boolean>;

const newSubscription = z.object({
  endpoint: z.url(), name: z.string().optional(), notificationTypes: z.array(z.string()).optional(),
});

/** `POST /v2/notifications/subscriptions`: the sandbox posts to this machine only. */
export function createSubscription(call: Call, reach: Reach | null): ProviderResponse {
  const read = readBody(call.request.bodyText, newSubscription);
  if (isRefusal(read)) return read;
  const { endpoint, name, notificationTypes } = read.body;
  if (!LOOPBACK.has(new URL(endpoint).hostname)) {
    return badField('endpoint', 'the sandbox posts to this machine only', endpoint);
  }
  const { world, state, commit, hooks } = call;
  const known = [...state.subscriptions.values()].find((one) =>
    one.endpoint === endpoint && !one.isDeleted);
  if (known !== undefined) return data(200, subscriptionView(known));
  const make = (): ProviderResponse => {
    const nowMs = world.nowMs();
    const row: Subscription = {
      id: uuidV4(world), name: name ?? '', endpoint, isEnabled: true, isDeleted: false,
      types: notificationTypes ?? ['*'], createdAtMs: nowMs, updatedAtMs: nowMs,
    };
    commit({ type: 'put', atMs: nowMs, subscriptions: [row] });
    hooks.tellTest(row);
    return data(201, subscriptionView(row));
  };
  if (reach === null) return make();
  const pending = reach(endpoint).then((isThere) => isThere ? make()
    : badField('endpoint', 'did not answer HEAD with a status of 2xx', endpoint));
  return { status: 500, headers: {}, bodyText: '', pending };
}

/** `GET /v2/notifications/subscriptions`, with or without an id. */
export function listSubscriptions({ state }: Call): ProviderResponse {
  return data(200, [...state.subscriptions.values()].filter(({ isDeleted }) => !isDeleted)
    .map(subscriptionView));
}
export function readSubscription({ state }: Call, id: string): ProviderResponse {
  const row = state.subscriptions.get(id);
  return row === undefined || row.isDeleted ? refusal('noSubscription')
    : data(200, subscriptionView(row));
}

const changed = z.object({ name: z.string().optional(), enabled: z.boolean().optional() });

/** `PATCH …/{id}`: its name, and whether it is told anything. */
export function updateSubscription(call: Call, id: string): ProviderResponse {
  const row = call.state.subscriptions.get(id);
  if (row === undefined || row.isDeleted) return refusal('noSubscription');
  const read = readBody(call.request.bodyText, changed);
  if (isRefusal(read)) return read;
  const { name = row.name, enabled = row.isEnabled } = read.body;
  const next = { ...row, name, isEnabled: enabled, updatedAtMs: call.world.nowMs() };
  call.commit({ type: 'put', atMs: call.world.nowMs(), subscriptions: [next] });
  return data(200, subscriptionView(next));
}

/** `DELETE …/{id}`. */
export function deleteSubscription(call: Call, id: string): ProviderResponse {
  const row = call.state.subscriptions.get(id);
  if (row === undefined || row.isDeleted) return refusal('noSubscription');
  call.commit({
    type: 'put', atMs: call.world.nowMs(), subscriptions: [{ ...row, isDeleted: true }],
  });
  return { status: 204, headers: {}, bodyText: '' };
}

/** `GET /v2/notifications/publicKey/{id}`: what a webhook's signature is checked with. */
export function readHookKey({ state }: Call, id: string): ProviderResponse {
  const key = state.hookKeys.get(id);
  if (key === undefined) return refusal('notFound');
  return data(200, {
    id, algorithm: 'ECDSA_SHA_256', publicKey: key.publicKey,
    createDate: circleTime(key.createdAtMs),
  });
}
