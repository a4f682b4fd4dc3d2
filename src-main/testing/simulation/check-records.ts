import { verifyChain } from '../../db/audit.ts';
import { findProblems } from '../../db/integrity.ts';
import { isOpen, operationStates, operationTable } from '../../engine/domain/operation.ts';
import { text, whole, type Row } from './facts.ts';
import type { Scene } from './scene.ts';

/** R2: everything that one commit writes together says the same, recounted from the rows. */
export function checkRecords(scene: Scene): void {
  const { machine, verdict } = scene;
  const { broken } = verifyChain(machine.database());
  if (broken !== null) verdict.fail(`R10: the audit chain breaks at ${broken.seq}`);
  for (const problem of findProblems(machine.database())) verdict.fail(`R2: ${problem}`);
  checkCounters(scene);
  checkPostings(scene);
  checkEvents(scene);
  checkWork(scene);
  checkRequests(scene);
  checkBatches(scene);
}

/** Each counter by a count of its own, which shares no code with what keeps it. */
const recounts: readonly string[] = [
  'select \'status:\' || rail || \':\' || asset || \':\' || status as name, count(*) as n '
    + 'from payments group by 1',
  'select case stage when \'now\' then \'attention:\' else \'awaiting:\' end || reason as name, '
  + 'count(*) as n from attention '
    + 'where closed_at is null group by 1',
  'select \'job:\' || state as name, count(*) as n from jobs group by 1',
  'select \'batch:\' || state as name, count(*) as n from batches group by 1',
  'select \'inbox:\' || state as name, count(*) as n from inbox group by 1',
  'select \'deliveries:\' || state as name, count(*) as n from deliveries group by 1',
  'select \'escrow-expired:\' || rail as name, count(*) as n from escrows '
    + 'join payments on payments.id = escrows.payment_id '
    + 'where expired_at is not null group by 1',
  'select \'transition:\' || rail || \':\' || coalesce(from_state, \'none\') || \':\' || to_state '
    + 'as name, count(*) as n from events join payments on payments.id = events.payment_id '
    + 'where kind like \'payment.%\' group by 1',
  'select \'ended:\' || rail || \':\' || operation_kind || \':\' || to_state as name, '
    + 'count(*) as n from events join payments on payments.id = events.payment_id '
    + 'where kind like \'operation.%\' and to_state in '
    + '(\'settled\', \'rejected\', \'cancelled\', \'unclear\') group by 1',
];

function checkCounters({ facts, verdict }: Scene): void {
  const counted = new Map<string, bigint>();
  for (const sql of recounts) {
    for (const row of facts.all(sql)) counted.set(text(row, 'name'), whole(row, 'n'));
  }
  for (const row of facts.all('select name, count from counters')) {
    const name = text(row, 'name');
    if (/^(day|money):/.test(name)) continue;
    const is = counted.get(name) ?? 0n;
    if (is !== whole(row, 'count')) {
      verdict.fail(`R2: the counter ${name} says ${whole(row, 'count')}, the rows say ${is}`);
    }
    counted.delete(name);
  }
  for (const [name, is] of counted) {
    if (is !== 0n) verdict.fail(`R2: there is no counter ${name}, the rows say ${is}`);
  }
}

/** Where the money of each payment stands, from its operations, against its postings. */
function checkPostings({ facts, verdict }: Scene): void {
  const sums = new Map<string, bigint>();
  const add = (name: string, minor: bigint): void => {
    sums.set(name, (sums.get(name) ?? 0n) + minor);
  };
  for (const row of facts.all('select payment_id, account, asset, delta from postings')) {
    add(`${text(row, 'payment_id')} ${text(row, 'account')} ${text(row, 'asset')}`,
      whole(row, 'delta'));
  }
  const routes = new Map([
    ['hold', ['payer', 'escrow']], ['release', ['escrow', 'payee']],
    ['refund', ['escrow', 'payer']],
  ] as const satisfies readonly (readonly [string, readonly [string, string]])[]);
  for (const row of facts.all('select payment_id, kind, state, amount, asset from operations '
    + 'where state in (\'settled\', \'unclear\') and kind <> \'purchase\'')) {
    const route = [...routes].find(([kind]) => kind === text(row, 'kind'))?.[1];
    if (route === undefined) continue;
    const to = text(row, 'state') === 'settled' ? route[1] : 'suspense';
    const asset = text(row, 'asset');
    add(`${text(row, 'payment_id')} ${route[0]} ${asset}`, whole(row, 'amount'));
    add(`${text(row, 'payment_id')} ${to} ${asset}`, -whole(row, 'amount'));
  }
  for (const row of facts.all('select operations.*, rail, link_kind, payments.fee '
    + 'from operations '
    + 'join payments on payments.id = payment_id where kind = \'payout\' '
    + 'and state in (\'settled\', \'unclear\')')) {
    for (const [account, asset, minor] of payoutLines(row)) {
      add(`${text(row, 'payment_id')} ${account} ${asset}`, -minor);
    }
  }
  for (const [name, difference] of sums) {
    if (difference !== 0n) verdict.fail(`R6: the postings of ${name} are off by ${difference}`);
  }
  for (const row of facts.all('select asset, sum(delta) as total from postings group by asset')) {
    if (whole(row, 'total') !== 0n) verdict.fail(`R6: ${text(row, 'asset')} does not sum to zero`);
  }
}

type Line = readonly [account: string, asset: string, minor: bigint];

/** Where the money of a payout stands: what left its origin, what arrived, and the difference. */
function payoutLines(row: Row): readonly Line[] {
  const asset = text(row, 'asset');
  const amount = whole(row, 'amount');
  const [origin, goal] = endsOf(row);
  if (text(row, 'state') === 'unclear') {
    return [[origin, asset, -amount], ['suspense', asset, amount]];
  }
  const delivered = row['delivered'] === null ? amount : whole(row, 'delivered');
  const debited = row['debited'] === null ? delivered : whole(row, 'debited');
  const paidIn = text(row, 'debited_asset') || asset;
  const ends: readonly Line[] = [[origin, paidIn, -debited], [goal, asset, delivered]];
  if (origin !== 'payer') return [...ends, ...treasuryLines(row, origin)];
  return paidIn === asset ? [...ends, ['fees', asset, debited - delivered]] : [
    ...ends, ['exchange-clearing', paidIn, debited], ['exchange-clearing', asset, -delivered],
  ];
}

/** Whose money a payout is, and who gets it: what a treasury paid goes back into it. */
function endsOf(row: Row): readonly [origin: string, goal: string] {
  if (text(row, 'rail') !== 'usdc') return ['payer', 'payee'];
  return text(row, 'link_kind') === 'refund-of' ? ['payee', 'treasury'] : ['treasury', 'payee'];
}

/** The network is paid by the wallet that pays, and the fee by whoever is in its debt. */
function treasuryLines(row: Row, origin: string): readonly Line[] {
  const [network, paidIn] = [whole(row, 'network_fee'), text(row, 'network_fee_asset')];
  const [fee, asset] = [whole(row, 'fee'), text(row, 'asset')];
  return [
    [origin, paidIn, -network], ['network-fees', paidIn, network],
    ['payer', asset, -fee], ['fees', asset, fee],
  ];
}

/** The history of each operation is a walk along the one table, from its birth to its state. */
function checkEvents({ facts, verdict }: Scene): void {
  const last = new Map<string, string>();
  for (const row of facts.all('select operation_id, from_state, to_state, evidence_kind '
    + 'from events join operations on operations.id = operation_id '
    + 'where events.kind like \'operation.%\' order by seq')) {
    const id = text(row, 'operation_id');
    const from = text(row, 'from_state');
    const to = text(row, 'to_state');
    const state = operationStates.find((name) => name === from);
    // Handing an expired escrow to a person returns the operation and withdraws it in one commit;
    // what a provider did by itself is recorded as done at once, on the word of two operators.
    const recorded = to === 'settled' && text(row, 'evidence_kind') === 'operator-statement';
    const legal = state === undefined ? to === 'planned' || to === 'scheduled' || recorded
      : Object.values(operationTable[state]).some((next) => next === to)
        || (state === 'dispatching' && to === 'cancelled');
    if (from !== (last.get(id) ?? '') || !legal) {
      verdict.fail(`R2: ${id} went from ${last.get(id) ?? 'nothing'} (${from}) to ${to}`);
    }
    last.set(id, to);
  }
  for (const row of facts.all('select id, state from operations')) {
    if (last.get(text(row, 'id')) !== text(row, 'state')) {
      verdict.fail(`R2: ${text(row, 'id')} is ${text(row, 'state')}, its history ends elsewhere`);
    }
  }
}

/** Work has a subject that needs it, and what needs work has it. */
function checkWork({ facts, verdict }: Scene): void {
  const operations = facts.all('select id, payment_id, state, dead_at from operations');
  const wanted = new Set(operations.flatMap((row) => {
    const state = operationStates.find((name) => name === text(row, 'state'));
    if (state === undefined || !isOpen(state) || row['dead_at'] !== null) return [];
    const kind = state === 'scheduled' || state === 'dispatching' ? 'dispatch' : 'inquire';
    return [`${kind}:${text(row, 'id')}`];
  }));
  for (const row of facts.all('select id, kind from work '
    + 'where kind in (\'dispatch\', \'inquire\')')) {
    if (!wanted.delete(text(row, 'id'))) {
      verdict.fail(`R2: the work ${text(row, 'id')} has no operation that needs it`);
    }
  }
  for (const id of wanted) verdict.fail(`R14: the work ${id} is missing`);
  const orphans = facts.all('select id from work where '
    + '(kind = \'job-expiry\' and not exists (select 1 from jobs where id = subject_id '
    + 'and ended_at is null)) or (kind = \'batch\' and not exists (select 1 from batches '
    + 'where id = subject_id and state = \'running\')) or (kind like \'escrow-%\' and not exists '
    + '(select 1 from escrows where payment_id = subject_id and state = \'active\')) '
    + 'or (kind = \'deliver\' and not exists (select 1 from deliveries where id = subject_id '
    + 'and state = \'waiting\'))');
  for (const row of orphans) verdict.fail(`R2: the work ${text(row, 'id')} has no subject`);
  const open = facts.all('select payment_id from operations where state in (\'scheduled\', '
    + '\'dispatching\', \'submitted\', \'unclear\') group by payment_id having count(*) > 1');
  for (const row of open) verdict.fail(`R6: ${text(row, 'payment_id')} has two open operations`);
}

/** What was acknowledged is there, and one Idempotency-Key made one thing. */
function checkRequests({ facts, verdict, memory }: Scene): void {
  for (const [table, id] of memory.acknowledged) {
    if (facts.one(`select id from ${table} where id = ?`, id) === null) {
      verdict.fail(`R2: ${id} of ${table} was acknowledged and is lost`);
    }
  }
  const twice = facts.all('select payload as what from jobs where payload not like \'{"task%\' '
    + 'and payload not like \'{"external%\' group by payload having count(*) > 1 '
    + 'union all select payer from payments where link_kind is null and job_id is null '
    + 'group by payer having count(*) > 1');
  for (const row of twice) verdict.fail(`a request was carried out twice: ${text(row, 'what')}`);
}

function checkBatches({ facts, verdict }: Scene): void {
  // A refund that waited for the end of its escrow is withdrawn then, and goes on as a new one.
  const twice = facts.all('select batch_id, payment_id from operations '
    + 'where batch_id is not null and not (state = \'cancelled\' and kind = \'refund\') '
    + 'group by 1, 2 having count(*) > 1');
  for (const row of twice) {
    verdict.fail(`the batch item ${text(row, 'batch_id')} ${text(row, 'payment_id')} ran twice`);
  }
  const undone = facts.all('select distinct batch_id from batch_items join batches '
    + 'on batches.id = batch_id where batches.state = \'finished\' '
    + 'and batch_items.state = \'waiting\'');
  for (const row of undone) verdict.fail(`${text(row, 'batch_id')} finished before its items`);
  const items: readonly Row[] = facts.all('select batch_items.batch_id, batch_items.state as says, '
    + 'operations.state as is_now from batch_items '
    + 'join operations on operations.id = batch_items.operation_id');
  for (const row of items) {
    const isDone = text(row, 'is_now') === 'settled';
    if ((text(row, 'says') === 'done') !== isDone) {
      verdict.fail(`R2: an item of ${text(row, 'batch_id')} says ${text(row, 'says')}, its `
        + `operation ${text(row, 'is_now')}`);
    }
  }
}
