import { createHash } from 'node:crypto';
import { ENGINE } from '../domain/actor.ts';
import { isEnded } from '../domain/operation.ts';
import { replaceOperation } from '../domain/plan.ts';
import type { Connection, Hint } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import type { HintCommands, IncomingHint } from '../api.ts';
import type { EngineContext } from '../context.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { askingCall } from '../operations/provider-call.ts';
import type { RailHint } from '../../rails/rail.ts';

/** A sender waits meanwhile; providers deliver again what was not answered. */
const KEY_DEADLINE_MS = 5_000;
/** Keys are few and never change; a stranger can name as many as he likes. */
const KEYS_MAX = 32;
const LOOKUPS_PER_MINUTE = 10;
const BODY_KEPT_MAX = 65_536;

type Known = { readonly key: string | null };

/**
 * Takes a provider's webhooks (R13): verified over their raw bytes, stored once per id, believed in
 * nothing. What they change is when the provider is asked: at once instead of a little later.
 */
export function createHintCommands(deps: OperationDeps): HintCommands {
  const keys = new Map<string, Known>();
  const lookups: number[] = [];
  return {
    receive: async (incoming) => {
      for (const connection of await deps.directory.connectionsOf(incoming.rail)) {
        const hint = deps.rails[connection.rail].hint;
        if (hint === null) continue;
        const key = await keyOf(deps, { keys, lookups }, { connection, hint, incoming });
        if (key === null || !hint.isSigned(incoming, key)) continue;
        return keep(deps, connection, incoming, hint.read(incoming.body));
      }
      return refuse('unauthenticated', {}, 'The signature is not valid; nothing was done.');
    },
  };
}

/** The provider's key of this id, asked for once; an unknown id is remembered as unknown. */
async function keyOf(
  deps: EngineContext,
  { keys, lookups }: { readonly keys: Map<string, Known>; readonly lookups: number[] },
  { connection, hint, incoming }: {
    readonly connection: Connection; readonly hint: RailHint; readonly incoming: IncomingHint;
  },
): Promise<string | null> {
  const name = `${connection.id} ${incoming.keyId}`;
  const known = keys.get(name);
  if (known !== undefined) return known.key;
  const nowMs = deps.clock.nowMs();
  while (lookups.length > 0 && Math.abs(nowMs - (lookups[0] ?? 0)) >= 60_000) lookups.shift();
  if (!hint.isKeyId(incoming.keyId) || lookups.length >= LOOKUPS_PER_MINUTE) return null;
  lookups.push(nowMs);
  const call = askingCall(deps, connection, { patienceMs: KEY_DEADLINE_MS });
  const found = await hint.key(call, incoming.keyId);
  // Not to be had now is no answer: the next delivery asks again.
  if (found.kind === 'unavailable') return null;
  const oldest = keys.keys().next();
  if (keys.size >= KEYS_MAX && oldest.done !== true) keys.delete(oldest.value);
  const key = found.kind === 'key' ? found.key : null;
  keys.set(name, { key });
  return key;
}

type Told = ReturnType<RailHint['read']>;

async function keep(
  deps: OperationDeps,
  connection: Connection,
  incoming: IncomingHint,
  told: Told,
): Promise<Result<{ readonly repeated: boolean }>> {
  if (told === null) return refuse('invalid_request', {}, 'The notification has no id.');
  const operation = told.key === null ? null : await deps.store.read.operationByKey(told.key);
  const ours = operation?.connectionId === connection.id ? operation : null;
  const hint: Hint = {
    id: deps.ids.next('hnt'), connectionId: connection.id, messageId: told.messageId,
    receivedAt: deps.clock.nowMs(), type: told.type, headers: incoming.headers,
    body: Buffer.from(incoming.body).toString('utf8').slice(0, BODY_KEPT_MAX),
    bodyHash: createHash('sha256').update(incoming.body).digest('hex'),
    operationId: ours?.id ?? null, paymentId: ours?.paymentId ?? null,
  };
  const stored = await deps.store.commit({
    writes: [{ write: 'hint', row: hint }],
    audit: {
      at: hint.receivedAt, actor: { kind: 'provider', id: connection.id, name: connection.name },
      act: 'webhook.received', subject: 'hint', subjectId: hint.id, reason: '',
      data: { message: hint.messageId, sha256: hint.bodyHash },
    },
  });
  if (!stored.ok) {
    // Any other conflict means that nothing is stored: it must not be acknowledged.
    invariant(stored.conflict === 'exists' && stored.detail.includes('hints.message_id'),
      `A notification could not be stored: ${stored.detail}.`);
    return accept({ repeated: true });
  }
  if (ours !== null && !isEnded(ours.state)) await askSoon(deps, ours.paymentId, ours.id);
  return accept({ repeated: false });
}

/** Lost in a crash, this costs only time: the provider is asked anyway. */
async function askSoon(deps: OperationDeps, paymentId: string, operationId: string): Promise<void> {
  await deps.transactions.change(paymentId, {
    actor: ENGINE, act: 'operation.hint', reason: '',
  }, (aggregate, { nowMs }) => {
    const open = aggregate.operations.find(({ id }) => id === operationId);
    const waits = open !== undefined && open.deadAt === null && open.dueAt > nowMs
      && (open.state === 'submitted' || open.state === 'unclear');
    return accept({
      aggregate: waits ? replaceOperation(aggregate, { ...open, dueAt: nowMs }) : aggregate,
    });
  });
}
