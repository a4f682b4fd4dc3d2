import { z } from 'zod';

import {
  assetRef, MINOR_MAX, parseAssetRef, type AssetRef, type Money,
} from '../../engine/domain/money.ts';
import type { ConsentFacts } from '../rail.ts';

/**
 * What is kept of one consent between the calls: a text for the engine, which seals and stores it.
 * It holds tokens. Addresses stand here as their servers gave them, to the letter (pitfalls 10,
 * 11).
 */
const version = 1;

const asset = z.string().transform((text, context) => {
  const parsed = parseAssetRef(text);
  if (parsed !== null) return parsed;
  context.addIssue('No asset.');
  return z.NEVER;
});
const amount = z.object({
  minor: z.string().regex(/^\d{1,19}$/).transform((digits) => BigInt(digits))
    .refine((minor) => minor <= MINOR_MAX),
  asset,
});

const wallet = z.object({
  id: z.string(), authServer: z.string(), resourceServer: z.string(), asset,
});
/** Times here and below are UTC milliseconds of our own clock. */
const token = z.object({ value: z.string(), manage: z.string(), expiresAt: z.number() });
const quote = z.object({ id: z.string(), debit: amount, receive: amount, expiresAt: z.number() });

const consentState = z.object({
  version: z.literal(version),
  /** The operation's idempotency key. */
  key: z.string(),
  description: z.string(),
  payer: wallet,
  payee: wallet,
  /** The anchor: one incoming payment, of a fixed amount, per operation (pitfall 3). */
  incoming: z.object({
    id: z.string(), amount, token,
    /** `createdAt` by its server's clock, `expiresAt` by ours. */
    createdAt: z.number(), expiresAt: z.number(),
  }),
  quote,
  quoteToken: token,
  /** Every quote that was ever made for the anchor, the newest last. */
  quoteIds: z.array(z.string()),
  /** The most that the payer was asked to agree to. */
  limit: amount,
  interaction: z.object({
    nonce: z.string(), serverNonce: z.string(), waitMs: z.number(),
    continueUri: z.string(), continueToken: z.string(),
    /** Proof that the payer consented; null until then. */
    ref: z.string().nullable(),
  }),
  /** The right to pay; null until it was fetched. */
  outgoingToken: token.nullable(),
});

export type ConsentState = z.output<typeof consentState>;
export type WalletState = ConsentState['payer'];
export type Token = ConsentState['quoteToken'];
export type QuoteState = ConsentState['quote'];

/** Null where the text is none of ours, or of another version. */
export function readState(text: string | null): ConsentState | null {
  if (text === null) return null;
  try {
    return consentState.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type WrittenMoney = { readonly minor: string; readonly asset: AssetRef };

export function writeState(state: ConsentState): string {
  const written = (_name: string, value: unknown): unknown => {
    if (isMoney(value)) return writtenMoney(value);
    return isAsset(value) ? assetRef(value) : value;
  };
  return JSON.stringify(state, written);
}

function writtenMoney({ minor, asset: of }: Money): WrittenMoney {
  return { minor: minor.toString(), asset: assetRef(of) };
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'minor' in value
    && typeof value.minor === 'bigint';
}

function isAsset(value: unknown): value is Money['asset'] {
  return typeof value === 'object' && value !== null && 'code' in value && 'scale' in value;
}

/** What the engine is told of a consent, besides the text. */
export function factsOf(state: ConsentState): ConsentFacts {
  return {
    state: writeState(state), debit: state.quote.debit, receive: state.quote.receive,
    incomingReference: state.incoming.id, quoteReference: state.quote.id,
    quoteExpiresAt: state.quote.expiresAt,
  };
}

/** Everything in a consent that must never be shown (R12). */
export function secretsOf(state: ConsentState): readonly string[] {
  const tokens = [state.incoming.token, state.quoteToken, state.outgoingToken];
  return [
    state.interaction.continueToken, state.interaction.ref ?? '',
    ...tokens.map((one) => one?.value ?? ''),
  ];
}
