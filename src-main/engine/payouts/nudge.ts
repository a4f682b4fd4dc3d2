import { openOperation, type PaymentAggregate } from '../domain/payment.ts';
import { replaceOperation } from '../domain/plan.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, PaymentAct } from '../api.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { askingCall, railOperation } from '../operations/provider-call.ts';
import { act } from '../payments/acts.ts';
import { permission } from '../payments/can.ts';
import { uuidOf } from '../context.ts';

/**
 * Asks the provider to speed up, or to take back, what it has and has not finished. The request
 * changes nothing here: whatever became of the payout is learnt by asking, as always, so that a
 * payout which was taken back and arrived all the same is found paid. Each request has a key of its
 * own, derived from the operation and how often it was asked about, so that one that is repeated
 * after a lost answer is the same one.
 */
export async function nudge(
  deps: OperationDeps,
  ask: Ask,
  { act: verb, ...input }: PaymentAct & { readonly act: 'accelerate' | 'cancel' },
): Promise<Result<PaymentAggregate>> {
  const { store, directory, rails, killSwitch } = deps;
  if (verb === 'accelerate' && killSwitch.state() !== null) return refuse('sending_stopped');
  const aggregate = await store.read.payment(input.paymentId);
  if (aggregate === null) return refuse('not_found', { payment: input.paymentId });
  const { policy } = (await deps.transactions.surroundingsOf(aggregate.payment)).marketplace;
  const name = verb === 'accelerate' ? 'accelerate' : 'takeBack';
  const denied = permission(name, { aggregate, policy });
  if (denied !== null) return refuse('state_forbids', {}, denied);
  if (input.version !== null && input.version !== aggregate.payment.version) {
    return refuse('version_conflict');
  }
  const operation = openOperation(aggregate.operations);
  const connection = await directory.connection(operation?.connectionId ?? '');
  const rail = rails[aggregate.payment.rail];
  if (operation === null || connection === null || rail.nudge === null) {
    return refuse('rail_unsupported', { rail: aggregate.payment.rail });
  }
  const call = askingCall(deps, connection);
  const answer = await rail.nudge(call, railOperation(aggregate, operation, { purchase: null }), {
    act: verb, key: uuidOf(`${verb}:${operation.id}:${operation.memory ?? ''}`),
  });
  if (answer.kind !== 'taken') {
    return answer.kind === 'refused'
      ? refuse('state_forbids', { provider: answer.code }, answer.message)
      : refuse('provider_unavailable', {}, answer.message);
  }
  return act(deps, {
    ask, input: { ...input, version: null }, verb: name, data: { operation: operation.id },
  }, (current, { nowMs }) => {
    const open = openOperation(current.operations);
    return accept({
      aggregate: open === null ? current
        : replaceOperation(current, { ...open, stuckAt: null, deadAt: null, dueAt: nowMs }),
    });
  });
}
