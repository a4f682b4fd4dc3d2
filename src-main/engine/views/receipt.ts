import type { Engine } from '../api.ts';
import { composeReceipt } from '../receipts/receipt.ts';
import type { Receipt } from '../receipts/receipt-shape.ts';
import { paymentFile } from './payment-file.ts';

/** Who issues a receipt, in the receipt's words. */
const ISSUER = 'Paydesk';

/** The receipt of a payment as it stands now; null where there is no such payment. */
export async function receiptOf(
  engine: Pick<Engine, 'read' | 'rails'>,
  { paymentId, nowMs, version, sandbox }: {
    readonly paymentId: string; readonly nowMs: number; readonly version: string;
    readonly sandbox: boolean;
  },
): Promise<Receipt | null> {
  const file = await paymentFile(engine, paymentId);
  if (file === null) return null;
  return composeReceipt({
    file, auditHead: await engine.read.auditHead(), issuedAtMs: nowMs, engineVersion: version,
    issuerName: ISSUER, sandbox, finality: engine.rails[file.payment.rail].finality,
  });
}
