import type { PaymentStatus } from '../domain/payment.ts';
import type { EvidenceKind, RailName } from '../domain/rails.ts';
import { clipped } from './pdf-text.ts';
import type { Receipt, ReceiptAmount, ReceiptOperation } from './receipt-shape.ts';

/** A page has room for a name, not for two thousand characters; the JSON form holds it whole. */
const NAME_MAX = 120;

export const shortName = (name: string): string => clipped(name, NAME_MAX);

export function amountWords({ value, assetCode }: ReceiptAmount): string {
  return `${value} ${assetCode}`;
}

/** The figure that the receipt is about: what was paid out, what went back, or what is owed. */
export function figureOf({ amounts, payment }: Receipt): ReceiptAmount {
  if (payment.status === 'refunded') return amounts.refunded;
  return payment.status === 'released' ? amounts.released : amounts.payment;
}

/** What became of the payment, in a sentence that goes on from its figure. */
export function becameWords(receipt: Receipt): string {
  const { payer, payee, payment } = receipt;
  return sentence[payment.status].replace(/\{(payer|payee)\}/g, (name) =>
    shortName(name === '{payer}' ? payer.name : payee.name)) + splitWords(receipt);
}

const sentence = {
  requested: 'was requested for {payee}; no money has moved.',
  holding: 'is being put into escrow for {payee}.',
  escrowed: 'is held in escrow for {payee}.',
  releasing: 'is being released to {payee}.',
  refunding: 'is being refunded to {payer}.',
  unclear: 'has an operation whose outcome is not known.',
  stalled: 'waits for a decision; the last operation did not succeed.',
  released: 'was paid to {payee} by {payer}.',
  refunded: 'was refunded to {payer}.',
  cancelled: 'was cancelled before any money moved.',
  failed: 'was given up; no money is out.',
} as const satisfies Record<PaymentStatus, string>;

/** What else happened to the money, where the figure does not tell it all. */
function splitWords({ amounts: { released, refunded }, payment: { status } }: Receipt): string {
  if (status === 'refunded' || (released.minor === '0' && refunded.minor === '0')) return '';
  if (status === 'released') {
    return refunded.minor === '0'
      ? '' : ` The rest, ${amountWords(refunded)}, was refunded to the payer.`;
  }
  return ` So far ${amountWords(released)} was released and ${amountWords(refunded)} refunded.`;
}

export const railWord = {
  bitcoin: 'Bitcoin', aitbc: 'AITBC', interledger: 'Interledger', usdc: 'USDC on Arc',
} as const satisfies Record<RailName, string>;

/** The settled operation that the figure rests on: the last release, refund or hold. */
export function provingOperation({ operations, payment }: Receipt): ReceiptOperation | null {
  const wanted = payment.status === 'released' ? ['release', 'payout']
    : payment.status === 'refunded' ? ['refund'] : ['release', 'payout', 'refund', 'hold'];
  return operations.findLast(({ kind, state }) =>
    state === 'settled' && wanted.includes(kind)) ?? null;
}

export const evidenceTitle = {
  transaction: 'Transaction', 'escrow-state': 'Escrow', 'escrow-address': 'Escrow address',
  'balance-credit': 'Credit', 'incoming-payment': 'Incoming payment',
  'operator-statement': 'Reference',
} as const satisfies Record<EvidenceKind, string>;

/** What "settled" rests on, in one sentence; empty where nothing has settled. */
export function restsOn(operation: ReceiptOperation | null): string {
  const evidence = operation?.evidence ?? null;
  if (operation === null || evidence === null) return '';
  const { kind, word } = evidence;
  return `That the ${operation.kind} settled rests on ${evidencePhrase[kind]} (${word}). `;
}

const evidencePhrase = {
  transaction: 'the transaction named here',
  'escrow-state': 'the state of the escrow named here',
  'escrow-address': 'the address that was opened for the escrow',
  'balance-credit': 'the credit of an account',
  'incoming-payment': 'what the payee\'s bank received for the request named here',
  'operator-statement': 'the statement of two operators',
} as const satisfies Record<EvidenceKind, string>;

/** How the reader checks it without us. */
export function checkWords(receipt: Receipt): readonly string[] {
  const proof = provingOperation(receipt);
  const file = 'The JSON form of this receipt holds every step, its evidence and the hash of each '
    + 'answer; ask the issuer for it.';
  const { audit } = receipt;
  const chain = audit === null ? '' : ` The issuer's audit log stood at entry ${audit.seq} when it `
    + 'was made, with the hash below; a log that was changed since no longer has it.';
  if (proof?.evidence?.kind !== 'transaction') return [file + chain];
  return [
    receipt.mode === 'sandbox'
      ? 'The transaction was made in the sandbox; no public chain knows it.'
      : `Scan the code or copy the transaction id into an explorer of ${railWord[receipt.rail]} `
        + 'that you trust, and compare amount and account.',
    file + chain,
  ];
}

/** A moment in words, `Saturday 21 November 2026 at 09:00:00`, in UTC or another zone. */
export function momentWords(iso: string, zone: string = 'UTC'): string {
  const words = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone,
  }).format(new Date(iso));
  return zone === 'UTC' ? `${words} UTC` : `${words}, ${zone.replaceAll('_', ' ')}`;
}

/** `2026-11-21 09:00:00`: seconds are enough on paper; the JSON form holds milliseconds. */
export function stamp(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
