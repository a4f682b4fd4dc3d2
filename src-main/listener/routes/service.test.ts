import { afterEach, expect, test } from 'vitest';
import { createFakeDeps } from '../fake-engine.ts';
import { createListener, type Listener } from '../listener.ts';

let listener: Listener | null = null;
afterEach(async () => { await listener?.close(); });

test.each([
  ['works', null, 200, 'ok'],
  ['takes nothing any more', 'The disk is full.', 503, 'halted'],
] as const)('health says that the service %s, and not why', async (_what, halted, status, word) => {
  const { deps } = createFakeDeps();
  listener = await createListener({ ...deps, halted: () => halted });
  const answer = await fetch(`${listener.url}/health`);
  const body: unknown = await answer.json();
  expect(answer.status).toBe(status);
  expect(body).toEqual({ status: word, service: 'payments', time: expect.any(String) });
});
