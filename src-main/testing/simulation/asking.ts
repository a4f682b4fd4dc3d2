import type { Actor } from '../../engine/domain/actor.ts';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import type { Operator } from '../../engine/domain/records.ts';
import type { Result } from '../../engine/domain/result.ts';
import type { Ask } from '../../engine/api.ts';
import { whole } from './facts.ts';
import { API_KEY_ID } from './plan.ts';
import type { Scene } from './scene.ts';
import { count } from './trace.ts';

export const KEY_ACTOR: Actor = { kind: 'api-key', id: API_KEY_ID, name: 'Acme backend' };
export const FIRST: Actor = { kind: 'operator', id: 'opr_ana', name: 'Ana' };
export const SECOND: Operator = {
  id: 'opr_bo', name: 'Bo', role: 'approver', passwordHash: '', mustChangePassword: false,
  code: null, codeStep: null, recoveryHash: null, failedAttempts: 0, lockedUntil: null,
  signedInAt: null, createdAt: 0, disabledAt: null, version: 1,
};

export const operatorAsk: Ask = { actor: FIRST, idempotency: null };
export const keyAsk: Ask = { actor: KEY_ACTOR, idempotency: null };

/** Follows a command to its answer; what it says is durable must be durable at that moment. */
export function follow<T>(
  scene: Scene,
  name: string,
  answer: Promise<Result<T>>,
  durable: (value: T) => void = () => undefined,
): void {
  const { trace, coverage, verdict } = scene;
  trace.note(`act ${name}`);
  answer.then((result) => {
    trace.note(`answer ${name} ${result.ok ? 'ok' : result.refusal.code}`);
    count(coverage, `act ${name} ${result.ok ? 'ok' : 'refused'}`);
    if (result.ok) durable(result.value);
    else if (result.refusal.code === 'internal') verdict.fail(`${name}: ${result.refusal.message}`);
  }, (error: unknown) => {
    const isHalt = error instanceof Error && error.name === 'StoreHaltedError';
    const why = error instanceof Error ? error.stack ?? error.message : String(error);
    if (!isHalt) verdict.fail(`${name} threw ${why}`);
  });
}

/** An acknowledged payment stands in the store, at least as new as it was answered. */
export function acknowledged(scene: Scene): (aggregate: PaymentAggregate) => void {
  return ({ payment, operations }) => {
    scene.memory.acknowledged.push(['payments', payment.id]);
    for (const { id } of operations) scene.memory.acknowledged.push(['operations', id]);
    const row = scene.facts.one('select version from payments where id = ?', payment.id);
    if (row === null || whole(row, 'version') < BigInt(payment.version)) {
      scene.verdict.fail(`R2: ${payment.id} was acknowledged and is not in the store`);
    }
  };
}

/** Where only a person who looked may act: the provider may have returned the money already. */
export function mustNotGuess({ facts }: Scene, paymentId: string): boolean {
  return facts.one('select id from escrows where payment_id = ? '
    + 'and decision_needed is not null', paymentId) !== null;
}
