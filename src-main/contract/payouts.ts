/**
 * Payouts from a treasury (S4): what lies there, to whom it is paid, rows of a file before and
 * after they are planned, and the three accounts of a payout side by side.
 */
import { z } from 'zod';
import { operationStates } from '../engine/domain/operation.ts';
import { selection } from './batches.ts';
import { command, query } from './define.ts';
import { id, instant, moneyWire, pageInput, pageOf } from './values.ts';
import { alikeView, walletView } from './payout-facts.ts';

/** Rows that one question or command takes; a file is sent in pieces. */
export const TASK_ROWS_MAX = 500;

/**
 * `available`: what a payout may take, the reserve for fees left in it. `others`: what lies there
 * in other assets, all of which payouts may take.
 */
const treasuryView = z.object({
  connectionId: id, name: z.string(), mode: z.enum(['sandbox', 'live']),
  balance: moneyWire.nullable(), reserve: moneyWire, available: moneyWire.nullable(),
  others: z.array(moneyWire),
  problem: z.string().nullable(), asOf: instant,
});
export type TreasuryView = z.infer<typeof treasuryView>;

/** A treasury beside what a set of payouts takes of it; `after` null where it is not known. */
const treasuryEffect = treasuryView.extend({
  takes: moneyWire, after: moneyWire.nullable(), isShort: z.boolean(),
});

/** `changes`: each time that it was saved, newest first, as the audit log tells it. */
export const walletFile = z.object({
  wallet: walletView,
  /** No payment has reached this payee yet: the first one deserves a look. */
  isNew: z.boolean(),
  alike: z.array(alikeView),
  /** `recent`: of the last 30 days; `paid` and `failed` ever. */
  stats: z.object({
    paid: z.number().int(), failed: z.number().int(), recent: z.number().int(),
    volume: z.array(moneyWire), lastPaidAt: instant.nullable(),
  }),
  moves: z.array(z.object({
    paymentId: id, taskId: z.string(), delta: z.number().int(), before: z.number().int(),
    after: z.number().int(), at: instant,
  })),
  changes: z.array(z.object({
    seq: z.number().int(), at: instant, actor: z.string(), act: z.string(),
    account: z.string().nullable(), previousAccount: z.string().nullable(),
  })),
});
export type WalletFile = z.infer<typeof walletFile>;

/**
 * A row of a file. `identity` names the payment for ever; null: task and payee name it, so that
 * the same task is never paid twice, whatever file it stands in. `completedAt` null: now.
 */
const taskRow = z.strictObject({
  taskId: z.string().trim().min(1).max(128), payee: z.string().trim().min(1).max(64),
  amount: z.string().trim().max(40), asset: z.enum(['USDC', 'EURC']),
  completedAt: instant.nullable(), title: z.string().max(200).nullable(),
  identity: z.string().min(1).max(128).nullable(),
});
export type TaskRow = z.infer<typeof taskRow>;
const taskRows = z.strictObject({
  marketplaceId: id, rows: z.array(taskRow).min(1).max(TASK_ROWS_MAX),
});

const refusedRow = z.object({
  kind: z.literal('refused'), code: z.string(), message: z.string(),
});
const previewedRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('payable'), payee: z.string(), account: z.string(), gross: moneyWire,
    fee: moneyWire, net: moneyWire, reasons: z.array(z.string()), isNewPayee: z.boolean(),
  }),
  z.object({ kind: z.literal('present'), paymentId: id }),
  refusedRow,
]);
export type PreviewedRow = z.infer<typeof previewedRow>;
const plannedRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('planned'), paymentId: id, repeated: z.boolean() }), refusedRow,
]);
export type PlannedRow = z.infer<typeof plannedRow>;

/** What letting payouts go would do; nothing is changed. */
export const payoutReview = z.object({
  count: z.number().int(), totals: z.array(moneyWire), fees: z.array(moneyWire),
  largest: z.object({ paymentId: id, payee: z.string(), amount: moneyWire }).nullable(),
  payees: z.number().int(), newPayees: z.array(z.string()),
  alike: z.array(alikeView.extend({ payee: z.string(), payeeAccount: z.string() })),
  /** Why somebody has to look, and at how many of them. */
  reviews: z.array(z.object({ text: z.string(), count: z.number().int() })),
  treasuries: z.array(treasuryEffect),
  /** Totals so large that they are typed before they go. */
  typed: z.array(moneyWire),
  refused: z.array(z.object({ message: z.string(), count: z.number().int() })),
  items: z.array(z.object({
    paymentId: id, payee: z.string(), amount: moneyWire, newPayee: z.boolean(),
    refused: z.string().nullable(),
  })),
});
export type PayoutReview = z.infer<typeof payoutReview>;

/** What the three accounts of one payout do not agree in. */
export const differenceKinds = [
  'missing-here', 'missing-at-provider', 'missing-on-chain', 'failed-but-mined',
  'paid-here-only', 'paid-there-only', 'amount-differs', 'account-differs',
] as const;

const reconciledRow = z.object({
  reference: z.string(), key: z.string(),
  ledger: z.object({
    paymentId: id, operationId: id, state: z.enum(operationStates), amount: moneyWire,
    account: z.string().nullable(), hash: z.string().nullable(),
  }).nullable(),
  provider: z.object({
    state: z.string(), amount: moneyWire, account: z.string(), at: instant,
  }).nullable(),
  chain: z.object({
    hash: z.string(), status: z.enum(['success', 'reverted']), amount: moneyWire.nullable(),
    account: z.string().nullable(), block: z.string(),
  }).nullable(),
  differences: z.array(z.enum(differenceKinds)),
});
export type ReconciledRow = z.infer<typeof reconciledRow>;

const period = z.strictObject({ connectionId: id, fromMs: instant, toMs: instant });

export const payouts = {
  /** What lies in each treasury, as its provider says; at most a few seconds old. */
  treasury: query(z.strictObject({}), z.object({ items: z.array(treasuryView) })),
  /** Payees' wallets by name; `search` is a part of name, reference or account. */
  wallets: query(pageInput.extend({ search: z.string().trim().max(200) }), pageOf(walletView)),
  wallet: query(z.strictObject({ id }), walletFile),
  /** What is known of an account before it is kept. */
  look: query(z.strictObject({ account: z.string().trim().min(1).max(128) }), z.object({
    ours: z.boolean(), alike: z.array(alikeView), problem: z.string().nullable(),
  })),
  /** Makes a wallet or changes the one of this reference; `account` null: see `SaveWallet`. */
  saveWallet: command(z.strictObject({
    marketplaceId: id, reference: z.string().trim().min(1).max(64),
    version: z.number().int().nullable(), name: z.string().trim().max(80),
    account: z.string().trim().min(1).max(128).nullable(), enabled: z.boolean().nullable(),
  }), walletView, 'move', 'confirmed'),
  preview: query(taskRows, z.object({ rows: z.array(previewedRow) })),
  /** Plans payouts that wait until somebody lets them go; a row that is repeated does nothing. */
  plan: command(taskRows.extend({ source: z.string().max(200) }),
    z.object({ rows: z.array(plannedRow) }), 'move', 'confirmed'),
  review: query(z.strictObject({ selection }), payoutReview),
  /** Ledger, provider and chain over a period, UTC milliseconds. Reads only. */
  reconcile: query(period, period.extend({
    rows: z.array(reconciledRow), agreed: z.number().int(), whole: z.boolean(),
  })),
};
