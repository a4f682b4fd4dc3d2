/** Builders for tests of the screens: one per noun, honest defaults, every field overridable. */
import type { BatchView } from '../../../../src-main/contract/batches.ts';
import type { JobView } from '../../../../src-main/contract/jobs.ts';
import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import type { OperationView, PaymentPage, PaymentRowView }
  from '../../../../src-main/contract/payments.ts';
import type { MoneyWire, Verb } from '../../../../src-main/contract/values.ts';

export const SAMPLE_NOW = Date.UTC(2026, 10, 21, 14, 9, 0);
export const ESCROW_ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
export const REFUND_ADDRESS = 'bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry';
export const PAYEE_ADDRESS = 'bcrt1q6rhpng9evdsfnn833a4f4vej0asu6dk5srld6x';

export const allowed: Verb = { allowed: true, reason: null };
export const forbidden = (reason: string): Verb => ({ allowed: false, reason });

export function btc(minor: bigint): MoneyWire {
  return { minor: minor.toString(), asset: 'BTC/8' };
}

export function aitbc(minor: bigint): MoneyWire {
  return { minor: minor.toString(), asset: 'AITBC/8' };
}

export function aPaymentRow(change: Partial<PaymentRowView> = {}): PaymentRowView {
  return {
    id: 'pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K', jobId: 'job_01JD8Z6PZX4Y8W2K6H0F3S9D1A',
    marketplaceId: 'mkt_acme', marketplaceName: 'Acme AI marketplace', rail: 'bitcoin',
    status: 'escrowed', amount: btc(100_000n), held: btc(100_000n), released: btc(0n),
    refunded: btc(0n), payee: 'Ana Lima', payeeAccount: PAYEE_ADDRESS,
    next: { text: 'goes back to the payer', at: SAMPLE_NOW + 23 * 60_000 },
    attention: false, createdAt: SAMPLE_NOW - 37 * 60_000, updatedAt: SAMPLE_NOW - 36 * 60_000,
    expiresAt: SAMPLE_NOW + 23 * 60_000,
    ...change,
  };
}

export function anOperation(change: Partial<OperationView> = {}): OperationView {
  return {
    id: 'op_01JD8Z6R00HOLD', kind: 'hold', ordinal: 1, state: 'settled', amount: btc(100_000n),
    account: null, reason: 'job accepted', connectionName: 'Wallet daemon',
    reference: ESCROW_ADDRESS,
    evidence: {
      kind: 'escrow-address', reference: ESCROW_ADDRESS, word: "the daemon's word",
      raw: JSON.stringify({ address: ESCROW_ADDRESS }),
    },
    delivered: null, debited: null, notes: [], failure: null,
    key: 'pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K.hold.1', requestedBy: 'api key acme-ai',
    createdAt: SAMPLE_NOW - 37 * 60_000, dueAt: SAMPLE_NOW - 37 * 60_000,
    endedAt: SAMPLE_NOW - 37 * 60_000 + 1_200, dead: false, retryOf: null,
    attempts: [{
      id: 'att_1', number: 1, purpose: 'send', startedAt: SAMPLE_NOW - 37 * 60_000,
      endedAt: SAMPLE_NOW - 37 * 60_000 + 812, outcome: 'settled',
      key: 'pay_01JD8Z6Q4T9V2M0X7C5R3N1B8K.hold.1',
      request: 'POST /api/v1/escrow/create\n{"amount":"0.00100000","currency":"BTC"}',
      response: `200\n{"address":"${ESCROW_ADDRESS}"}`,
    }],
    ...change,
  };
}

export type PageChange = Partial<Omit<PaymentPage, 'payment' | 'verbs'>> & {
  readonly payment?: Partial<PaymentPage['payment']>;
  readonly verbs?: Partial<PaymentPage['verbs']>;
};

/** A payment that is held and waits: release and refund are allowed, the rest says why not. */
export function aPaymentPage(change: PageChange = {}): PaymentPage {
  const createdAt = SAMPLE_NOW - 37 * 60_000;
  const hold = anOperation();
  return {
    where: 'The wallet daemon holds 0.00100000 BTC in escrow.',
    disagreement: null,
    ifNobodyActs: 'It goes back to the payer at 14:32 UTC.',
    job: {
      id: 'job_01JD8Z6PZX4Y8W2K6H0F3S9D1A', state: 'running', createdAt,
      expiresAt: SAMPLE_NOW + 15 * 60_000,
    },
    attention: [], undo: null, operations: [hold], consents: [], linked: [],
    timeline: [
      entry(1, createdAt, 'hold scheduled', 'api key acme-ai'),
      entry(2, createdAt + 1_200, 'hold settled', 'runner'),
    ],
    postings: [
      { id: 'pst_1', account: 'payer', delta: btc(-100_000n), at: createdAt + 1_200,
        operationId: hold.id },
      { id: 'pst_2', account: 'escrow', delta: btc(100_000n), at: createdAt + 1_200,
        operationId: hold.id },
    ],
    ...change,
    payment: {
      ...aPaymentRow(), payer: 'acme-ai', payerAccount: null, refundAddress: REFUND_ADDRESS,
      onExpiry: 'refund', inMotion: btc(0n), available: btc(100_000n),
      connectionName: 'Wallet daemon', escrowReference: ESCROW_ADDRESS,
      escrowedAt: createdAt + 1_200, releasedAt: null, refundedAt: null,
      expiresAt: SAMPLE_NOW + 23 * 60_000, version: 3, externalId: null, purchaseId: null,
      migratedFrom: null, refundOf: null, offerId: null, sellerId: null, transactionHash: null,
      refundTransactionHash: null,
      finality: 'It cannot be taken back once sent.', partial: false,
      ...change.payment,
    },
    verbs: {
      release: allowed, refund: allowed,
      cancel: forbidden('Money is held; refund it instead.'),
      retry: forbidden('Nothing was rejected.'), check: forbidden('Nothing is unclear.'),
      stop: forbidden('Nothing is waiting to leave.'),
      attachEvidence: forbidden('Nothing is unclear.'),
      declareNotDone: forbidden('Nothing is unclear.'),
      recordReturn: forbidden('The escrow has not ended at the provider.'),
      recordRelease: forbidden('The escrow has not ended at the provider.'),
      setRefundAddress: allowed,
      migrate: forbidden('The Bitcoin phase does not ask for it.'),
      giveUp: forbidden('The payment is not stalled.'),
      askPayer: forbidden('This rail holds money; its payer is not asked.'),
      payBack: forbidden('This rail pays back what is held; what was paid is final.'),
      accelerate: forbidden('This rail knows no such request.'),
      takeBack: forbidden('This rail knows no such request.'),
      ...change.verbs,
    },
  };
}

function entry(seq: number, at: number, text: string, actor: string) {
  return { seq, at, kind: 'operation', actor, text, from: null, to: null, operationId: null };
}

export function anAttentionItem(change: Partial<AttentionItemView> = {}): AttentionItemView {
  return {
    id: 'att_unclear_pay_1', subject: 'payment', subjectId: aPaymentRow().id,
    reason: 'outcome-unclear', group: 'check', stage: 'now', question: null,
    text: 'The release was sent and no answer came; it is not known whether money moved.',
    ifNobodyActs: 'Paydesk asks the provider again every minute.',
    openedAt: SAMPLE_NOW - 4 * 60_000, deadlineAt: SAMPLE_NOW + 23 * 60_000, claimedBy: null,
    payment: { ...aPaymentRow({ status: 'unclear', attention: true }), version: 3 },
    verbs: [
      { name: 'check', label: 'Check', state: allowed },
      { name: 'attachEvidence', label: 'Attach evidence', state: allowed },
    ],
    ...change,
  };
}

export function aJob(change: Partial<JobView> = {}): JobView {
  return {
    id: 'job_01JD8Z6PZX4Y8W2K6H0F3S9D1A', marketplaceId: 'mkt_acme',
    marketplaceName: 'Acme AI marketplace', state: 'running',
    payload: '{"model":"llama-3","prompt":"Summarise the attached minutes","tokens_max":2048}',
    paymentId: aPaymentRow().id, expiresAt: SAMPLE_NOW + 15 * 60_000, reason: '',
    createdAt: SAMPLE_NOW - 37 * 60_000, updatedAt: SAMPLE_NOW - 36 * 60_000, endedAt: null,
    ...change,
  };
}

export function aBatch(change: Partial<BatchView> = {}): BatchView {
  return {
    id: 'bat_01JD9', act: 'release', reason: 'week 47, accepted work', state: 'running',
    requestedBy: 'ana', total: 120, createdAt: SAMPLE_NOW - 60_000, finishedAt: null,
    retryOf: null, retriedBy: null, version: 2,
    counts: { waiting: 60, started: 4, done: 50, refused: 3, unclear: 2, stalled: 1 },
    ...change,
  };
}
