/** One textual change of a source file, which must match exactly once. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** A known bug, planted to show that the simulation would see it. */
export type Mutant = { readonly name: string; readonly patches: readonly Patch[] };

const one = (name: string, file: string, find: string, replace: string): Mutant =>
  ({ name, patches: [{ file: `src-main/${file}`, find, replace }] });

const two = (name: string, patches: readonly (readonly [string, string, string])[]): Mutant => ({
  name, patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
});

const OUTCOME = 'engine/operations/outcome.ts';
const RECORD = 'engine/payments/record.ts';
const TRANSACT = 'engine/payments/transact.ts';

export const mutants: readonly Mutant[] = [
  one('the intent is not recorded', 'engine/operations/intent.ts',
    'decision: {\n      aggregate: pinned,', 'decision: {\n      aggregate,'),
  one('an answer before the commit', 'engine/decide.ts',
    'const answer = await store.commit(change);',
    'void store.commit(change); return accept(value);\n    '
      + 'const answer = await store.commit(change);'),
  one('a fresh key for a repeated send', OUTCOME,
    'tries, failureCode: \'not_received\'',
    'key: `${operation.key.slice(0, -1)}${tries}`, tries, failureCode: \'not_received\''),
  one('a retry after an ambiguous timeout', OUTCOME,
    'case \'unclear\': return lose(context, aggregate, operation, outcome.message);',
    'case \'unclear\': return returnUnsent(context, aggregate, operation, '
      + '{ text: outcome.message, retryAfterMs: null });'),
  two('release and refund race', [
    ['src-main/engine/domain/plan.ts',
      'if (open !== null) return refuse(\'operation_open\', '
        + '{ operation: open.id, kind: open.kind });',
      ''],
    ['src-main/engine/payments/can.ts',
      'if (open !== null) return \'Another operation is still open.\';', ''],
    ['src-main/engine/domain/plan.ts',
      'if (amount.minor > available(aggregate.payment)) return refuse(\'above_held\');', ''],
    ['src-main/engine/domain/plan.ts',
      '? released.minor + refunded.minor + inMotion.minor <= held.minor', '? true'],
    ['src-main/engine/domain/payment.ts',
      'stillHeld(payment) - payment.inMotion.minor : 0n', 'stillHeld(payment) : 0n'],
    ['drizzle/0000_create_the_store.sql', 'released + refunded + in_motion <= held', 'true'],
    ['drizzle/0000_create_the_store.sql', 'CREATE UNIQUE INDEX `operations_one_open`',
      'CREATE INDEX `operations_one_open`'],
    ['drizzle/0010_pay_with_consent.sql', 'released + refunded + in_motion <= held', 'true'],
    ['drizzle/0010_pay_with_consent.sql', 'CREATE UNIQUE INDEX `operations_one_open`',
      'CREATE INDEX `operations_one_open`'],
  ]),
  one('a counter keeps what has left it', 'engine/domain/counters.ts',
    'if (before !== null) addAll(standing(before), -1);', ''),
  one('an attention counter is not lowered', RECORD,
    '\n    ...before.filter((name) => !after.includes(name))'
      + '.map((name) => counterWrite(name, -1)),', ''),
  one('a posting is lost', RECORD,
    'writes.push(...postingWrites(context, after.payment, {',
    'if (old?.state !== \'unclear\') writes.push(...postingWrites(context, after.payment, {'),
  two('a timer before the clock is looked at', [
    ['src-main/engine/domain/due.ts', 'row(\'escrow-expiry\', actsAt)',
      'row(\'escrow-expiry\', actsAt - 30_000)'],
    ['src-main/engine/escrow/expiry.ts',
      'context.surroundings.nowMs < expiryActsAt(aggregate, context.escrow)\n'
        + '      ? accept({ aggregate }) : ', ''],
  ]),
  two('expiry beside a dispatched operation', [
    ['src-main/engine/domain/due.ts',
      'if (open !== null && open.state !== \'scheduled\') return [];', ''],
    ['src-main/engine/escrow/expiry.ts',
      '&& escrow.decisionNeeded === null '
        + '&& (open === null || open.state === \'scheduled\');',
      '&& escrow.decisionNeeded === null;'],
  ]),
  one('settled by a 202 without evidence', 'rails/bitcoin/translate.ts',
    'return { kind: \'submitted\', reference: null };',
    'return settledBy(\'0\'.repeat(64), redact(answer.raw));'),
  one('an escrow still active is proof that a release was not received',
    'rails/bitcoin/translate.ts', 'active: () => ({ kind: \'undecided\', message: STILL_ACTIVE })',
    'active: () => ({ kind: \'missing\' })'),
  one('an early refund beside a daemon that returns escrows', 'engine/operations/standing.ts',
    'return returnsAnyway\n      ? { kind: \'wait\', untilMs: escrow.expiresAt, '
      + 'text: RETURNS_BY_ITSELF } : null;',
    'return null;'),
  one('a 5xx is taken for a no', 'rails/provider-answer.ts',
    'if (status < 400 || status >= 500 || status === 408', 'if (status < 400 || status === 408'),
  one('one unknown id is proof', OUTCOME,
    'if (mayBeUnsent && graceOver && readings >= MISSING_READINGS_MIN) {', 'if (mayBeUnsent) {'),
  two('recovery sends again', [
    ['src-main/engine/recovery.ts', 'import { lose } from', 'import { returnUnsent } from'],
    ['src-main/engine/recovery.ts', 'const lost = lose(', 'const lost = returnUnsent('],
    ['src-main/engine/recovery.ts', '\'Paydesk stopped while this was being sent\',',
      '{ text: \'stopped\', retryAfterMs: null },'],
  ]),
  one('recovery is forgotten', 'engine/engine.ts',
    'await recover(deps);', ''),
  one('a refund to another address', 'engine/payments/moves.ts',
    'kind: \'refund\', amount, account: refundAddress,',
    'kind: \'refund\', amount, account: refundAddress === null ? null '
      + ': \'bcrt1qwzm04ae5z9a8wy7ckqx2yt6gpxhjzmw57hw0ql\','),
  one('a batch item is not marked as started', 'engine/payments/acts.ts',
    'also: batchId === null || operation === null ? [] : [{',
    'also: batchId !== null || operation === null ? [] : [{'),
  one('a batch ends before its items', 'engine/batches/run.ts',
    'if ((counts.waiting ?? 0) + (counts.started ?? 0) === 0) {', 'if (waiting.length > 0) {'),
  one('a late yes is taken for a no', OUTCOME,
    'case \'settled\': return settle(context, aggregate, operation, outcome);',
    'case \'settled\': return operation.state === \'unclear\' ? moveOne(aggregate, operationId, '
      + '{ signal: \'reject\', patch: { endedAt: context.nowMs } }) '
      + ': settle(context, aggregate, operation, outcome);'),
  one('what follows is skipped', TRANSACT,
    'const followed = followUp('
      + '{ ids, nowMs, policy: marketplace.policy, job, purchase }, decided);',
    'const followed = decided;'),
  one('the audit entry outside the commit', 'engine/decide.ts',
    'const change = { writes, audit };', 'const change = { writes, audit: null };'),
  one('an Idempotency-Key is not kept', TRANSACT, 'if (claim === null) return [];', 'return [];'),
  two('stop after the dispatch', [
    ['src-main/engine/domain/operation.ts', 'accept: \'submitted\', settle: \'settled\', '
      + 'reject: \'rejected\', lose: \'unclear\',\n    \'return-unsent\'',
    'withdraw: \'cancelled\', accept: \'submitted\', settle: \'settled\', reject: \'rejected\', '
      + 'lose: \'unclear\',\n    \'return-unsent\''],
    ['src-main/engine/payments/can.ts',
      'operations.some(({ state }) => state === \'scheduled\' || state === \'planned\')', 'true'],
  ]),
  one('a work row is forgotten', 'engine/domain/due.ts',
    'case \'submitted\': case \'unclear\': return row(\'inquire\', null);',
    'case \'submitted\': return null; case \'unclear\': return row(\'inquire\', null);'),
  one('the expiry is forgotten after its warning', 'engine/domain/due.ts',
    'if (escrow.warnedAt !== null) return [expiry];', 'if (escrow.warnedAt !== null) return [];'),
  one('a person is never told of an unclear outcome', 'engine/domain/attention.ts',
    'if (open?.state === \'unclear\') reasons.push(\'outcome-unclear\');', ''),
  one('a dead letter is told to nobody', 'engine/domain/attention.ts',
    'reasons.push(\'dead-letter\');', ''),
  one('the runner goes on after the store halted', 'engine/runner/runner.ts',
    'deps.store.onHalted(() => {\n    loop.running = false;', 'deps.store.onHalted(() => {'),
  one('the end of a job decides for a person', 'engine/payments/follow-up.ts',
    'if (aggregate.escrow !== null && aggregate.escrow.decisionNeeded !== null) return aggregate;',
    ''),
  one('a provider is not asked at expiry', 'engine/operations/standing.ts',
    'const standing = await rails[payment.rail].escrowStanding(call, request);', 'return null;\n'
      + '  const standing = await rails[payment.rail].escrowStanding(call, request);'),
  one('the end of a job slips by unseen', TRANSACT,
    '...(job === null ? [] : [expectJob(job)]),', ''),
  one('one operator is enough', 'engine/payments/decisions.ts',
    'return ask.actor.id === second.id ? refuse(\'same_operator\') : accept(null);',
    'return accept(null);'),
  one('an operation that was accepted is sent again', OUTCOME,
    'operation.failureCode !== ACCEPTED_UNCLEAR', 'true'),
  one('a fresh key for a payout that may have arrived', 'rails/usdc/client.ts',
    '...transferInput(session, wanted), idempotencyKey: key, refId: key,',
    '...transferInput(session, wanted), refId: key,\n        idempotencyKey: '
      + 'key.slice(0, -4) + String(session.call.nowMs % 10_000).padStart(4, \'0\'),'),
  one('paid on the word of Circle alone', 'rails/usdc/inquire.ts',
    'if (proof !== undefined) return settled(reading, proof);',
    'if (proof !== undefined) return settled(reading, proof);\n'
      + '  const [first] = seen;\n'
      + '  if (first !== undefined) return settled(reading, { transfer: first.transfer, '
      + 'hash: first.hash, blockNumber: \'0\', blockHash: \'\', logIndex: 0, emitter: \'\', '
      + 'value: \'0\', fee: 0n, feePayer: \'0x\' });'),
  one('paid on the word of the chain alone', 'rails/usdc/inquire.ts',
    'case \'open\': return onTheWay(reading);', 'case \'open\': return completed(reading);'),
  one('a failed payout is believed though the chain has it', 'rails/usdc/inquire.ts',
    'if (proofsIn(seen).length > 0 || messageIn(seen, \'other\') !== null) {', 'if (false) {'),
  one('a stuck payout is taken for a failed one', 'rails/usdc/translate.ts',
    'STUCK: { rank: 2, phase: \'stuck\' },', 'STUCK: { rank: 2, phase: \'ended\' },'),
  two('a task is paid under every identity', [
    ['src-main/engine/payouts/task.ts', 'if (present !== null) return accept({ present });', ''],
    ['src-main/engine/payouts/task.ts', 'if (paid !== undefined) return refuse(\'already_paid\', '
      + '{ payment: paid.id });', ''],
    ['drizzle/0011_pay_from_a_treasury.sql', 'CREATE UNIQUE INDEX `payments_identity_once`',
      'CREATE INDEX `payments_identity_once`'],
  ]),
  one('a score moves before its task is paid', 'engine/payouts/score.ts',
    'if (after.status !== \'released\' || before?.status === \'released\') return [];',
    'if (after.status !== \'releasing\' || before?.status === \'releasing\') return [];'),
  one('a score moves twice as far', 'engine/payouts/score.ts',
    'wallet.score + REPUTATION_STEP', 'wallet.score + 2 * REPUTATION_STEP'),
  one('the network is paid by nobody', 'engine/domain/ledger.ts',
    '? [] : moved(paysFrom, \'network-fees\', networkFee)),', '? [] : []),'),
  one('the fee is not taken off', 'engine/domain/payout.ts',
    'const net = money(gross.minor - fee.minor, gross.asset);', 'const net = gross;'),
  one('a notice is taken whoever signed it', 'engine/payouts/hints.ts',
    'if (key === null || !hint.isSigned(incoming, key)) continue;', 'if (key === null) continue;'),
  one('a payout to another account', 'rails/usdc/pay.ts',
    'return { amount, account, token };',
    'return { amount, account: account.toLowerCase().replace(/..$/, \'00\'), token };'),
  one('what goes back stays with the payee', 'engine/domain/ledger.ts',
    'return paysFrom === \'payee\' ? \'treasury\' : template.payout.to;',
    'return template.payout.to;'),
  one('the same money goes back again', 'engine/payments/refundable.ts',
    'if (linked.link?.kind === \'refund-of\') minor -= claimed(linked);', ''),
  one('the connection is not pinned', 'engine/operations/intent.ts',
    'const pinned = operation.kind === \'purchase\' ? moved.value : {',
    'const pinned = operation.kind !== \'payout\' ? moved.value : {'),
];
