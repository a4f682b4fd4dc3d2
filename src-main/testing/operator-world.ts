import { openInMemory } from '../db/migrate.ts';
import { createStore } from '../db/store.ts';
import { createHandClock } from './hand-clock.ts';
import { createCountingIds, createSeeded } from './seeded.ts';
import type { Operator } from '../engine/domain/records.ts';
import type { Result } from '../engine/domain/result.ts';
import type { Ask } from '../engine/api.ts';
import { createSecrets } from '../engine/secrets/secrets.ts';
import { createOperatorCommands } from '../engine/operators/commands.ts';
import { operatorActor } from '../engine/operators/rows.ts';

/** A password that the rules take. */
export const GOOD = 'seven quiet herons wade';

export type OperatorWorld = ReturnType<typeof createOperatorWorld>;

/** For tests: the operators' commands over a store in memory, at a hand-turned clock. */
export function createOperatorWorld() {
  const store = createStore({ database: openInMemory() });
  const clock = createHandClock(Date.UTC(2026, 10, 21, 9));
  const { random } = createSeeded(1);
  const deps = {
    store, clock, random, ids: createCountingIds(), cost: { ln: 4, r: 8, p: 1 },
    secrets: createSecrets({ key: new Uint8Array(32).fill(1), keyId: 'dk_1', random }),
  };
  const operators = createOperatorCommands(deps);
  const askOf = (operator: Operator): Ask =>
    ({ actor: operatorActor(operator), idempotency: null });
  const first = async (name: string) =>
    must(await operators.create(null, { name, password: GOOD }));
  return { store, clock, deps, operators, askOf, first };
}

/** The value of a result that has to be one. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.value;
}
