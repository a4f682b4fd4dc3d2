import { describe, expect, test } from 'vitest';
import type { Operator, OperatorRole } from '../domain/records.ts';
import {
  createOperatorWorld, GOOD, must, type OperatorWorld,
} from '../../testing/operator-world.ts';

const FRESH = 'a bridge over slow water';

async function inForce(world: OperatorWorld, id: string): Promise<Operator> {
  const found = (await world.store.read.operators()).find((row) => row.id === id);
  if (found === undefined) throw new Error('There is no such operator.');
  return found;
}

/** Ana keeps the operators; Ben and Cleo may approve, Dora asks for money to be moved. */
async function team() {
  const world = createOperatorWorld();
  const ana = await world.first('Ana');
  const join = (name: string, role: OperatorRole, second: Operator | null = null) =>
    world.operators.create(world.askOf(ana), { name, password: GOOD, role, second });
  const ben = must(await join('Ben', 'approver'));
  const cleo = must(await join('Cleo', 'approver', ben));
  const dora = must(await join('Dora', 'operator'));
  return { ...world, ana, ben, cleo, dora, join };
}

describe('an account that may approve', () => {
  test('is made alone only while nobody else could confirm it (R9)', async () => {
    const { join, ana, ben, dora } = await team();
    expect(await join('Eve', 'approver')).toMatchObject({
      refusal: { code: 'second_operator_needed' },
    });
    expect(await join('Eve', 'admin', ana)).toMatchObject({ refusal: { code: 'same_operator' } });
    expect(await join('Eve', 'admin', dora)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await join('Eve', 'admin', ben)).toMatchObject({ value: { role: 'admin' } });
    expect(await join('Finn', 'viewer')).toMatchObject({ value: { role: 'viewer' } });
  });

  test('is not taken over by a new password or without its app by one person', async () => {
    const { operators, askOf, ana, ben, cleo } = await team();
    const onBen = { operatorId: ben.id, version: ben.version };
    const reset = (second: Operator | null) => operators.resetPassword(askOf(ana), {
      ...onBen, password: FRESH, second,
    });
    expect(await reset(null)).toMatchObject({ refusal: { code: 'second_operator_needed' } });
    expect(await reset(ben)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await reset(cleo)).toMatchObject({ value: { mustChangePassword: true } });
    expect(await operators.verify({ name: 'Ben', password: GOOD })).toMatchObject({ ok: false });
    expect(await operators.verify({ name: 'Ben', password: FRESH })).toMatchObject({ ok: true });
  });

  test('is what somebody becomes only with a second person, and ceases to be without', async () => {
    const { operators, askOf, ana, ben, dora } = await team();
    const change = (role: OperatorRole, second: Operator | null, version: number) =>
      operators.change(askOf(ana), {
        operatorId: dora.id, version, role, disabled: false, second,
      });
    expect(await change('approver', null, 1)).toMatchObject({
      refusal: { code: 'second_operator_needed' },
    });
    expect(must(await change('approver', ben, 1)).role).toBe('approver');
    expect(must(await change('viewer', null, 2)).role).toBe('viewer');
  });
});

describe('an admin', () => {
  test('does not touch the own account', async () => {
    const { operators, askOf, ana } = await team();
    const onSelf = { operatorId: ana.id, version: ana.version, second: null };
    for (const answer of [
      await operators.change(askOf(ana), { ...onSelf, role: 'viewer', disabled: false }),
      await operators.resetPassword(askOf(ana), { ...onSelf, password: FRESH }),
      await operators.removeCode(askOf(ana), onSelf),
    ]) expect(answer).toMatchObject({ refusal: { code: 'own_account' } });
  });

  test('remains, when two switch each other off at once', async () => {
    const world = await team();
    const { operators, askOf, ana, ben, join } = world;
    const eve = must(await join('Eve', 'admin', ben));
    const off = (by: Operator, whom: Operator) => operators.change(askOf(by), {
      operatorId: whom.id, version: whom.version, role: 'admin', disabled: true, second: null,
    });
    const both = await Promise.all([off(ana, eve), off(eve, ana)]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    expect(both[1]).toMatchObject({ refusal: { code: 'forbidden' } });
    expect((await inForce(world, ana.id)).disabledAt).toBeNull();
  });

  test('is the only one who may: everybody below is refused', async () => {
    const { operators, askOf, ben, cleo, dora } = await team();
    const input = { operatorId: cleo.id, version: 1, second: null };
    for (const by of [ben, dora]) {
      for (const answer of [
        await operators.change(askOf(by), { ...input, role: 'viewer', disabled: false }),
        await operators.resetPassword(askOf(by), { ...input, password: FRESH }),
        await operators.create(askOf(by), { name: 'Eve', password: GOOD, role: 'viewer' }),
      ]) expect(answer).toMatchObject({ refusal: { code: 'forbidden' } });
    }
  });

  test('changes what was looked at, not what it has become meanwhile', async () => {
    const { operators, askOf, ana, dora } = await team();
    const change = { operatorId: dora.id, role: 'viewer', disabled: false, second: null } as const;
    must(await operators.change(askOf(ana), { ...change, version: 1 }));
    expect(await operators.change(askOf(ana), { ...change, version: 1 }))
      .toMatchObject({ refusal: { code: 'version_conflict' } });
  });

  test('leaves who, whom, what and with whom in the audit log', async () => {
    const { operators, askOf, ana, ben, dora, store } = await team();
    must(await operators.change(askOf(ana), {
      operatorId: dora.id, version: 1, role: 'approver', disabled: false, second: ben,
    }));
    expect(await store.read.auditHead()).toMatchObject({
      act: 'operator.changed', actor: { name: 'Ana' }, subjectId: dora.id,
      data: { name: 'Dora', roleBefore: 'operator', role: 'approver', second: 'Ben' },
    });
  });
});

describe('an account that was switched off', () => {
  test('lets nobody in, and comes back with a second person and a clean count', async () => {
    const world = await team();
    const { operators, askOf, ana, ben, cleo } = world;
    const account = (disabled: boolean, version: number, second: Operator | null) =>
      operators.change(askOf(ana), {
        operatorId: ben.id, version, role: 'approver', disabled, second,
      });
    for (let round = 0; round < 3; round += 1) {
      await operators.verify({ name: 'Ben', password: 'wrong' });
    }
    const { version } = await inForce(world, ben.id);
    must(await account(true, version, null));
    expect(await operators.verify({ name: 'Ben', password: GOOD })).toMatchObject({
      refusal: { code: 'bad_credentials' },
    });
    expect(await account(false, version + 1, null)).toMatchObject({
      refusal: { code: 'second_operator_needed' },
    });
    expect(must(await account(false, version + 1, cleo))).toMatchObject({
      disabledAt: null, failedAttempts: 0,
    });
    expect(await operators.verify({ name: 'Ben', password: GOOD })).toMatchObject({ ok: true });
  });
});
