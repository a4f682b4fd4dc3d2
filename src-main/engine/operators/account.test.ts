import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import type { Operator } from '../domain/records.ts';
import { FAILURES_MAX } from './lockout.ts';
import { createOperatorWorld, GOOD, must } from '../../testing/operator-world.ts';

const FRESH = 'a bridge over slow water';
const STEP_MS = 30_000;

async function anaAlone() {
  const world = createOperatorWorld();
  return { ...world, ana: await world.first('Ana') };
}

/** Ana with an authenticator app; `codeAt` is what it shows so many steps from now. */
async function withApp() {
  const world = await anaAlone();
  const { operators, clock, ana } = world;
  const { secret } = must(await operators.beginCode(ana, GOOD));
  const app = new TOTP({ secret });
  const codeAt = (steps: number) =>
    app.generate({ timestamp: clock.nowMs() + steps * STEP_MS });
  const ready = must(await operators.confirmCode(ana, codeAt(0)));
  clock.turn(STEP_MS);
  return { ...world, ana: ready, secret, codeAt };
}

describe('one\'s own password', () => {
  test('is changed by whoever knows the present one', async () => {
    const { operators, ana } = await anaAlone();
    expect(await operators.changePassword(ana, { current: 'wrong', next: FRESH }))
      .toMatchObject({ refusal: { code: 'bad_credentials' } });
    expect(await operators.changePassword(ana, { current: GOOD, next: 'short' }))
      .toMatchObject({ refusal: { code: 'weak_password' } });
    expect(await operators.changePassword(ana, { current: GOOD, next: GOOD }))
      .toMatchObject({ refusal: { code: 'weak_password' } });
    must(await operators.changePassword(ana, { current: GOOD, next: FRESH }));
    expect(await operators.verify({ name: 'Ana', password: GOOD })).toMatchObject({ ok: false });
    expect(await operators.verify({ name: 'Ana', password: FRESH })).toMatchObject({ ok: true });
  });
});

describe('an authenticator app', () => {
  test('counts once the first code of it came back, and its secret lies sealed', async () => {
    const { operators, store, ana } = await anaAlone();
    const { secret, uri } = must(await operators.beginCode(ana, GOOD));
    expect(uri).toContain('otpauth://totp/Paydesk:Ana');
    expect(await operators.confirmCode(ana, '000000')).toMatchObject({
      refusal: { code: 'bad_code' },
    });
    expect((await store.read.operators())[0]?.code).toBeNull();
    const app = new TOTP({ secret });
    const row = must(await operators.confirmCode(ana, app.generate({
      timestamp: Date.UTC(2026, 10, 21, 9),
    })));
    expect(row.code?.keyId).toBe('dk_1');
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await store.read.auditHead())).not.toContain(secret);
  });

  test('is not begun by somebody who sits at an open window and knows no password', async () => {
    const { operators, ana } = await anaAlone();
    expect(await operators.beginCode(ana, 'wrong')).toMatchObject({
      refusal: { code: 'bad_credentials' },
    });
    expect(await operators.confirmCode(ana, '123456')).toMatchObject({
      refusal: { code: 'state_forbids' },
    });
  });

  test('shows a code that is taken once', async () => {
    const { operators, ana, codeAt } = await withApp();
    expect(await operators.checkCode(ana, codeAt(0))).toMatchObject({ ok: true });
    expect(await operators.checkCode(ana, codeAt(0))).toMatchObject({
      refusal: { code: 'bad_code' },
    });
  });

  test('shows a code that two windows use at once, and one of them is let in', async () => {
    const { operators, ana, codeAt } = await withApp();
    const both = await Promise.all([
      operators.checkCode(ana, codeAt(0)), operators.checkCode(ana, codeAt(0)),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test.each([[-2, false], [-1, false], [0, true], [1, true], [2, false]])(
    'may differ from our clock by a step: the code of %i steps from now', async (steps, taken) => {
      const { operators, ana, codeAt } = await withApp();
      // The step before was used to set the app up.
      expect((await operators.checkCode(ana, codeAt(steps))).ok).toBe(taken);
    });

  test('locks the account as wrong passwords do', async () => {
    const { operators, clock, ana, codeAt } = await withApp();
    for (let failure = 1; failure < FAILURES_MAX; failure += 1) {
      expect(await operators.checkCode(ana, '000000')).toMatchObject({ ok: false });
      clock.turn(2 ** failure * 1_000);
    }
    await operators.checkCode(ana, '000000');
    expect(await operators.checkCode(ana, codeAt(0))).toMatchObject({
      refusal: { code: 'locked_out' },
    });
    expect(await operators.verify({ name: 'Ana', password: GOOD })).toMatchObject({
      refusal: { code: 'locked_out' },
    });
  });

  test('keeps nobody out after the clock was set back', async () => {
    const { operators, clock, ana, codeAt } = await withApp();
    must(await operators.checkCode(ana, codeAt(0)));
    clock.jump(-86_400_000);
    expect(await operators.checkCode(ana, codeAt(0))).toMatchObject({ ok: true });
  });
});

describe('a printed recovery code', () => {
  const recovery = async (operator: Operator, operators: Awaited<
    ReturnType<typeof anaAlone>
  >['operators']) => must(await operators.makeRecoveryCode(operator, GOOD));

  test('lets an admin back in once, without the app that was lost', async () => {
    const { operators, store, ana } = await withApp();
    const recoveryCode = await recovery(ana, operators);
    const input = { name: 'ana', password: FRESH, recoveryCode: recoveryCode.toLowerCase() };
    expect(must(await operators.recover(input))).toMatchObject({
      code: null, recoveryHash: null, failedAttempts: 0,
    });
    expect(await store.read.auditHead()).toMatchObject({ act: 'operator.recovered' });
    expect(await operators.verify({ name: 'Ana', password: FRESH })).toMatchObject({ ok: true });
    expect(await operators.recover({ ...input, password: GOOD })).toMatchObject({
      refusal: { code: 'bad_credentials' },
    });
  });

  test('is refused in the same words for a wrong code, no code and an unknown name', async () => {
    const { operators, ana } = await anaAlone();
    const recover = (name: string) =>
      operators.recover({ name, password: FRESH, recoveryCode: 'AAAA-BBBB' });
    const without = await recover('Ana');
    await recovery(ana, operators);
    expect(await recover('Ana')).toEqual(without);
    expect(await recover('Nobody')).toEqual(without);
    expect(without).toMatchObject({ refusal: { code: 'bad_credentials' } });
  });

  test('is an admin\'s only', async () => {
    const { operators, askOf, ana } = await anaAlone();
    const ben = must(await operators.create(askOf(ana), {
      name: 'Ben', password: GOOD, role: 'approver',
    }));
    expect(await operators.makeRecoveryCode(ben, GOOD)).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });

  test('is nowhere in the store', async () => {
    const { operators, store, ana } = await anaAlone();
    const code = await recovery(ana, operators);
    const kept = JSON.stringify([await store.read.operators(), await store.read.auditHead()]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll('-', ''));
  });
});
