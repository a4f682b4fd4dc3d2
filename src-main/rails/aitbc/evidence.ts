import type { Evidence, EvidenceKind } from '../../engine/domain/rails.ts';
import type { RailOutcome } from '../rail.ts';

/** Who says so: the exchange on v1, the chain on v2. */
export type Word = "the exchange's word" | "the chain's word";

export type Settled = Extract<RailOutcome, { readonly kind: 'settled' }>;

const TRANSACTION_HASH = /^(0x)?[0-9a-f]{64}$/i;

/** The hash in lower case; null where the text is none. */
export function transactionHash(text: string | null): string | null {
  return text !== null && TRANSACTION_HASH.test(text) ? text.toLowerCase() : null;
}

export function evidenceOf(
  kind: EvidenceKind,
  facts: { readonly reference: string; readonly word: Word; readonly raw: string },
): Evidence {
  return { kind, ...facts };
}

/** Settled by a transaction, which is also the operation's reference. */
export function settledByHash(hash: string, word: Word, raw: string): Settled {
  const evidence = evidenceOf('transaction', { reference: hash, word, raw });
  return { kind: 'settled', reference: hash, evidence, expiresAtMs: null };
}
