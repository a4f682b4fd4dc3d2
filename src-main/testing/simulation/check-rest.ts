import { text, whole, type Facts } from './facts.ts';
import type { Scene } from './scene.ts';
import { count, type Verdict } from './trace.ts';

const TERMINAL = ['released', 'refunded', 'cancelled', 'failed'];

/** R7, seen at every commit: a payment that has ended is never written again. */
export function createTerminalWatch(
  facts: Facts,
  verdict: Verdict,
): (paymentIds: readonly string[]) => void {
  const ended = new Map<string, bigint>();
  return (paymentIds) => {
    for (const id of paymentIds) {
      const row = facts.one('select status, version from payments where id = ?', id);
      const version = whole(row, 'version');
      const before = ended.get(id);
      if (before !== undefined && before !== version) {
        verdict.fail(`R7: ${id} had ended and was changed to ${text(row, 'status')}`);
      }
      if (TERMINAL.includes(text(row, 'status'))) ended.set(id, version);
    }
  };
}

/**
 * R14: every payment has ended, or something will happen to it by itself, or it stands in front of
 * a person; and so do jobs, batches and outgoing webhooks.
 */
export function checkNothingSilent({ facts, verdict, timeline }: Scene): void {
  const nowMs = timeline.wallMs();
  const waiting = facts.all('select id, status from payments where status not in '
    + '(\'released\', \'refunded\', \'cancelled\', \'failed\') and not exists (select 1 from '
    + 'attention where subject_id = payments.id and closed_at is null) and not exists '
    + '(select 1 from work where payment_id = payments.id and dead_at is null '
    + 'and kind <> \'deliver\' and kind <> \'job-expiry\') '
    // What a person or a policy left to be let go stands among the payouts that are ready.
    + 'and not (rail = \'usdc\' and exists (select 1 from operations '
    + 'where payment_id = payments.id and state = \'planned\'))');
  for (const row of waiting) {
    verdict.fail(`R14: ${text(row, 'id')} is ${text(row, 'status')} and waits silently`);
  }
  const overdue = facts.all('select id, due_at from work where dead_at is null and due_at < ? '
    + 'and coalesce(lease_until, 0) < ?', nowMs - 60_000, nowMs - 60_000);
  for (const row of overdue) verdict.fail(`R14: the work ${text(row, 'id')} is due and not done`);
  const dead = facts.all('select id from work where dead_at is not null and not exists '
    + '(select 1 from attention where subject_id = work.id and closed_at is null)');
  for (const row of dead) verdict.fail(`R14: the work ${text(row, 'id')} is dead and nobody knows`);
  const jobs = facts.all('select id from jobs where ended_at is null and not exists '
    + '(select 1 from work where id = \'job-expiry:\' || jobs.id)');
  for (const row of jobs) verdict.fail(`R14: ${text(row, 'id')} has no clock any more`);
  const batches = facts.all('select id from batches where (state = \'running\' and not exists '
    + '(select 1 from work where id = \'batch:\' || batches.id)) or (state = \'paused\' '
    + 'and not exists (select 1 from attention where subject_id = batches.id '
    + 'and closed_at is null))');
  for (const row of batches) verdict.fail(`R14: ${text(row, 'id')} is forgotten`);
  const over = facts.all('select payment_id from escrows where state = \'active\' '
    + 'and expired_at is null and decision_needed is null and expires_at < ? and not exists '
    + '(select 1 from operations where payment_id = escrows.payment_id '
    + 'and state in (\'dispatching\', \'submitted\', \'unclear\'))', nowMs - 60_000);
  for (const row of over) {
    verdict.fail(`R14: the escrow of ${text(row, 'payment_id')} ran out and nothing happened`);
  }
  const hooks = facts.all('select id from deliveries where (state = \'waiting\' and not exists '
    + '(select 1 from work where id = \'deliver:\' || deliveries.id))');
  for (const row of hooks) verdict.fail(`R14: the webhook ${text(row, 'id')} is forgotten`);
}

/**
 * What follows by itself is decided in the commit that makes it due: an ended job moves the money
 * of its payment, held bitcoin buys the tokens. At no time does such money simply rest.
 */
export function checkFollowed({ facts, verdict }: Scene): void {
  const resting = 'payments.status = \'escrowed\' and in_motion = 0 and not exists (select 1 from '
    + 'escrows where payment_id = payments.id and decision_needed is not null)';
  const forgotten = facts.all('select payments.id from payments join jobs '
    + `on jobs.payment_id = payments.id where ${resting} `
    + 'and jobs.state in (\'failed\', \'cancelled\', \'expired\') and not exists '
    + '(select 1 from operations where payment_id = payments.id '
    + 'and kind in (\'release\', \'refund\') and (created_at >= jobs.ended_at '
    // Asked for by the end of the job itself, before a clock was set back.
    + 'or (requested_by = \'Paydesk\' and reason = \'The job \' || jobs.state || \'.\')))');
  for (const row of forgotten) {
    verdict.fail(`the job of ${text(row, 'id')} ended and its money rests`);
  }
  const unspent = facts.all(`select id from payments where ${resting} `
    + 'and purchase_id is not null and not exists (select 1 from operations '
    + 'where payment_id = payments.id and kind <> \'hold\')');
  for (const row of unspent) verdict.fail(`the purchase of ${text(row, 'id')} does not go on`);
  // A release at the end leaves up to a minute before it; nothing else acts early.
  const early = facts.all('select payment_id from escrows where expired_at < expires_at - 60000 '
    + 'or (expired_at < expires_at and not exists (select 1 from operations where kind = '
    + '\'release\' and payment_id = escrows.payment_id and created_at = escrows.expired_at))');
  for (const row of early) verdict.fail(`the escrow of ${text(row, 'payment_id')} ended early`);
}

/** How payments ended once people had answered everything, for the coverage. */
export function countEnds({ facts, coverage }: Scene): void {
  const rows = facts.all('select status, rail, (select reason from attention where '
    + 'subject_id = payments.id and closed_at is null order by id limit 1) as reason '
    + 'from payments');
  for (const row of rows) {
    const status = text(row, 'status');
    count(coverage, TERMINAL.includes(status) ? `ended ${status}`
      : `left ${status} on ${text(row, 'rail')}, ${text(row, 'reason')}`);
  }
}
