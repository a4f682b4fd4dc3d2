/**
 * A store filled with payments as the engine would have left them: every row through the commit
 * queue, with its hash, its audit entry, its counters, its words for the search. Most payments
 * have ended; the open ones hold money in escrow and have clocks running. A payment is written in
 * its last state by one change set, where the engine takes six: the events, postings, operations
 * and attempts are all there, the audit entries in between are not.
 */
import { createHash } from 'node:crypto';
import {
  existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMigrated } from '../src-main/db/migrate.ts';
import { createStore } from '../src-main/db/store.ts';
import { operationKey } from '../src-main/engine/context.ts';
import { ENGINE } from '../src-main/engine/domain/actor.ts';
import { postingsOf } from '../src-main/engine/domain/ledger.ts';
import { BTC, money, zero } from '../src-main/engine/domain/money.ts';
import type { Operation, OperationKind } from '../src-main/engine/domain/operation.ts';
import type { Escrow, Payment, PaymentAggregate } from '../src-main/engine/domain/payment.ts';
import { settleUp } from '../src-main/engine/domain/plan.ts';
import { invariant } from '../src-main/engine/domain/result.ts';
import { recordPayment } from '../src-main/engine/payments/record.ts';
import type { ChangeSet, Ids, Write } from '../src-main/engine/ports.ts';
import { createSeeded } from '../src-main/testing/seeded.ts';
import { MARKETPLACE_ID, REFUND_ADDRESS } from '../src-main/testing/seed-rows.ts';
import { createSystemIds } from '../src-main/world/ports.ts';
import { seedFile, WALLET_ID } from './world.ts';

export type StoreSize = {
  readonly payments: number;
  /** How many of them still hold money. */
  readonly open: number;
};

/** Rises when this generator changes, so that an old file is not taken. */
const GENERATION = 1;
const DAY_MS = 86_400_000;
const DAYS_BACK = 90;
/** Far enough ahead that a kept file does not begin to act on its own. */
const EXPIRES_AHEAD_MS = 300 * DAY_MS;
const IN_HAND_MAX = 400;
const EXAMPLE_ADDRESS_LENGTH = 38;

/** The generated file of that size, made when it is missing and kept in `folder`. */
export async function generatedStore(
  size: StoreSize,
  tell: (line: string) => void,
  folder = join(tmpdir(), 'paydesk-bench-stores'),
): Promise<string> {
  const kind = `${GENERATION}-${schemaDigest()}`;
  const file = join(folder, `store-${kind}-${size.payments}-${size.open}.db`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.part`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  await seedFile(unfinished, { providerUrl: 'http://127.0.0.1:9' });
  await fill(unfinished, size, tell);
  renameSync(unfinished, file);
  return file;
}

/** Names the schema: a file of another one would be refused, or migrated while it is measured. */
function schemaDigest(): string {
  const migrations = join(import.meta.dirname, '..', 'drizzle');
  const digest = createHash('sha256');
  for (const name of readdirSync(migrations).filter((one) => one.endsWith('.sql')).toSorted()) {
    digest.update(readFileSync(join(migrations, name)));
  }
  return digest.digest('hex').slice(0, 8);
}

async function fill(file: string, size: StoreSize, tell: (line: string) => void): Promise<void> {
  const database = openMigrated(file);
  // Nothing here is anybody's money: the file is thrown away where the machine stops.
  database.pragma('synchronous = OFF');
  const store = createStore({ database });
  const startedAt = performance.now();
  const create = createPayments(size);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < size.payments) {
      const index = next;
      next += 1;
      const answer = await store.commit(create(index));
      invariant(answer.ok, 'A generated payment was not taken.');
      if (next % 50_000 === 0) tell(`${next} payments generated`);
    }
  };
  await Promise.all(Array.from({ length: IN_HAND_MAX }, worker));
  const seconds = (performance.now() - startedAt) / 1_000;
  tell(`${size.payments} payments generated in ${seconds.toFixed(0)} s`);
  database.pragma('wal_checkpoint(TRUNCATE)');
  store.close();
}

function createPayments(size: StoreSize): (index: number) => ChangeSet {
  const ids = createSystemIds();
  const seeded = createSeeded(size.payments);
  const nowMs = Date.now();
  const openEvery = size.open === 0 ? Infinity : Math.floor(size.payments / size.open);
  return (index) => {
    const createdAt = nowMs - Math.floor(DAYS_BACK * DAY_MS * (1 - index / size.payments));
    const minor = BigInt(100_000 + seeded.below(5_000_000));
    const hex = Buffer.from(seeded.random.bytes(32)).toString('hex');
    const ends: OperationKind | null = index % openEvery === 0 ? null
      : seeded.chance(0.85) ? 'release' : 'refund';
    const expiresAt = nowMs + EXPIRES_AHEAD_MS + index;
    return changeOf(ids, { createdAt, minor, hex, ends, expiresAt });
  };
}

type Facts = {
  readonly createdAt: number; readonly minor: bigint;
  /** 64 digits of its own, from which hash and address are made. */
  readonly hex: string;
  /** How it ended; null while it is held. */
  readonly ends: OperationKind | null;
  readonly expiresAt: number;
};

function changeOf(ids: Ids, facts: Facts): ChangeSet {
  const aggregate = aggregateOf(ids, facts);
  const { payment, operations } = aggregate;
  const { after, writes } = recordPayment({
    ids, nowMs: facts.createdAt, actor: ENGINE, route: WALLET_ID, warningMs: 900_000,
    webhooksFor: () => [],
  }, null, aggregate);
  return {
    writes: [
      ...writes,
      ...operations.flatMap((operation) => postingWrites(ids, operation, facts.createdAt)),
      ...operations.map((operation) => attemptWrite(ids, operation, facts)),
    ],
    audit: {
      at: facts.createdAt, actor: ENGINE, act: 'payment.create', subject: 'payment',
      subjectId: payment.id, reason: '', data: { status: after.payment.status },
    },
  };
}

function aggregateOf(ids: Ids, facts: Facts): PaymentAggregate {
  const payment = paymentOf(ids.next('pay'), facts);
  const { createdAt } = facts;
  const reference = `bcrt1q${facts.hex.slice(0, EXAMPLE_ADDRESS_LENGTH)}`;
  const kinds: OperationKind[] = facts.ends === null ? ['hold'] : ['hold', facts.ends];
  const operations = kinds.map((kind, index): Operation => {
    const proof = kind === 'hold' ? reference : facts.hex;
    return {
      id: ids.next('op'), paymentId: payment.id, kind, ordinal: index + 1,
      key: operationKey(payment.id, kind, index + 1), state: 'settled', amount: payment.amount,
      account: kind === 'refund' ? payment.refundAddress : null, reason: 'The work was done.',
      connectionId: WALLET_ID, reference: proof,
      evidence: {
        kind: kind === 'hold' ? 'escrow-address' : 'transaction', reference: proof,
        word: "the daemon's word", raw: JSON.stringify({ transaction_hash: proof }),
      },
      failureCode: null, failureText: null, tries: 0, deadAt: null, missingReadings: 0,
      missingSince: null, retryOf: null, batchId: null, requestedBy: 'Acme AI', createdAt,
      dueAt: createdAt, dispatchedAt: createdAt, deadlineAt: createdAt + 5_000,
      endedAt: createdAt + 200, version: 1,
    };
  });
  const escrow: Escrow = {
    id: ids.next('esc'), paymentId: payment.id, connectionId: WALLET_ID, reference,
    amount: payment.amount, state: 'active', expiresAt: facts.expiresAt, warnedAt: null,
    expiredAt: null, decisionNeeded: null, createdAt, endedAt: null, version: 1,
  };
  return settleUp({ payment, operations, escrow });
}

function paymentOf(id: string, { createdAt, minor, hex }: Facts): Payment {
  const none = zero(BTC);
  return {
    id, marketplaceId: MARKETPLACE_ID, jobId: null, externalId: `order-${hex.slice(0, 16)}`,
    rail: 'bitcoin', connectionId: WALLET_ID, amount: money(minor, BTC), held: none,
    released: none, refunded: none, inMotion: none, status: 'requested', payer: 'Acme AI',
    payerAccount: null, payee: `Worker ${hex.slice(0, 4)}`, payeeAccount: null,
    refundAddress: REFUND_ADDRESS, onExpiry: 'refund', escrowTimeoutMs: 3_600_000, link: null,
    purchaseId: null, abandonedAt: null, createdAt, updatedAt: createdAt, escrowedAt: null,
    releasedAt: null, refundedAt: null, expiresAt: null, version: 1,
  };
}

function postingWrites(ids: Ids, operation: Operation, at: number): readonly Write[] {
  const { kind, amount, paymentId, id: operationId } = operation;
  return postingsOf(kind, amount, { from: 'scheduled', to: 'settled' })
    .map(({ account, delta }): Write => ({
      write: 'posting',
      row: {
        id: ids.next('pst'), paymentId, operationId, connectionId: WALLET_ID, account, delta, at,
      },
    }));
}

function attemptWrite(ids: Ids, operation: Operation, { hex, createdAt }: Facts): Write {
  return {
    write: 'attempt',
    row: {
      id: ids.next('att'), operationId: operation.id, paymentId: operation.paymentId,
      connectionId: WALLET_ID, number: 1, purpose: 'send', key: operation.key, requestDigest: hex,
      deadlineAt: createdAt + 5_000, startedAt: createdAt, endedAt: createdAt + 200,
      outcome: 'settled', request: `POST /api/v1/escrow\n{"amount":"${operation.amount.minor}"}`,
      response: `200\n{"transaction_hash":"${hex}"}`,
    },
  };
}
