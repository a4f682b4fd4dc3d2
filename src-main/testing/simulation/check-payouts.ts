import type { BookRow } from '../../sandbox/books.ts';
import { amountOf, text, whole, type Facts } from './facts.ts';
import type { Scene } from './scene.ts';
import type { Verdict } from './trace.ts';

/**
 * R3 and R5 for a payout: it leaves once its intent is durable and its payer has agreed, and under
 * the key of its operation.
 */
export function judgePayout(facts: Facts, verdict: Verdict, body: string): void {
  const operation = facts.one('select id, state, payment_id from operations where key = ?',
    keyIn(body));
  const id = text(operation, 'id');
  const attempt = facts.one('select id from attempts where operation_id = ? '
    + 'and purpose = \'send\' and ended_at is null', id);
  if (text(operation, 'state') !== 'dispatching' || attempt === null) {
    verdict.fail(`R3: a payout of ${id} left without a durable intent`);
  }
  const consent = facts.one('select state from consents where operation_id = ? '
    + 'and state = \'granted\'', id);
  if (consent === null) verdict.fail(`a payout of ${id} left without its payer's consent`);
}

function keyIn(body: string): string {
  const sent: unknown = JSON.parse(body);
  const metadata = typeof sent === 'object' && sent !== null && 'metadata' in sent
    ? sent.metadata : null;
  return typeof metadata === 'object' && metadata !== null && 'paydesk' in metadata
    && typeof metadata.paydesk === 'string' ? metadata.paydesk : '';
}

/**
 * The banks' books against the ledger, to the minor unit: everything that arrived belongs to one
 * payout that says so, or whose outcome is open; every settled payout arrived, once; and no payment
 * brought more than was promised but for the unit that a bank's rounding adds.
 */
export function checkPayouts({ facts, verdict, sandbox }: Scene): void {
  const rows = sandbox.books().filter(({ provider }) => provider === 'openPayments');
  const arrived = new Map<string, bigint>();
  for (const row of rows) {
    const operation = operationOf(facts, row);
    const id = text(operation, 'id');
    if (operation === null) {
      verdict.fail(`R3: nobody asked for ${row.amount} ${row.asset} to ${row.account}`);
      continue;
    }
    if (arrived.has(id)) verdict.fail(`R5: the payout ${id} arrived twice`);
    arrived.set(id, minorOf(row));
    const state = text(operation, 'state');
    if (state === 'rejected' || state === 'cancelled' || state === 'planned') {
      verdict.fail(`the payout ${id} is ${state}, and ${row.amount} ${row.asset} arrived`);
    }
  }
  const settled = facts.all('select operations.id, delivered, operations.amount from operations '
    + 'join payments on payments.id = payment_id '
    + 'where kind = \'payout\' and rail = \'interledger\' and state = \'settled\'');
  for (const row of settled) {
    const id = text(row, 'id');
    const says = row['delivered'] === null ? whole(row, 'amount') : whole(row, 'delivered');
    if (arrived.get(id) !== says) {
      verdict.fail(`the ledger says that ${says} of ${id} arrived, the books ${arrived.get(id)}`);
    }
  }
  const over = facts.all('select payments.id from payments where rail = \'interledger\' '
    + 'and released > amount + (select count(*) from operations where payment_id = payments.id)');
  for (const row of over) verdict.fail(`R6: ${text(row, 'id')} paid more than was promised`);
  checkRepaid({ facts, verdict });
}

/** What was paid back of a payment is no more than what was paid, in the same asset. */
function checkRepaid({ facts, verdict }: Pick<Scene, 'facts' | 'verdict'>): void {
  const repaid = facts.all('select paid.id, paid.released, sum(back.released) as back '
    + 'from payments back join payments paid on paid.id = back.link_payment_id '
    + 'where back.link_kind = \'refund-of\' and back.asset = paid.asset group by paid.id');
  for (const row of repaid) {
    if (whole(row, 'back') > whole(row, 'released')) {
      verdict.fail(`R6: more of ${text(row, 'id')} was paid back than was paid`);
    }
  }
}

/** The payout whose request for money the bank booked it under. */
function operationOf(facts: Facts, { reference }: BookRow) {
  return facts.one('select operations.id, operations.state from consents '
    + 'join operations on operations.id = consents.operation_id '
    + 'where incoming_reference like \'%/\' || ? order by consents.ordinal desc limit 1',
  reference);
}

/** The banks' currencies have two places. */
function minorOf({ amount }: BookRow): bigint {
  return amountOf(amount, 2);
}
