/** What the screens around payouts share: a payee's wallet, and what a payment page adds. */
import { z } from 'zod';
import { id, instant, moneyWire } from './values.ts';

/** An account to which a payee is paid. `payee`: as payments name the payee. */
export const walletView = z.object({
  id, version: z.number().int(), marketplaceId: id, marketplaceName: z.string(),
  /** The marketplace's own id of the payee. */
  reference: z.string(), name: z.string(), payee: z.string(), account: z.string(),
  origin: z.enum(['created', 'imported']), enabled: z.boolean(), score: z.number().int(),
  createdBy: z.string(), createdAt: instant, accountSince: instant, updatedAt: instant,
});
export type WalletView = z.infer<typeof walletView>;

/** A payee whose account a person may take for another one. */
export const alikeView = z.object({
  name: z.string(), reference: z.string(), account: z.string(),
});

/** The provider's own record of a payout, as it stood when the payout was settled. */
const providerProof = z.object({
  id: z.string(), state: z.string(), amount: z.string().nullable(),
  account: z.string().nullable(), hash: z.string().nullable(), block: z.string().nullable(),
  networkFee: z.string().nullable(), createdAt: instant.nullable(),
});

/** What the chain's receipt showed; `value` and `fee` are decimals with 18 places, or 6. */
const chainProof = z.object({
  chainId: z.string(), genesisHash: z.string().nullable(), hash: z.string(), block: z.string(),
  blockHash: z.string(), logIndex: z.string(), emitter: z.string(), fee: z.string(),
  feePayer: z.string(),
});

/** Both proofs of a settled payout; `explorerUrl` null where the chain is no public one. */
export const payoutProof = z.object({
  provider: providerProof, chain: chainProof, explorerUrl: z.string().nullable(),
});
export type PayoutProof = z.infer<typeof payoutProof>;

/** What a payment page says more where a treasury pays. `gross` is amount and fee together. */
export const payoutFacts = z.object({
  gross: moneyWire, fee: moneyWire.nullable(), networkFee: moneyWire.nullable(),
  /** Why somebody has to look before it is paid. */
  review: z.string().nullable(), stuckSince: instant.nullable(),
  identity: z.string().nullable(),
  wallet: walletView.nullable(), alike: z.array(alikeView),
  /** The payee was never paid before, and this payment is not paid yet. */
  isNewPayee: z.boolean(),
  proof: payoutProof.nullable(),
});
export type PayoutFacts = z.infer<typeof payoutFacts>;
