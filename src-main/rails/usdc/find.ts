import type { RailOperation } from '../rail.ts';
import { PAGE_SIZE, type CircleClient } from './client.ts';
import type { Answer, Failure } from './translate.ts';
import type { TransactionRecord } from './wire.ts';

/** What Circle has under an operation's key. `too-many`: the list is longer than it is read. */
export type Found =
  | { readonly kind: 'record'; readonly record: TransactionRecord }
  | { readonly kind: 'missing' | 'too-many' | 'several' }
  | Failure;

/** How far back the list is read: 1,000 transfers of this wallet to this payee. */
const PAGES_MAX = 20;

/**
 * Finds an operation by its key, which Circle keeps as `refId` and cannot be asked for: the
 * transfers of the wallet that pays are read, newest first. `everyPayee` also looks at those to
 * others.
 */
export async function findByKey(
  client: CircleClient, { key, account }: Pick<RailOperation, 'key' | 'account'>,
  { walletId, everyPayee = false }: {
    readonly walletId: string; readonly everyPayee?: boolean;
  },
): Promise<Found> {
  let pageAfter: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer: Answer<readonly TransactionRecord[]> = await client.listTransactions({
      walletId, order: 'DESC', pageAfter,
      ...(everyPayee || account === null ? {} : { destination: account.toLowerCase() }),
    });
    if (answer.kind !== 'read') return answer;
    const [record, ...more] = answer.value.filter(({ refId }) => refId === key);
    if (more.length > 0) return { kind: 'several' };
    if (record !== undefined) return { kind: 'record', record };
    const last = answer.value.at(-1)?.id ?? null;
    if (answer.value.length < PAGE_SIZE || last === null) return { kind: 'missing' };
    // A server that does not turn the page has not shown everything.
    if (last === pageAfter) return { kind: 'too-many' };
    pageAfter = last;
  }
  return { kind: 'too-many' };
}
