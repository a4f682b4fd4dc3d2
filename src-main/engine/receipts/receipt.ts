import { createHash } from 'node:crypto';
import { assetRef, formatAmount, type Money } from '../domain/money.ts';
import type { Operation } from '../domain/operation.ts';
import { railAssets } from '../domain/rails.ts';
import type { Attempt, AuditEntry, StoredEvent } from '../domain/records.ts';
import type { PaymentFile } from '../api.ts';
import { transactionHash } from '../webhooks/delivery.ts';
import { plainText, quietJson } from './plain-text.ts';
import {
  receiptShape, type Receipt, type ReceiptAmount, type ReceiptOperation,
} from './receipt-shape.ts';
import { verify } from './verification.ts';

export const SANDBOX_NOTICE = 'SANDBOX — nothing here is real money';

export type ReceiptInput = {
  readonly file: PaymentFile;
  /** Who issues it, as the reader should see it; the marketplace's operator. */
  readonly issuerName: string;
  readonly engineVersion: string;
  /** Whether this installation runs in the sandbox: decides where no connection was used yet. */
  readonly sandbox: boolean;
  /** The rail's own sentence on how final a release or refund is (`Rail.finality`). */
  readonly finality: string;
  readonly auditHead: Pick<AuditEntry, 'seq' | 'hash'> | null;
  readonly issuedAtMs: number;
};

/**
 * Composes a payment's receipt: parties, amounts, every operation with its evidence and whose word
 * that is, what was verified and what not, all times, and the audit log's head. Pure: the same
 * input gives the same receipt. Text of others is stripped of what could mislead (R16).
 */
export function composeReceipt(input: ReceiptInput): Receipt {
  const { file, auditHead, issuedAtMs } = input;
  const { payment, operations, escrow, connection, marketplace, job } = file;
  const mode = connection?.mode ?? (input.sandbox ? 'sandbox' : 'live');
  const name = `${payment.id}:${payment.version}`;
  return receiptShape.parse({
    format: 'paydesk-receipt', formatVersion: '1',
    id: `rcp_${sha256(name).slice(0, 26)}`,
    number: `${payment.id.replace(/^pay_/, '')}-${payment.version}`,
    issuedAt: time(issuedAtMs),
    issuer: {
      name: plainText(input.issuerName), software: 'Paydesk', engineVersion: input.engineVersion,
    },
    notice: mode === 'sandbox' ? SANDBOX_NOTICE : null,
    mode,
    marketplace: { id: marketplace.id, name: plainText(marketplace.name) },
    payment: {
      id: payment.id, externalId: textOrNull(payment.externalId), status: payment.status,
      version: `${payment.version}`, purchaseId: payment.purchaseId,
      migratedFrom: payment.link?.kind === 'migrated-from' ? payment.link.paymentId : null,
      refundOf: payment.link?.kind === 'refund-of' ? payment.link.paymentId : null,
      offerId: textOrNull(payment.offerId), linked: file.linked.map(({ id }) => id),
    },
    job: job === null ? null
      : { id: plainText(job.id), state: job.state, endedAt: timeOrNull(job.endedAt) },
    payer: { name: plainText(payment.payer), account: textOrNull(payment.payerAccount) },
    payee: { name: plainText(payment.payee), account: textOrNull(payment.payeeAccount) },
    refundAddress: textOrNull(payment.refundAddress),
    rail: payment.rail, paymentMethod: railAssets[payment.rail].method,
    connection: connection === null ? null
      : { id: connection.id, name: plainText(connection.name) },
    escrow: escrow === null ? null : {
      reference: plainText(escrow.reference), state: escrow.state,
      expiresAt: time(escrow.expiresAt),
    },
    amounts: {
      payment: amountOf(payment.amount), held: amountOf(payment.held),
      released: amountOf(payment.released), refunded: amountOf(payment.refunded),
    },
    times: {
      created: time(payment.createdAt), escrowed: timeOrNull(payment.escrowedAt),
      released: timeOrNull(payment.releasedAt), refunded: timeOrNull(payment.refundedAt),
      expires: timeOrNull(payment.expiresAt), updated: time(payment.updatedAt),
    },
    transactionHash: textOrNull(transactionHash(operations, 'release')),
    refundTransactionHash: textOrNull(transactionHash(operations, 'refund')),
    operations: operations.map((operation) => operationOf(operation, file.attempts)),
    verification: cleanVerification(verify(file)),
    finality: plainText(input.finality),
    history: file.events.map(historyOf),
    audit: auditHead === null ? null : { seq: `${auditHead.seq}`, hash: auditHead.hash },
  } satisfies Receipt);
}

/** The receipt as a file: stable order of fields, two spaces, one line feed at the end. */
export function receiptJson(receipt: Receipt): string {
  return `${quietJson(receipt)}\n`;
}

function operationOf(operation: Operation, attempts: readonly Attempt[]): ReceiptOperation {
  const { evidence } = operation;
  return {
    id: operation.id, kind: operation.kind, ordinal: `${operation.ordinal}`,
    state: operation.state, amount: amountOf(operation.amount),
    delivered: operation.delivered === null ? null : amountOf(operation.delivered),
    debited: operation.debited === null ? null : amountOf(operation.debited),
    account: textOrNull(operation.account), reason: plainText(operation.reason),
    requestedBy: plainText(operation.requestedBy), reference: textOrNull(operation.reference),
    evidence: evidence === null ? null : {
      kind: evidence.kind, reference: plainText(evidence.reference), word: plainText(evidence.word),
      answerSha256: sha256(evidence.raw),
    },
    failure: textOrNull(operation.failureText), retryOf: operation.retryOf,
    attempts: `${attempts.filter(({ operationId }) => operationId === operation.id).length}`,
    createdAt: time(operation.createdAt), dispatchedAt: timeOrNull(operation.dispatchedAt),
    endedAt: timeOrNull(operation.endedAt),
  };
}

function historyOf({ seq, at, actor, text }: StoredEvent): Receipt['history'][number] {
  return { seq: `${seq}`, at: time(at), actor: plainText(actor.name), text: plainText(text) };
}

function cleanVerification(verification: Receipt['verification']): Receipt['verification'] {
  return {
    ...verification,
    checks: verification.checks.map((check) => ({ ...check, basis: plainText(check.basis) })),
  };
}

function amountOf(amount: Money): ReceiptAmount {
  return {
    value: formatAmount(amount), assetCode: amount.asset.code, assetScale: `${amount.asset.scale}`,
    asset: assetRef(amount.asset), minor: amount.minor.toString(),
  };
}

function textOrNull(text: string | null): string | null {
  return text === null ? null : plainText(text);
}

function time(atMs: number): string {
  return new Date(atMs).toISOString();
}

function timeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : time(atMs);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
