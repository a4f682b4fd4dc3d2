import { strToU8, zipSync } from 'fflate';
import { formatAmount } from '../domain/money.ts';
import type { AttentionItem } from '../domain/attention.ts';
import type { Consent } from '../domain/consent.ts';
import type { Posting } from '../domain/ledger.ts';
import type { Purchase } from '../domain/purchase.ts';
import type {
  AuditEntry, Connection, Delivery, Hint, InboxMessage, Inquiries, PayeeWallet, ReputationEvent,
  StoredEvent,
} from '../domain/records.ts';
import type { PaymentFile } from '../api.ts';
import type { Traffic } from '../lists.ts';
import { csvText } from '../reports/csv-file.ts';
import { numberCell, textCell, timeCell } from '../reports/csv-text.ts';
import {
  bareUrl, jsonPart, listPart, sha256, textPart, type Part,
} from './evidence-text.ts';
import { evidenceReadMe } from './evidence-words.ts';
import { receiptJson } from './receipt.ts';
import type { Receipt } from './receipt-shape.ts';

export type EvidenceInput = {
  readonly file: PaymentFile;
  readonly receipt: Receipt;
  readonly receiptPdf: Uint8Array;
  readonly postings: readonly Posting[];
  readonly inquiries: readonly Inquiries[];
  /** Every time the payer was asked to agree, newest first. */
  readonly consents: readonly Consent[];
  /** The payee's wallet as it is now, what this payment moved of its score; null elsewhere. */
  readonly wallet: {
    readonly wallet: PayeeWallet; readonly score: readonly ReputationEvent[];
  } | null;
  /** The provider's own notifications about it, as they came; they prove nothing. */
  readonly hints: readonly Hint[];
  readonly purchase: Purchase | null;
  /** What stands before a person for this payment. */
  readonly attention: readonly AttentionItem[];
  /** Entries about the payment, its job and its purchase, oldest first. */
  readonly audit: readonly AuditEntry[];
  /** How many older entries were left out. */
  readonly auditLeft: number;
  readonly traffic: Traffic;
  /** Every connection that an operation of it went through. */
  readonly connections: readonly Connection[];
  readonly madeBy: string;
  readonly madeAtMs: number;
  readonly versions: Readonly<Record<string, string>>;
};

/**
 * Everything known of a payment as one ZIP: records as JSON, its timeline and postings as CSV, the
 * receipt in both forms, and a manifest with the SHA-256 of each part. It holds no secret (R12):
 * credentials of connections and endpoints are named and not shown, addresses lose their query, and
 * requests and answers were stored without headers. What does not fit is counted in the manifest.
 */
export function packEvidence(input: EvidenceInput): Uint8Array {
  const parts = evidenceParts(input);
  const manifest = jsonPart('manifest.json', {
    format: 'paydesk-evidence', formatVersion: '1', notice: input.receipt.notice,
    payment: input.file.payment.id, version: `${input.file.payment.version}`,
    madeAt: input.madeAtMs, madeBy: input.madeBy, versions: input.versions,
    auditHead: input.receipt.audit, complete: parts.every(({ left }) => left === 0),
    parts: parts.map(({ name, bytes, left }) =>
      ({ name, bytes: bytes.length, sha256: sha256(bytes), rowsLeftOut: left })),
  });
  const all = [...parts, manifest];
  const sums = all.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('');
  return zipSync(
    Object.fromEntries([
      ...all.map(({ name, bytes }): [string, Uint8Array] => [name, bytes]),
      ['SHA256SUMS', strToU8(sums)],
    ]),
    { mtime: new Date(input.madeAtMs) },
  );
}

function evidenceParts(input: EvidenceInput): readonly Part[] {
  const { file, postings, traffic } = input;
  const { payment, operations, escrow, job, events, attempts, linked } = file;
  return [
    textPart('read-me.txt', evidenceReadMe(input)),
    { name: 'receipt.pdf', bytes: input.receiptPdf, left: 0 },
    textPart('receipt.json', receiptJson(input.receipt)),
    jsonPart('payment.json', {
      payment, escrow, job, purchase: input.purchase, marketplace: marketplaceFacts(file),
      linked: linked.map(({ id, status, rail, amount, link }) =>
        ({ id, status, rail, amount, link })),
      attention: input.attention,
    }),
    listPart('operations.json', operations.map((operation) => ({
      ...operation,
      inquiries: input.inquiries.find(({ operationId }) => operationId === operation.id) ?? null,
    }))),
    listPart('attempts.json', attempts),
    listPart('consents.json', input.consents.map(consentFacts)),
    jsonPart('payee-wallet.json', input.wallet),
    listPart('notifications.json', input.hints),
    listPart('postings.json', postings),
    listPart('events.json', events),
    textPart('timeline.csv', timelineCsv(events)),
    textPart('postings.csv', postingsCsv(postings)),
    listPart('audit.json', input.audit, input.auditLeft),
    listPart('webhooks-out.json', traffic.deliveries.map(deliveryFacts)),
    listPart('webhooks-in.json', traffic.messages.map(messageFacts)),
    listPart('connections.json', input.connections.map(connectionFacts)),
  ];
}

function marketplaceFacts({ marketplace: { id, name, policy, refundAddresses } }: PaymentFile) {
  return { id, name, policy, refundAddresses };
}

/** What a connection is, and which credentials it has; never what they are. */
function connectionFacts({ secrets, baseUrl, ...facts }: Connection) {
  return { ...facts, baseUrl: bareUrl(baseUrl), secretsSet: Object.keys(secrets) };
}

/** What the payer was asked and what came of it; neither tokens nor a link that may still work. */
function consentFacts({ box: _box, finishHash: _finishHash, link, ...facts }: Consent) {
  return { ...facts, askedAtHost: link === null ? null : new URL(link).host };
}

function deliveryFacts({ url, ...facts }: Delivery) {
  return { ...facts, url: bareUrl(url), bodySha256: sha256(facts.body) };
}

const shownHeaders = new Set([
  'webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'user-agent',
]);

function messageFacts({ headers, ...facts }: InboxMessage) {
  return {
    ...facts,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) =>
      shownHeaders.has(name))),
  };
}

function timelineCsv(events: readonly StoredEvent[]): string {
  return csvText([
    ['seq', 'at', 'actor', 'kind', 'operation_id', 'from', 'to', 'text'],
    ...events.map(({ seq, at, actor, kind, operationId, from, to, text }) => [
      `${seq}`, timeCell(at).text, textCell(actor.name).text, textCell(kind).text,
      operationId ?? '', from ?? '', to ?? '', textCell(text).text,
    ]),
  ]);
}

function postingsCsv(postings: readonly Posting[]): string {
  return csvText([
    ['id', 'at', 'operation_id', 'connection_id', 'account', 'amount', 'amount_minor', 'asset'],
    ...postings.map(({ id, at, operationId, connectionId, account, delta }) => [
      id, timeCell(at).text, operationId, connectionId, account,
      numberCell(formatAmount(delta)).text, numberCell(delta.minor.toString()).text,
      delta.asset.code,
    ]),
  ]);
}
