import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Connection } from '../domain/records.ts';
import { PAGE_LIMIT_MAX, type Lists } from '../lists.ts';
import type { Payment } from '../domain/payment.ts';
import { packEvidence, type EvidenceInput } from '../receipts/evidence.ts';
import { receiptShape } from '../receipts/receipt-shape.ts';
import { renderReceiptPdf } from '../receipts/receipt-pdf.ts';
import type { PreparedFile, ViewDeps } from './guard.ts';
import { paymentFile } from './payment-file.ts';
import { receiptOf } from './receipt.ts';

/** A thousand entries about one payment tell its story; the log itself holds the rest. */
const AUDIT_PAGES_MAX = 5;

/** Everything known of a payment as one file that leaves the house; it holds no secret. */
export async function evidenceFile(
  deps: Pick<ViewDeps, 'engine' | 'nowMs' | 'version' | 'sandbox' | 'shelf'>,
  { paymentId, madeBy }: { readonly paymentId: string; readonly madeBy: string },
): Promise<Result<PreparedFile>> {
  const { engine } = deps;
  const { read, lists } = engine;
  const madeAtMs = deps.nowMs();
  const [file, receipt] = await Promise.all([
    paymentFile(engine, paymentId),
    receiptOf(engine, {
      paymentId, nowMs: madeAtMs, version: deps.version, sandbox: deps.sandbox,
    }),
  ]);
  if (file === null || receipt === null) return refuse('not_found', { payment: paymentId });
  const { jobId } = file.payment;
  const [
    postings, purchase, attention, consents, inquiries, traffic, connections, wallet, hints,
  ] = await Promise.all([
    read.postingsOf(paymentId), read.purchaseOfPayment(paymentId), read.openAttention(paymentId),
    read.consentsOf(paymentId),
    Promise.all(file.operations.map(({ id }) => read.inquiries(id))),
    lists.traffic({ paymentId, jobId }), read.connections(), walletOf(read, file.payment),
    read.hintsOf(paymentId, HINTS_MAX),
  ]);
  const logs = await Promise.all([paymentId, jobId, purchase?.id ?? null].map((id) =>
    auditOf(lists, id)));
  const used = new Set<string | null>([
    file.payment.connectionId, ...file.operations.map(({ connectionId }) => connectionId),
  ]);
  const bytes = packEvidence({
    file, receipt, receiptPdf: await renderReceiptPdf(receipt), postings, purchase, attention,
    consents, wallet, hints,
    inquiries: inquiries.filter((one) => one !== null),
    audit: logs.flatMap(({ entries }) => entries).toSorted((a, b) => a.seq - b.seq),
    auditLeft: logs.reduce((sum, { left }) => sum + left, 0),
    traffic, connections: connections.filter(({ id }: Connection) => used.has(id)),
    madeBy, madeAtMs,
    versions: {
      paydesk: deps.version, node: process.version,
      receiptFormat: receiptShape.shape.formatVersion.value,
    },
  });
  return accept(await deps.shelf.addBytes({
    name: `${deps.sandbox ? 'SANDBOX-' : ''}evidence-${paymentId}.zip`, mime: 'application/zip',
    rows: 1, bytes,
  }));
}

/** Of one payment a provider tells a handful; more than this is noise. */
const HINTS_MAX = 100;
const SCORES_MAX = 100;

async function walletOf(
  read: ViewDeps['engine']['read'],
  { id, walletId }: Payment,
): Promise<EvidenceInput['wallet']> {
  const wallet = walletId === null ? null : await read.payeeWallet(walletId);
  if (wallet === null) return null;
  const moves = await read.reputationOf(wallet.id, SCORES_MAX);
  return { wallet, score: moves.filter(({ paymentId }) => paymentId === id) };
}

/** The newest entries about a subject; `left` is 1 where there are older ones. */
async function auditOf(lists: Lists, subjectId: string | null) {
  const entries: Awaited<ReturnType<Lists['audit']>>['items'][number][] = [];
  if (subjectId === null) return { entries, left: 0 };
  let cursor: string | null = null;
  for (let page = 0; page < AUDIT_PAGES_MAX; page += 1) {
    const found: Awaited<ReturnType<Lists['audit']>> =
      await lists.audit({ cursor, limit: PAGE_LIMIT_MAX, subjectId });
    entries.push(...found.items);
    cursor = found.next;
    if (cursor === null) break;
  }
  return { entries, left: cursor === null ? 0 : 1 };
}
