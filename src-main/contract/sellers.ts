/** The accounts that receive on Interledger and sign for themselves. No answer holds a key. */
import { z } from 'zod';
import { command, query } from './define.ts';
import { id, instant } from './values.ts';

export const sellerView = z.object({
  id, version: z.number().int(), marketplaceId: id, marketplaceName: z.string(),
  /** The marketplace's own id of it. */
  reference: z.string(), name: z.string(), categories: z.array(z.string()),
  walletAddress: z.string(), asset: z.string(), keyId: z.string(), enabled: z.boolean(),
  createdAt: instant, updatedAt: instant,
});
export type SellerView = z.infer<typeof sellerView>;

export const sellers = {
  list: query(z.strictObject({}), z.object({ items: z.array(sellerView) })),
  /**
   * Makes a seller or changes the one of this reference; its wallet is asked for its asset first.
   * `privateKey` (PEM of an Ed25519 key) null keeps the present one; another one replaces it, which
   * is how a key is rotated.
   */
  save: command(z.strictObject({
    marketplaceId: id, reference: z.string().trim().min(1).max(64),
    version: z.number().int().nullable(), name: z.string().trim().max(80),
    categories: z.array(z.string().trim().min(1).max(80)).max(50),
    walletAddress: z.string().trim().min(1).max(500), keyId: z.string().trim().min(1).max(200),
    privateKey: z.string().max(20_000).nullable(), enabled: z.boolean(),
  }), sellerView, 'configure', 'confirmed'),
  /** Whether the wallet answers and publishes the key that is signed with. */
  test: command(z.strictObject({ id }), z.object({ ok: z.boolean(), message: z.string() }), 'move'),
  /** What a wallet says of an account; `problem` where it says nothing useful. */
  account: query(z.strictObject({ walletAddress: z.string().trim().min(1).max(500) }), z.object({
    asset: z.string().nullable(), publicName: z.string().nullable(),
    problem: z.string().nullable(),
  })),
};
