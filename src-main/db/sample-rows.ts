/** Rows with honest defaults, for the tests of the store: one builder per noun. */
import { ENGINE } from '../engine/domain/actor.ts';
import type { AttentionItem } from '../engine/domain/attention.ts';
import type { Posting } from '../engine/domain/ledger.ts';
import { BTC } from '../engine/domain/money.ts';
import type { Operation } from '../engine/domain/operation.ts';
import type { Escrow, Payment } from '../engine/domain/payment.ts';
import { DEFAULT_POLICY } from '../engine/domain/policy.ts';
import type {
  ApiKey, Attempt, AuditDraft, Connection, Delivery, InboxMessage, Marketplace, Operator,
  PaymentEvent,
} from '../engine/domain/records.ts';
import { workId, type Work } from '../engine/domain/work.ts';
import type { ChangeSet, Write } from '../engine/ports.ts';

const btc = (minor: bigint): Payment['amount'] => ({ minor, asset: BTC });

export const START_MS = 1_795_000_000_000;

export function marketplace(with_: Partial<Marketplace> = {}): Marketplace {
  return {
    id: 'mkt_1', name: 'Acme', refundAddresses: { BTC: 'bcrt1refund' }, webhooks: [],
    inboundSecrets: [], policy: DEFAULT_POLICY, createdAt: START_MS, version: 1, ...with_,
  };
}

export function connection(with_: Partial<Connection> = {}): Connection {
  return {
    id: 'con_1', rail: 'bitcoin', name: 'Wallet', mode: 'sandbox', enabled: true, priority: 1,
    baseUrl: 'http://127.0.0.1:20000', config: { path: '/api/v1' },
    secrets: { token: { keyId: 'k1', box: 'sealed' } }, expiryOwner: 'unknown',
    concurrencyMax: 8, callsPerSecondMax: 20, deadlineMs: 10_000, createdAt: START_MS,
    version: 1, ...with_,
  };
}

export function apiKey(with_: Partial<ApiKey> = {}): ApiKey {
  return {
    id: 'key_1', marketplaceId: 'mkt_1', name: 'backend', secretHash: 'hash-1',
    scopes: ['jobs:write'], createdAt: START_MS, expiresAt: null, lastUsedAt: null,
    revokedAt: null, version: 1, ...with_,
  };
}

export function operator(with_: Partial<Operator> = {}): Operator {
  return {
    id: 'opr_1', name: 'Ana', role: 'admin', passwordHash: '$scrypt$', mustChangePassword: false,
    code: null, codeStep: null, recoveryHash: null, failedAttempts: 0, lockedUntil: null,
    signedInAt: null, createdAt: START_MS, disabledAt: null, version: 1, ...with_,
  };
}

export function payment(with_: Partial<Payment> = {}): Payment {
  return {
    id: 'pay_1', marketplaceId: 'mkt_1', jobId: 'job_1', externalId: null, rail: 'bitcoin',
    connectionId: null, amount: btc(1_000n), held: btc(0n), released: btc(0n),
    refunded: btc(0n), inMotion: btc(0n), status: 'requested', payer: 'Buyer',
    payerAccount: null, payee: 'Worker', payeeAccount: null, refundAddress: 'bcrt1refund',
    onExpiry: 'refund', escrowTimeoutMs: 3_600_000, link: null, purchaseId: null,
    abandonedAt: null, createdAt: START_MS, updatedAt: START_MS, escrowedAt: null,
    releasedAt: null, refundedAt: null, expiresAt: null, sellerId: null, offerId: null,
    fee: null, identity: null, review: null, walletId: null,
    version: 1, ...with_,
  };
}

export function operation(with_: Partial<Operation> = {}): Operation {
  const paymentId = with_.paymentId ?? 'pay_1';
  const kind = with_.kind ?? 'hold';
  const ordinal = with_.ordinal ?? 1;
  return {
    id: `op_${paymentId}_${ordinal}`, paymentId, kind, ordinal,
    key: `${paymentId}:${kind}:${ordinal}`, state: 'scheduled', amount: btc(1_000n),
    account: null, reason: 'A job came.', connectionId: null, reference: null, evidence: null,
    delivered: null, debited: null, networkFee: null, memory: null, stuckAt: null,
    failureCode: null, failureText: null, tries: 0, deadAt: null, missingReadings: 0,
    missingSince: null, retryOf: null, batchId: null, requestedBy: 'key_1',
    createdAt: START_MS, dueAt: START_MS, dispatchedAt: null, deadlineAt: null, endedAt: null,
    version: 1, ...with_,
  };
}

export function escrow(with_: Partial<Escrow> = {}): Escrow {
  const paymentId = with_.paymentId ?? 'pay_1';
  return {
    id: `esc_${paymentId}`, paymentId, connectionId: 'con_1', reference: `bcrt1q${paymentId}`,
    amount: btc(1_000n), state: 'active', expiresAt: START_MS + 3_600_000, warnedAt: null,
    expiredAt: null, decisionNeeded: null, createdAt: START_MS, endedAt: null, version: 1,
    ...with_,
  };
}

/** Two lines that move `minor` from one account to another. */
export function postingPair(
  id: string,
  move: {
    readonly from: Posting['account']; readonly to: Posting['account']; readonly minor: bigint;
    readonly paymentId?: string;
  },
): readonly Posting[] {
  const paymentId = move.paymentId ?? 'pay_1';
  const shared = {
    paymentId, operationId: `op_${paymentId}_1`, connectionId: 'con_1', at: START_MS,
  };
  return [
    { ...shared, id: `${id}a`, account: move.from, delta: btc(-move.minor) },
    { ...shared, id: `${id}b`, account: move.to, delta: btc(move.minor) },
  ];
}

export function event(with_: Partial<PaymentEvent> = {}): PaymentEvent {
  return {
    paymentId: 'pay_1', at: START_MS, kind: 'payment.requested', actor: ENGINE,
    operationId: null, operationKind: null, from: null, to: 'requested', text: '', ...with_,
  };
}

export function attempt(with_: Partial<Attempt> = {}): Attempt {
  return {
    id: 'att_1', operationId: 'op_pay_1_1', paymentId: 'pay_1', connectionId: 'con_1',
    number: 1, purpose: 'send', key: 'pay_1:hold:1', requestDigest: 'digest',
    deadlineAt: START_MS + 10_000, startedAt: START_MS, endedAt: null, outcome: null,
    request: '', response: '', ...with_,
  };
}

export function work(with_: Partial<Work> = {}): Work {
  const kind = with_.kind ?? 'dispatch';
  const subjectId = with_.subjectId ?? 'op_pay_1_1';
  return {
    id: workId(kind, subjectId), kind, subjectId, paymentId: 'pay_1', connectionId: 'con_1',
    dueAt: START_MS, leaseUntil: null, tries: 0, lastError: null, deadAt: null, ...with_,
  };
}

export function attentionItem(with_: Partial<AttentionItem> = {}): AttentionItem {
  const reason = with_.reason ?? 'outcome-unclear';
  const subjectId = with_.subjectId ?? 'pay_1';
  return {
    id: `payment:${subjectId}:${reason}`, subject: 'payment', subjectId, reason,
    text: 'It is not known whether money moved.', deadlineAt: null, openedAt: START_MS,
    stage: 'now', closedAt: null, claimedBy: null, ...with_,
  };
}

export function delivery(with_: Partial<Delivery> = {}): Delivery {
  return {
    id: 'dlv_1', marketplaceId: 'mkt_1', endpointId: 'whk_1', url: 'http://127.0.0.1:9/hook',
    type: 'payment.released', paymentId: null, body: '{}', state: 'waiting', tries: 0,
    createdAt: START_MS, lastTriedAt: null, deliveredAt: null, responseStatus: null,
    responseBody: '', replayOf: null, version: 1, ...with_,
  };
}

export function inboxMessage(with_: Partial<InboxMessage> = {}): InboxMessage {
  return {
    id: 'ibx_1', kind: 'job', marketplaceId: 'mkt_1', messageId: 'msg_1', sentAt: START_MS,
    receivedAt: START_MS + 5, headers: { 'webhook-id': 'msg_1' }, body: '{}',
    bodyEncoding: 'utf-8', bodyHash: 'hash', state: 'waiting', code: null, detail: '',
    jobId: null, processedAt: null, version: 1, ...with_,
  };
}

export function draft(with_: Partial<AuditDraft> = {}): AuditDraft {
  return {
    at: START_MS, actor: ENGINE, act: 'payment.create', subject: 'payment', subjectId: 'pay_1',
    reason: '', data: {}, ...with_,
  };
}

/** A change set with an audit entry. */
export function change(writes: readonly Write[], audit: Partial<AuditDraft> = {}): ChangeSet {
  return { writes, audit: draft(audit) };
}

/** The marketplace and the connection that payments refer to. */
export const ground: ChangeSet = change([
  { write: 'insert', noun: 'marketplaces', row: marketplace() },
  { write: 'insert', noun: 'connections', row: connection() },
  { write: 'insert', noun: 'apiKeys', row: apiKey() },
], { act: 'setup', subject: 'marketplace', subjectId: 'mkt_1' });

/** A new payment with its first operation, as the engine writes one. */
export function newPayment(
  with_: Partial<Payment> = {},
  first: Partial<Operation> = {},
): ChangeSet {
  const row = payment(with_);
  const hold = operation({ paymentId: row.id, amount: row.amount, ...first });
  return change([
    { write: 'insert', noun: 'payments', row },
    { write: 'insert', noun: 'operations', row: hold },
    { write: 'event', row: event({ paymentId: row.id }) },
    { write: 'work', row: work({ subjectId: hold.id, paymentId: row.id, connectionId: null }) },
    { write: 'search', paymentId: row.id, text: `${row.id} ${row.payee} ${row.jobId ?? ''}` },
  ], { subjectId: row.id });
}
