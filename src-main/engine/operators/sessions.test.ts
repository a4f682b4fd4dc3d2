import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../contract/handlers.ts';
import { createOperatorWorld, GOOD, must } from '../../testing/operator-world.ts';
import { ABSOLUTE_MS, createSessions, IDLE_MS } from './sessions.ts';

const ANA = { name: 'Ana', password: GOOD };
const refused = (code: string) => ({ ok: false, refusal: { code } });
const one: Caller = { sessionId: 's1', host: 'electron' };
const two: Caller = { sessionId: 's2', host: 'browser' };

function world() {
  const it = createOperatorWorld();
  const sessions = createSessions({ clock: it.clock, operators: it.operators });
  const told: (string | null)[] = [];
  sessions.onPhaseChanged(({ sessionId }) => told.push(sessionId));
  const phase = async (caller: Caller): Promise<string> => (await sessions.stateOf(caller)).phase;
  return { ...it, sessions, told, phase };
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

describe('a password that somebody else has set', () => {
  const FRESH = 'a bridge over slow water';

  async function benJoins() {
    const it = await signedIn();
    const [ana] = await it.store.read.operators();
    if (ana === undefined) throw new Error('Ana is gone.');
    const ben = must(await it.operators.create(it.askOf(ana), {
      name: 'Ben', password: GOOD, role: 'approver',
    }));
    await it.sessions.signIn(two, { name: 'Ben', password: GOOD });
    return { ...it, ana, ben };
  }

  test('lets its owner do nothing but make one of their own', async () => {
    const { sessions, phase } = await benJoins();
    expect(await phase(two)).toBe('change-password');
    expect(await sessions.requireOperator(two)).toMatchObject(refused('password_change_needed'));
    expect(await sessions.changePassword(two, { current: GOOD, next: FRESH }))
      .toMatchObject({ ok: true, value: { phase: 'signed-in' } });
    expect(await sessions.requireOperator(two)).toMatchObject({ ok: true });
  });

  test('ends every window of the account that it was set for', async () => {
    const { sessions, operators, askOf, ana, phase } = await benJoins();
    await sessions.changePassword(two, { current: GOOD, next: FRESH });
    const ben = (await operators.list()).find(({ name }) => name === 'Ben');
    must(await operators.resetPassword(askOf(ana), {
      operatorId: ben?.id ?? '', version: ben?.version ?? 0, password: GOOD, second: null,
    }));
    expect(await phase(two)).toBe('signed-out');
    expect(await phase(one)).toBe('signed-in');
  });
});

describe('a change of the own password', () => {
  test('keeps its window and ends the others', async () => {
    const { sessions, phase } = await signedIn();
    await sessions.signIn(two, ANA);
    const changed = await sessions.changePassword(one, {
      current: GOOD, next: 'a bridge over slow water',
    });
    expect(changed).toMatchObject({ ok: true });
    expect([await phase(one), await phase(two)]).toEqual(['signed-in', 'signed-out']);
  });

  test('is refused behind the lock', async () => {
    const { sessions } = await signedIn();
    await sessions.lock(one);
    expect(await sessions.changePassword(one, { current: GOOD, next: 'a bridge over water' }))
      .toMatchObject(refused('session_locked'));
  });
});

describe('an act that was confirmed with a code', () => {
  const DIGEST = 'a'.repeat(64);
  const STEP_MS = 30_000;

  async function proven() {
    const it = await signedIn();
    const ana = must(await it.sessions.requireOperator(one));
    const { secret } = must(await it.operators.beginCode(ana, GOOD));
    const app = new TOTP({ secret });
    const code = () => app.generate({ timestamp: it.clock.nowMs() });
    must(await it.operators.confirmCode(ana, code()));
    it.clock.turn(STEP_MS);
    expect(await it.sessions.prove(one, { digest: DIGEST, code: '000000' }))
      .toMatchObject(refused('bad_code'));
    must(await it.sessions.prove(one, { digest: DIGEST, code: code() }));
    return it;
  }

  test('is let in once, and again only where it was refused after all', async () => {
    const { sessions } = await proven();
    expect(sessions.takeProof(one, 'b'.repeat(64))).toBeNull();
    const giveBack = sessions.takeProof(one, DIGEST);
    expect(sessions.takeProof(one, DIGEST)).toBeNull();
    giveBack?.();
    expect(sessions.takeProof(one, DIGEST)).not.toBeNull();
    expect(sessions.takeProof(one, DIGEST)).toBeNull();
  });

  test('is let in from its own window only', async () => {
    const { sessions } = await proven();
    await sessions.signIn(two, ANA);
    expect(sessions.takeProof(two, DIGEST)).toBeNull();
  });

  test('is let in within a minute, and not after the clock was set', async () => {
    const late = await proven();
    late.clock.turn(60_001);
    expect(late.sessions.takeProof(one, DIGEST)).toBeNull();
    const back = await proven();
    back.clock.jump(-1_000);
    expect(back.sessions.takeProof(one, DIGEST)).toBeNull();
  });

  test('is forgotten with the lock', async () => {
    const { sessions } = await proven();
    await sessions.lock(one);
    await sessions.unlock(one, GOOD);
    expect(sessions.takeProof(one, DIGEST)).toBeNull();
  });
});
