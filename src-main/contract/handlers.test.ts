import { describe, expect, test } from 'vitest';
import { refuse } from '../engine/domain/refusals.ts';
import { accept, type Result } from '../engine/domain/result.ts';
import { callNames } from './channels.ts';
import { createDispatcher, type Caller, type Handlers } from './handlers.ts';

const caller: Caller = { sessionId: 'ses_1', host: 'electron' };

/** A dispatcher over handlers that all answer the same way, and what it told of bugs. */
function dispatcher(answer: (input: unknown, caller: Caller) => Promise<Result<unknown>>) {
  const bugs: [string, unknown][] = [];
  // The one place that makes all handlers at once, from the names that the compiler has checked.
  const handlers = Object.fromEntries(callNames.map((name) => [name, answer])) as Handlers;
  const dispatch = createDispatcher(handlers, {
    admit: () => Promise.resolve(accept({ giveBack: () => undefined })),
    onBug: (name, error) => { bugs.push([name, error]); },
  });
  return { dispatch, bugs };
}

describe('a call', () => {
  test('reaches its handler with the parsed input and who calls', async () => {
    const heard: unknown[] = [];
    const { dispatch } = dispatcher((input, who) => {
      heard.push([input, who]);
      return Promise.resolve(accept('done'));
    });
    expect(await dispatch('session.signIn', { name: '  Ana ', password: 'p w' }, caller))
      .toEqual({ ok: true, value: 'done' });
    expect(heard).toEqual([[{ name: 'Ana', password: 'p w' }, caller]]);
  });

  test.each(['payments.steal', 'payments', '', 'toString', '__proto__', 'constructor',
    'paydesk:payments.get', 'Payments.get'])('named %j is refused', async (name) => {
    const { dispatch } = dispatcher(() => Promise.resolve(accept('reached')));
    expect(await dispatch(name, {}, caller)).toMatchObject({
      ok: false, refusal: { code: 'not_found', details: { call: name } },
    });
  });

  test.each([
    ['nothing', undefined, ['input']],
    ['no password', { name: 'Ana' }, ['password']],
    ['a wrong type', { name: 7, password: 'x' }, ['name']],
    ['a surplus field', { name: 'Ana', password: 'x', role: 'admin' }, ['input']],
    ['everything wrong', { name: '', password: '' }, ['name', 'password']],
  ])('with %s is refused and names the field, and no handler hears it', async (_what, input,
    fields) => {
    let reached = false;
    const { dispatch, bugs } = dispatcher(() => {
      reached = true;
      return Promise.resolve(accept(null));
    });
    const answer = await dispatch('session.signIn', input, caller);
    if (answer.ok) throw new Error('The call was let through.');
    expect(answer.refusal.code).toBe('invalid_request');
    expect(Object.keys(answer.refusal.details)).toEqual(fields);
    expect([reached, bugs]).toEqual([false, []]);
  });

  test('never repeats a password in its refusal', async () => {
    const { dispatch } = dispatcher(() => Promise.resolve(accept(null)));
    const secret = `hunter2${'x'.repeat(200)}`;
    const answer = await dispatch('session.signIn', { name: 'Ana', password: secret }, caller);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('that is refused by its handler carries the refusal as data', async () => {
    const { dispatch, bugs } = dispatcher(() =>
      Promise.resolve(refuse('above_held', { held: '5' })));
    expect(await dispatch('session.get', {}, caller)).toMatchObject({
      ok: false, refusal: { code: 'above_held', details: { held: '5' } },
    });
    expect(bugs).toEqual([]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('secret path'))],
    ['throws at once', () => { throw new Error('secret path'); }],
  ])('whose handler %s is answered as internal, told as a bug and shows nothing of it', async (
    _how, handler,
  ) => {
    const { dispatch, bugs } = dispatcher(handler);
    const answer = await dispatch('session.get', {}, caller);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'internal', details: {} } });
    expect(JSON.stringify(answer)).not.toContain('secret path');
    expect(bugs).toEqual([['session.get', new Error('secret path')]]);
  });
});
