import type { RailCall, RailHealth } from '../../rails/rail.ts';
import type { Connection } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { EngineContext } from '../context.ts';
import { providerCall } from '../operations/provider-call.ts';

/** A person waits for the answer, whatever the connection allows its payments. */
const TEST_DEADLINE_MS = 10_000;

export type TestDeps = Pick<EngineContext, 'store' | 'clock' | 'secrets' | 'rails' | 'http'>;

/** Asks a provider whether it answers, within its deadline and 10 s at most. Changes nothing. */
export async function testConnection(
  deps: TestDeps,
  id: string,
): Promise<Result<RailHealth & { readonly latencyMs: number }>> {
  const { store, clock, rails } = deps;
  const connection = (await store.read.connections()).find((candidate) => candidate.id === id);
  if (connection === undefined) return refuse('not_found', { connection: id });
  const deadlineMs = Math.min(connection.deadlineMs, TEST_DEADLINE_MS);
  const startedAt = clock.nowMs();
  const call = openedCall(deps, connection, startedAt + deadlineMs);
  if (call === null) {
    return accept({
      ok: false, latencyMs: 0,
      message: 'The stored credentials do not open with the key of this data folder. '
        + 'Nothing was sent; enter them again.',
    });
  }
  const health = await withDeadline(deps, deadlineMs, rails[connection.rail].health(call));
  return accept({ ...health, latencyMs: Math.max(0, clock.nowMs() - startedAt) });
}

function openedCall(deps: TestDeps, connection: Connection, deadlineAt: number): RailCall | null {
  try {
    return providerCall(deps, connection, { deadlineAt, seller: null }).call;
  } catch (error) {
    // The port promises nothing about the class; what it throws here is a box that stays shut.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** A rail may ask more than once; together its questions end by the deadline. */
function withDeadline(
  { clock }: Pick<TestDeps, 'clock'>,
  deadlineMs: number,
  health: Promise<RailHealth>,
): Promise<RailHealth> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(deadlineMs, () => {
      const message = `The provider did not answer within ${Math.ceil(deadlineMs / 1_000)} s.`;
      resolve({ ok: false, message });
    });
    health.then(resolve, reject).finally(cancel);
  });
}
