import { expect, test } from 'vitest';
import type { Handlers } from '../../contract/handlers.ts';
import { dispatching } from '../../testing/dispatching.ts';
import { createTestEngine } from '../../testing/test-engine.ts';
import { createSessions } from '../operators/sessions.ts';
import type { ViewDeps } from './guard.ts';
import { createNames } from './names.ts';
import { sessionHandlers } from './session-handlers.ts';

function unused(): never {
  throw new Error('These handlers need no such part.');
}

test('a window says its language before anybody signs in, and only one that there is', async () => {
  const world = await createTestEngine();
  const engine = world.engine();
  const sessions = createSessions({ clock: world.clock, operators: engine.operators });
  const deps: ViewDeps = {
    engine, sessions,
    names: createNames(world.store()), sandbox: true, version: '0', dataFolder: '',
    nowMs: world.clock.nowMs, deliver: unused, listenerUrl: unused, halted: unused,
    shelf: { addBytes: unused, reserve: unused }, settings: { list: unused, save: unused },
    get backups() { return unused(); },
  };
  const handlers: Partial<Handlers> = sessionHandlers(deps);
  const dispatch = dispatching(handlers, sessions);
  const speak = (language: string) =>
    dispatch('session.speak', { language }, { sessionId: 'window', host: 'electron' });
  expect(await speak('es')).toEqual({ ok: true, value: {} });
  expect(await speak('xx')).toMatchObject({ ok: false, refusal: { code: 'invalid_request' } });
});
