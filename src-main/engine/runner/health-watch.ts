import { railNames } from '../domain/rails.ts';
import type { Connection } from '../domain/records.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { askingCall } from '../operations/provider-call.ts';

export type HealthWatch = { readonly start: () => void; readonly stop: () => void };

/**
 * Asks connections that nothing was sent to lately whether they answer, so that the screens show a
 * dead provider before the next payment meets it. Asking moves no money and opens no circuit.
 */
export function createHealthWatch(deps: OperationDeps): HealthWatch {
  const { clock, options, log } = deps;
  let cancel: (() => void) | null = null;
  const again = (delayMs: number): void => {
    cancel = clock.after(delayMs, () => {
      look(deps)
        .catch((error: unknown) => { log.error('the health watch failed', { error }); })
        .finally(() => { if (cancel !== null) again(options.healthPauseMs ?? 0); })
        .catch((error: unknown) => { log.error('the health watch stopped', { error }); });
    });
  };
  return {
    start: () => {
      if (options.healthPauseMs !== null && cancel === null) again(0);
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}

async function look(deps: OperationDeps): Promise<void> {
  const connections = (await Promise.all(railNames.map((rail) =>
    deps.directory.connectionsOf(rail)))).flat();
  const nowMs = deps.clock.nowMs();
  const health = await deps.providers.health();
  const quiet = connections.filter(({ id }) => {
    const last = health.find(({ connectionId }) => connectionId === id)?.lastAnswerAt ?? null;
    return last === null || nowMs - last >= (deps.options.healthPauseMs ?? 0);
  });
  await Promise.all(quiet.map((connection) => ask(deps, connection)));
}

async function ask(deps: OperationDeps, connection: Connection): Promise<void> {
  const startedAt = deps.clock.nowMs();
  // One connection that cannot be asked (its secret does not open, say) hides no other.
  const said = await healthOf(deps, connection).catch((error: unknown) => {
    deps.log.error('a connection could not be asked', { connection: connection.id, error });
    return { ok: false, message: 'It could not be asked: its secret or its settings do not fit.' };
  });
  deps.providers.heard(connection.id, { ...said, latencyMs: deps.clock.nowMs() - startedAt });
}

// Opening a secret may throw at once: as a promise of its own it is caught like any other failure.
async function healthOf(deps: OperationDeps, connection: Connection) {
  return deps.rails[connection.rail].health(askingCall(deps, connection));
}
