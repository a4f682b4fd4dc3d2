import { expect, test } from 'vitest';
import type { Handlers } from '../../contract/handlers.ts';
import { bareViewDeps, dispatching } from '../../testing/dispatching.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import { createSessions } from '../operators/sessions.ts';
import { sessionHandlers } from './session-handlers.ts';

test('a window says its language before anybody signs in, and only one that there is', async () => {
  const world = await createTestEngine();
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  const deps = bareViewDeps({ engine, sessions, store: world.store(), clock: world.clock });
  const handlers: Partial<Handlers> = sessionHandlers(deps);
  const dispatch = dispatching(handlers, sessions);
  const speak = (language: string) =>
    dispatch('session.speak', { language }, { sessionId: 'window', host: 'electron' });
  expect(await speak('es')).toEqual({ ok: true, value: {} });
  expect(await speak('xx')).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
});
