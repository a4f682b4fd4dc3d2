import { sameAsset, type Money } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Difference, Reconciled, ReconciledRow, ReconcileInput } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { askingCall } from '../operations/provider-call.ts';
import type { StatementRow } from '../../rails/rail.ts';

/** Pages of the provider's list that one question reads; it says where it ended. */
const PAGES_MAX = 20;
const PAGE_DEADLINE_MS = 30_000;

/**
 * Three accounts of the same payouts, side by side: our ledger, the provider's list, the chain
 * (DESIGN 7; X of S4-125). Reads only; every difference is named and nothing is mended by it.
 */
export async function reconcile(
  deps: EngineContext,
  { connectionId, fromMs, toMs }: ReconcileInput,
): Promise<Result<Reconciled>> {
  const connection = await deps.directory.connection(connectionId);
  if (connection === null) return refuse('not_found', { connection: connectionId });
  const { statement } = deps.rails[connection.rail];
  if (statement === null) return refuse('rail_unsupported', { rail: connection.rail });
  const told: StatementRow[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const call = askingCall(deps, connection, { patienceMs: PAGE_DEADLINE_MS });
    const answer = await statement(call, { fromMs, toMs, cursor });
    if (answer.kind === 'unavailable') return refuse('provider_unavailable', {}, answer.message);
    told.push(...answer.rows);
    cursor = answer.next;
    if (cursor === null) break;
  }
  const rows = await Promise.all(told.map((row) => compare(deps, row)));
  return accept({
    connectionId, fromMs, toMs, rows, whole: cursor === null,
    agreed: rows.filter(({ differences }) => differences.length === 0).length,
  });
}

async function compare({ store }: EngineContext, row: StatementRow): Promise<ReconciledRow> {
  const operation = row.key === '' ? null : await store.read.operationByKey(row.key);
  return {
    reference: row.reference, key: row.key,
    ledger: operation === null ? null : {
      paymentId: operation.paymentId, operationId: operation.id, state: operation.state,
      amount: operation.delivered ?? operation.amount, account: operation.account,
      hash: operation.evidence?.reference ?? null,
    },
    provider: row.provider, chain: row.chain, differences: differencesOf(operation, row),
  };
}

const finished: ReadonlySet<string> = new Set(['COMPLETE']);
const failed: ReadonlySet<string> = new Set(['FAILED', 'DENIED', 'CANCELLED', 'CANCELED']);

function differencesOf(
  operation: Operation | null,
  { provider, chain }: StatementRow,
): readonly Difference[] {
  const differences: Difference[] = [];
  const mined = chain?.status === 'success';
  if (operation === null) {
    // What never moved anything is nobody's loss; what moved without us is.
    if (mined || (provider !== null && finished.has(provider.state))) {
      differences.push('missing-here');
    }
    return differences;
  }
  if (provider === null) differences.push('missing-at-provider');
  if (provider !== null && finished.has(provider.state) && chain === null) {
    differences.push('missing-on-chain');
  }
  if (provider !== null && failed.has(provider.state) && mined) {
    differences.push('failed-but-mined');
  }
  const paid = operation.state === 'settled';
  if (paid && !mined) differences.push('paid-here-only');
  if (!paid && mined && provider !== null && finished.has(provider.state)) {
    differences.push('paid-there-only');
  }
  for (const told of [provider, chain]) {
    if (told === null) continue;
    if (told.amount !== null && !sameAmount(told.amount, operation.amount)) {
      differences.push('amount-differs');
    }
    if (told.account !== null && operation.account !== null
      && told.account.toLowerCase() !== operation.account.toLowerCase()) {
      differences.push('account-differs');
    }
  }
  return [...new Set(differences)];
}

function sameAmount(a: Money, b: Money): boolean {
  return sameAsset(a.asset, b.asset) && a.minor === b.minor;
}
