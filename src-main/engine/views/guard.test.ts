import { TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { ENGINE } from '../domain/actor.ts';
import type { OperatorRole } from '../domain/records.ts';
import { createOperatorWorld, GOOD, must } from '../../testing/operator-world.ts';
import { secondOperator } from './guard.ts';

const STEP_MS = 30_000;

/** Ana decides first; Ben, in this role, is asked to confirm. */
async function asking(role: OperatorRole = 'approver') {
  const world = createOperatorWorld();
  const ana = await world.first('Ana');
  const ben = must(await world.operators.create({ actor: ENGINE, idempotency: null }, {
    name: 'Ben', password: GOOD, role,
  }));
  const confirm = (code = '', name = 'Ben', password = GOOD) =>
    secondOperator({ engine: world }, ana, { name, password, code });
  return { ...world, ana, ben, confirm };
}

describe('the second operator of a decision', () => {
  test('is another person who may approve, with a password of their own', async () => {
    const { confirm, operators, askOf, ana } = await asking();
    expect(await confirm()).toMatchObject({ ok: true, value: { name: 'Ben' } });
    expect(await confirm('', 'Ana')).toMatchObject({ refusal: { code: 'same_operator' } });
    expect(await confirm('', 'Ben', 'wrong')).toMatchObject({
      refusal: { code: 'bad_credentials' },
    });
    const ben = (await operators.list()).find(({ name }) => name === 'Ben');
    must(await operators.resetPassword(askOf(ana), {
      operatorId: ben?.id ?? '', version: ben?.version ?? 0, password: GOOD, second: null,
    }));
    expect(await confirm()).toMatchObject({ refusal: { code: 'password_change_needed' } });
  });

  test.each(['viewer', 'operator'] as const)('is not somebody in the role %s', async (role) => {
    const { confirm } = await asking(role);
    expect(await confirm()).toMatchObject({
      refusal: { code: 'forbidden', details: { second: 'Ben' } },
    });
  });

  test('shows a code where they have an authenticator app, each once', async () => {
    const { confirm, operators, clock, ben } = await asking();
    const { secret } = must(await operators.beginCode(ben, GOOD));
    const app = new TOTP({ secret });
    const code = () => app.generate({ timestamp: clock.nowMs() });
    must(await operators.confirmCode(ben, code()));
    expect(await confirm()).toMatchObject({ refusal: { code: 'code_needed' } });
    expect(await confirm('000000')).toMatchObject({ refusal: { code: 'bad_code' } });
    clock.turn(STEP_MS);
    expect(await confirm(code())).toMatchObject({ ok: true });
    expect(await confirm(code())).toMatchObject({ refusal: { code: 'bad_code' } });
  });

  test('has to have one where it is demanded of everybody', async () => {
    const { confirm, operators, clock, askOf, ana } = await asking();
    const { secret } = must(await operators.beginCode(ana, GOOD));
    const ready = must(await operators.confirmCode(ana, new TOTP({ secret })
      .generate({ timestamp: clock.nowMs() })));
    must(await operators.requireApp(askOf(ready), { required: true, second: null }));
    expect(await confirm()).toMatchObject({ refusal: { code: 'code_setup_needed' } });
  });
});
