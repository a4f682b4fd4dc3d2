import type { BookRow } from '../../sandbox/books.ts';
import { text, whole, type Row } from './facts.ts';
import type { Scene } from './scene.ts';
import { describe, minorOf } from './trails.ts';

/**
 * The engine's ledger against the stand-ins' own books, to the minor unit: every settled operation
 * is one row of the books, and every row is a settled operation or a question that stands in front
 * of a person.
 */
export function checkBooks(scene: Scene): void {
  const { facts, verdict, sandbox, trails } = scene;
  trails.sync();
  const left = sandbox.books().filter(({ provider }) =>
    provider !== 'openPayments' && provider !== 'circle');
  const settled = facts.all('select operations.*, payments.job_id, purchases.aitbc_amount '
    + 'from operations join payments on payments.id = operations.payment_id '
    + 'left join purchases on purchases.payment_id = payments.id '
    + 'where operations.state = \'settled\' and operations.kind <> \'payout\' '
    + 'order by operations.id');
  for (const operation of settled) {
    const at = left.findIndex((row) => isBookedAs(row, operation));
    if (at < 0) {
      verdict.fail(`the ledger says ${text(operation, 'kind')} ${text(operation, 'id')} is settled `
        + `(${text(operation, 'reference')}), the books do not`);
    } else left.splice(at, 1);
  }
  for (const row of withoutReturnedHolds(scene, left)) {
    if (!isOpenQuestion(scene, row)) {
      verdict.fail(`the books hold a ${describe(row)} that the ledger does not know`);
    }
  }
}

/**
 * A hold whose answer was lost and whose escrow the exchange returned before anybody could ask
 * looks like one that never was. It came and went; neither the ledger nor the payer lacks anything.
 */
function withoutReturnedHolds({ trails }: Scene, rows: readonly BookRow[]): readonly BookRow[] {
  const left = [...rows];
  for (const back of trails.unasked()) {
    const at = left.indexOf(back);
    const hold = left.findIndex((row) => row.kind === 'hold' && row.provider === 'exchange'
      && row.reference === back.reference && row.amount === back.amount);
    if (at < 0 || hold < 0) continue;
    for (const index of [at, hold].toSorted((a, b) => b - a)) left.splice(index, 1);
  }
  return left;
}

function isBookedAs(row: BookRow, operation: Row): boolean {
  const kind = text(operation, 'kind');
  if (row.kind !== kind) return false;
  const job = text(operation, 'job_id') || text(operation, 'payment_id');
  if (kind === 'purchase') {
    return row.reference === text(operation, 'key')
      && minorOf(row) === whole(operation, 'aitbc_amount');
  }
  if (minorOf(row) !== whole(operation, 'amount')) return false;
  if (kind !== 'hold') return row.hash === text(operation, 'reference');
  return row.reference === (row.provider === 'walletDaemon' ? text(operation, 'reference') : job);
}

/** The row belongs to an operation whose outcome is open, or to money that a person looks at. */
function isOpenQuestion({ facts, trails }: Scene, row: BookRow): boolean {
  const trail = trails.all().find((one) => one.rows.includes(row));
  if (trails.isBeyondUs(row, trail?.paymentId ?? null)) return true;
  if (trail !== undefined) {
    const operation = facts.one('select state from operations where key = ?', trail.key);
    const isOpen = ['unclear', 'submitted'].includes(text(operation, 'state'));
    return isOpen || (trail.hidden && !trail.accepted() && text(operation, 'state') !== 'settled');
  }
  const holder = trails.all().find((one) =>
    one.kind === 'hold' && one.provider === row.provider
    && one.rows.some((held) => held.reference === row.reference));
  if (holder === undefined) return false;
  return facts.one('select id from attention where subject_id = ? and closed_at is null',
    holder.paymentId) !== null;
}
