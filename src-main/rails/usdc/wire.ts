import { z } from 'zod';

import { timeMs } from '../provider-time.ts';

/**
 * What Circle answers, as far as we use it; forgiving where nothing depends on it. Numbers arrive
 * as their source text (`readExactJson`); what is not set comes as '', null or not at all.
 */
const id = z.string().min(1).max(64);
const text = z.string().max(2_000).nullish().catch(null)
  .transform((value) => (value ?? '') === '' ? null : value ?? null);
const address = text.transform((value) => value?.toLowerCase() ?? null);
const time = z.string().transform(timeMs).nullish().catch(null).transform((atMs) => atMs ?? null);
const hash = text.transform((value) =>
  value !== null && /^0x[0-9a-f]{64}$/i.test(value) ? value.toLowerCase() : null);

/** The answer to a create, accelerate or cancel: an id. Its state is never believed (guide 3.5). */
export const createdView = z.object({ id });

const transaction = z.object({
  id, state: z.string().min(1).max(64), refId: text, walletId: text, sourceAddress: address,
  destinationAddress: address, amounts: z.array(z.string().max(100)).nullish().catch(null)
    .transform((amounts) => amounts ?? []),
  tokenId: text, blockchain: text, operation: text, transactionType: text, txHash: hash,
  blockHash: text, blockHeight: text, networkFee: text, errorReason: text, errorDetails: text,
  createDate: time, updateDate: text,
});
/** A transfer as Circle tells it. Addresses and hashes are lower-case; null where not set. */
export type TransactionRecord = z.output<typeof transaction>;

export const transactionView = z.object({ transaction }).transform((data) => data.transaction);
export const transactionPage = z.object({ transactions: z.array(transaction) })
  .transform((data) => data.transactions);

const wallet = z.object({
  id, address: z.string().regex(/^0x[0-9a-f]{40}$/i).transform((found) => found.toLowerCase()),
  blockchain: z.string(), state: text, walletSetId: id, accountType: text,
});
export type WalletRecord = z.output<typeof wallet>;
export const walletView = z.object({ wallet }).transform((data) => data.wallet);
export const walletPage = z.object({ wallets: z.array(wallet) }).transform((data) => data.wallets);

/** `tokenAddress` is not set for the chain's own coin (guide 1.5). */
const token = z.object({
  id, symbol: text, tokenAddress: address, isNative: z.boolean().nullish().catch(null),
});
export type TokenRecord = z.output<typeof token>;
export const tokenView = z.object({ token }).transform((data) => data.token);

export const balancesView = z.object({
  tokenBalances: z.array(z.object({ amount: z.string().max(100), token })).nullish(),
}).transform((data) => data.tokenBalances ?? []);
export type BalanceRecord = z.output<typeof balancesView>[number];

export const publicKeyView = z.object({ publicKey: z.string().min(100).max(10_000) })
  .transform((data) => data.publicKey);
export const validityView = z.object({ isValid: z.boolean() }).transform((data) => data.isValid);
export const notificationKeyView = z.object({
  id, algorithm: z.string(), publicKey: z.string().min(20).max(2_000),
});

/** An error body: `code` is Circle's own number, the details say which parameter is meant. */
export const errorView = z.object({
  code: text, message: text,
  errors: z.array(z.object({ message: text, location: text })).nullish().catch(null)
    .transform((errors) => errors ?? []),
});
