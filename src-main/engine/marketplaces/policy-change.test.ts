import { describe, expect, test } from 'vitest';
import { operator } from '../../db/sample-rows.ts';
import { REFUND_ADDRESS } from '../../testing/seed-rows.ts';
import { accepted, createTestEngine, operatorAsk } from '../../testing/test-engine.ts';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import type { SettingsCommands } from '../api.ts';

type Save = Parameters<SettingsCommands['saveMarketplace']>[1];

const bo = operator({ id: 'opr_bo', name: 'Bo', role: 'approver' });
const plain: Save = {
  id: null, version: null, name: 'Beta', refundAddresses: {}, policy: DEFAULT_POLICY,
};

/** Ana keeps the settings; Bo, where he is there, may approve. */
async function saving(people = [bo]) {
  const world = await createTestEngine();
  for (const row of [operator({ id: operatorAsk.actor.id }), ...people]) {
    await world.store().commit({
      writes: [{ write: 'insert', noun: 'operators', row }], audit: null,
    });
  }
  const save = (change: Partial<Save>) =>
    world.engine().settings.saveMarketplace(operatorAsk, { ...plain, ...change });
  return { world, save };
}

const decisive: readonly (readonly [string, Partial<Save>])[] = [
  ['a policy', { policy: { ...DEFAULT_POLICY, onExpiry: 'ask' } }],
  ['a refund address', { refundAddresses: { BTC: REFUND_ADDRESS } }],
];

describe('a marketplace', () => {
  test.each(decisive)('changes %s only with a second person', async (_what, change) => {
    const { world, save } = await saving();
    const { id } = accepted(await save({}));
    const second = { refusal: { code: 'second_operator_needed' } };
    expect(await save({ id, version: 1, ...change })).toMatchObject(second);
    expect(await save({ name: 'Gamma', ...change })).toMatchObject(second);
    accepted(await save({ id, version: 1, ...change, second: bo }));
    expect(await world.store().read.auditHead()).toMatchObject({ data: { second: 'Bo' } });
  });

  test('changes its name alone, and everything where nobody else could confirm it', async () => {
    const named = await saving();
    const { id } = accepted(await named.save({}));
    expect(await named.save({ id, version: 1, name: 'Beta Two' })).toMatchObject({ ok: true });
    const alone = await saving([]);
    const other = accepted(await alone.save({}));
    expect(await alone.save({ id: other.id, version: 1, ...decisive[0]?.[1] }))
      .toMatchObject({ ok: true });
  });
});
