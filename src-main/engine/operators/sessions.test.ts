import { describe, expect, test } from 'vitest';
import { openInMemory } from '../../db/migrate.ts';
import { createStore } from '../../db/store.ts';
import type { Caller } from '../../contract/handlers.ts';
import { createHandClock } from '../../testing/hand-clock.ts';
import { createCountingIds, createSeeded } from '../../testing/seeded.ts';
import { createOperatorCommands } from './commands.ts';
import { ABSOLUTE_MS, createSessions, IDLE_MS } from './sessions.ts';

const ANA = { name: 'Ana', password: 'seven quiet herons wade' };
const refused = (code: string) => ({ ok: false, refusal: { code } });
const one: Caller = { sessionId: 's1', host: 'electron' };
const two: Caller = { sessionId: 's2', host: 'browser' };

function world() {
  const store = createStore({ database: openInMemory() });
  const clock = createHandClock(Date.UTC(2026, 10, 21, 9));
  const operators = createOperatorCommands({
    store, clock, cost: { ln: 4, r: 8, p: 1 },
    ids: createCountingIds(), random: createSeeded(1).random,
  });
  const sessions = createSessions({ clock, operators });
  const told: (string | null)[] = [];
  sessions.onPhaseChanged(({ sessionId }) => told.push(sessionId));
  const phase = async (caller: Caller): Promise<string> => (await sessions.stateOf(caller)).phase;
  return { store, clock, operators, sessions, told, phase };
}

async function signedIn() {
  const it = world();
  await it.sessions.createFirst(one, ANA);
  it.told.length = 0;
  return it;
}

describe('a session', () => {
  test('begins at first run and signs the first operator in', async () => {
    const { sessions, phase, told } = world();
    expect(await phase(one)).toBe('first-run');
    const created = await sessions.createFirst(one, ANA);
    expect(created).toMatchObject({ ok: true, value: { phase: 'signed-in' } });
    expect(await phase(one)).toBe('signed-in');
    expect(await phase(two)).toBe('signed-out');
    expect(told).toEqual(['s1', null]);
    expect(await sessions.createFirst(two, ANA)).toMatchObject(refused('forbidden'));
  });

  test('is not opened by a wrong password', async () => {
    const { sessions, phase } = await signedIn();
    const answer = await sessions.signIn(two, { ...ANA, password: 'wrong' });
    expect(answer).toMatchObject(refused('bad_credentials'));
    expect(await phase(two)).toBe('signed-out');
  });

  test('belongs to its own window', async () => {
    const { sessions, phase } = await signedIn();
    await sessions.signIn(two, ANA);
    await sessions.signOut(one);
    expect(await phase(one)).toBe('signed-out');
    expect(await phase(two)).toBe('signed-in');
  });

  test('locks, and opens for the same operator only', async () => {
    const { sessions, phase, told } = await signedIn();
    await sessions.lock(one);
    expect(await phase(one)).toBe('locked');
    expect(await sessions.requireOperator(one)).toMatchObject(refused('session_locked'));
    expect(await sessions.unlock(one, 'wrong')).toMatchObject(refused('bad_credentials'));
    expect(await sessions.unlock(one, ANA.password)).toMatchObject({ ok: true });
    expect(await phase(one)).toBe('signed-in');
    expect(told).toEqual(['s1', 's1']);
  });

  test('has nothing to unlock when nobody is signed in', async () => {
    const { sessions } = await signedIn();
    expect(await sessions.unlock(two, ANA.password))
      .toMatchObject(refused('unauthenticated'));
  });

  test('answers the operator to whoever needs one', async () => {
    const { sessions } = await signedIn();
    expect(await sessions.requireOperator(one)).toMatchObject({ value: { name: 'Ana' } });
    expect(await sessions.requireOperator(two)).toMatchObject(refused('unauthenticated'));
  });
});

describe('time', () => {
  test('locks a session that nobody touched for 15 minutes', async () => {
    const { clock, sessions, phase, told } = await signedIn();
    clock.turn(IDLE_MS - 1);
    expect(await phase(one)).toBe('signed-in');
    sessions.touch(one);
    clock.turn(IDLE_MS - 1);
    expect(await phase(one)).toBe('signed-in');
    expect(told).toEqual([]);
    clock.turn(1);
    expect(told).toEqual(['s1']);
    expect(await phase(one)).toBe('locked');
  });

  test('is not stopped by windows that ask by themselves', async () => {
    const { clock, sessions, phase } = await signedIn();
    for (let minute = 0; minute < 15; minute += 1) {
      clock.turn(60_000);
      await sessions.requireOperator(one);
    }
    expect(await phase(one)).toBe('locked');
    sessions.touch(one);
    expect(await phase(one)).toBe('locked');
  });

  test('locks after a sleep in which no timer fired', async () => {
    const { clock, phase } = await signedIn();
    clock.jump(IDLE_MS);
    expect(await phase(one)).toBe('locked');
  });

  test('signs everyone out after 12 hours, active or not', async () => {
    const { clock, sessions, phase } = await signedIn();
    await sessions.signIn(two, ANA);
    await sessions.lock(two);
    for (let at = 0; at < ABSOLUTE_MS; at += 600_000) {
      sessions.touch(one);
      clock.turn(600_000);
    }
    expect(await phase(one)).toBe('signed-out');
    expect(await phase(two)).toBe('signed-out');
    expect(clock.pending()).toBe(0);
  });

  test('that is set back locks, since nobody knows how long it was', async () => {
    const { clock, phase } = await signedIn();
    clock.jump(-30_000);
    expect(await phase(one)).toBe('signed-in');
    clock.jump(-60_000);
    expect(await phase(one)).toBe('locked');
  });
});

describe('every session', () => {
  test('locks when the screen locks', async () => {
    const { sessions, phase } = await signedIn();
    await sessions.signIn(two, ANA);
    sessions.lockAll();
    expect([await phase(one), await phase(two)]).toEqual(['locked', 'locked']);
  });

  test('of an operator who was disabled ends at once', async () => {
    const { sessions, store, phase } = await signedIn();
    const [ana] = await store.read.operators();
    if (ana === undefined) throw new Error('Ana is there.');
    await store.commit({
      audit: null,
      writes: [{
        write: 'update', noun: 'operators', expectedVersion: ana.version,
        row: { ...ana, disabledAt: 1, version: ana.version + 1 },
      }],
    });
    expect(await sessions.requireOperator(one)).toMatchObject(refused('unauthenticated'));
    expect(await phase(one)).toBe('signed-out');
  });

  test('and timer is gone after close', async () => {
    const { sessions, clock, phase } = await signedIn();
    sessions.close();
    expect(clock.pending()).toBe(0);
    expect(await phase(one)).toBe('signed-out');
  });
});
