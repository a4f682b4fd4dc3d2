import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { callNames } from '../../contract/channels.ts';
import { lines } from '../../contract/contract.ts';
import { createDispatcher, type Caller, type Handlers } from '../../contract/handlers.ts';
import { ENGINE } from '../domain/actor.ts';
import { operatorRoles, type OperatorRole } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import { createOperatorWorld, GOOD, must } from '../../testing/operator-world.ts';
import { createSessions } from '../operators/sessions.ts';
import { createAdmission } from './admission.ts';

const window: Caller = { sessionId: 'w', host: 'browser' };

/** Ana is signed in; every call that is let in answers as `answer` says. */
async function signedIn(answer: () => Result<unknown> = () => accept('let in')) {
  const world = createOperatorWorld();
  const sessions = createSessions(world);
  must(await sessions.createFirst(window, { name: 'Ana', password: GOOD }));
  const reached: string[] = [];
  const handlers = Object.fromEntries(callNames.map((name) => [name, () => {
    reached.push(name);
    return Promise.resolve(answer());
  }])) as unknown as Handlers;
  const dispatch = createDispatcher(handlers, {
    admit: createAdmission(sessions, world.operators), onBug: (_name, error) => { throw error; },
  });
  const as = async (role: OperatorRole): Promise<void> => {
    const [ana] = await world.store.read.operators();
    if (ana === undefined) throw new Error('Ana is gone.');
    await world.store.commit({
      writes: [{
        write: 'update', noun: 'operators', expectedVersion: ana.version,
        row: { ...ana, role, version: ana.version + 1 },
      }], audit: null,
    });
  };
  return { ...world, sessions, dispatch, reached, as };
}

const SAMPLE = { paymentId: 'pay_1', version: 1, reason: 'done', amount: '' };

describe('what a role is let in to', () => {
  test.each([
    ['settings.get', 'viewer'], ['payments.check', 'operator'], ['backups.make', 'admin'],
  ] as const)('%s begins at the role %s', async (name, first) => {
    const { dispatch, as, reached } = await signedIn();
    const input = name === 'payments.check' ? { paymentId: 'pay_1' } : {};
    const admitted: unknown[] = [];
    const refused: unknown[] = [];
    for (const role of operatorRoles) {
      await as(role);
      reached.length = 0;
      const answer = await dispatch(name, input, window);
      expect(reached).toEqual(answer.ok ? [name] : []);
      (answer.ok ? admitted : refused).push(
        answer.ok ? role : [answer.refusal.code, answer.refusal.details],
      );
    }
    expect(admitted).toEqual(operatorRoles.slice(operatorRoles.indexOf(first)));
    expect(refused).toEqual(operatorRoles.slice(0, operatorRoles.indexOf(first))
      .map((role) => ['forbidden', { role, needs: first }]));
  });

  test('nobody is let in to anything but the way in, before signing in', async () => {
    const { dispatch, sessions, reached } = await signedIn();
    await sessions.signOut(window);
    for (const name of callNames) await dispatch(name, {}, window);
    expect(reached.map((name) => lines.get(name)?.needs)).toEqual(reached.map(() => 'anyone'));
    expect(reached.every((name) => name.startsWith('session.'))).toBe(true);
  });

  test('a viewer is let in to no command that changes anything but the own things', async () => {
    const own = [
      'batches.csv', 'explain.csv', 'files.', 'inbox.', 'payees.statementFile', 'session.',
      'views.', 'audit.recount',
    ];
    const open = [...lines].filter(([, { kind, needs }]) =>
      kind === 'command' && (needs === 'see' || needs === 'anyone')).map(([name]) => name);
    expect(open.filter((name) => !own.some((start) => name.startsWith(start)))).toEqual([]);
  });
});

describe('who has an authenticator app', () => {
  const STEP_MS = 30_000;

  async function withApp(answer?: () => Result<unknown>) {
    const it = await signedIn(answer);
    const ana = must(await it.sessions.requireOperator(window));
    const { secret } = must(await it.operators.beginCode(ana, GOOD));
    const app = new TOTP({ secret });
    const code = () => app.generate({ timestamp: it.clock.nowMs() });
    must(await it.operators.confirmCode(ana, code()));
    const prove = async (digest: string): Promise<void> => {
      it.clock.turn(STEP_MS);
      must(await it.sessions.prove(window, { digest, code: code() }));
    };
    return { ...it, prove };
  }

  const digestOf = (answer: Awaited<ReturnType<Awaited<ReturnType<
    typeof signedIn>>['dispatch']>>): string =>
    answer.ok ? '' : answer.refusal.details['digest'] ?? '';

  test('confirms each act that moves money, and that act with that input only', async () => {
    const { dispatch, reached, prove } = await withApp();
    const asked = await dispatch('payments.release', SAMPLE, window);
    expect(asked).toMatchObject({ refusal: { code: 'code_needed' } });
    await prove(digestOf(asked));
    for (const other of [
      { ...SAMPLE, paymentId: 'pay_2' }, { ...SAMPLE, version: 2 }, { ...SAMPLE, amount: '1' },
    ]) {
      expect(await dispatch('payments.release', other, window))
        .toMatchObject({ refusal: { code: 'code_needed' } });
    }
    expect(await dispatch('payments.refund', SAMPLE, window))
      .toMatchObject({ refusal: { code: 'code_needed' } });
    expect(reached).toEqual([]);
    expect(await dispatch('payments.release', SAMPLE, window)).toMatchObject({ ok: true });
    expect(await dispatch('payments.release', SAMPLE, window))
      .toMatchObject({ refusal: { code: 'code_needed' } });
  });

  test('confirms again only what was done, not what was refused', async () => {
    const answers: Result<unknown>[] = [refuse('version_conflict'), accept('done')];
    const { dispatch, prove } = await withApp(() => answers.shift() ?? accept('done'));
    await prove(digestOf(await dispatch('payments.release', SAMPLE, window)));
    expect(await dispatch('payments.release', SAMPLE, window))
      .toMatchObject({ refusal: { code: 'version_conflict' } });
    expect(await dispatch('payments.release', SAMPLE, window)).toMatchObject({ ok: true });
  });

  test('may be demanded of everybody who moves money, by who has one', async () => {
    const without = await signedIn();
    const ana = must(await without.sessions.requireOperator(window));
    const demand = { required: true, second: null };
    expect(await without.operators.requireApp(without.askOf(ana), demand))
      .toMatchObject({ refusal: { code: 'code_setup_needed' } });
    const { operators, askOf, dispatch, sessions } = await withApp();
    const admin = must(await sessions.requireOperator(window));
    must(await operators.requireApp(askOf(admin), demand));
    must(await operators.create({ actor: ENGINE, idempotency: null }, {
      name: 'Ben', password: GOOD, role: 'approver',
    }));
    const his: Caller = { sessionId: 'his', host: 'browser' };
    must(await sessions.signIn(his, { name: 'Ben', password: GOOD }));
    expect(await dispatch('payments.release', SAMPLE, his))
      .toMatchObject({ refusal: { code: 'code_setup_needed' } });
    expect(await dispatch('session.beginCode', { password: GOOD }, his))
      .toMatchObject({ ok: true });
    expect(await operators.requireApp(askOf(admin), { required: false, second: null }))
      .toMatchObject({ refusal: { code: 'second_operator_needed' } });
  });

  test('is not asked for what only looks or stops', async () => {
    const { dispatch } = await withApp();
    expect(await dispatch('payments.stop', { paymentId: 'pay_1', operationId: 'op_1' }, window))
      .toMatchObject({ ok: true });
    expect(await dispatch('settings.get', {}, window)).toMatchObject({ ok: true });
  });
});
