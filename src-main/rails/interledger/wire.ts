import { z } from 'zod';

import { MINOR_MAX, parseAssetRef, type Money } from '../../engine/domain/money.ts';
import { timeMs } from '../provider-time.ts';

/**
 * What Open Payments servers answer, as far as we use it. Our own schemas, and forgiving where
 * nothing depends on it: the SDK's checks throw away the answer to a payment that was made, cost
 * half a second per client, and even without them it throws on a missing amount (pitfall 13).
 * Numbers arrive as their source text (`readExactJson`).
 */
const url = z.string().min(1).max(1_000);
const secret = z.string().min(1).max(4_000);
const count = z.string().regex(/^\d{1,9}$/).transform((digits) => Number.parseInt(digits, 10));
const time = z.string().transform(timeMs).nullish().transform((atMs) => atMs ?? null);

/** An amount on the wire, read as money. */
export const amount = z.object({
  value: z.string().regex(/^\d{1,19}$/), assetCode: z.string(), assetScale: z.string(),
}).transform(({ value, assetCode, assetScale }, context): Money => {
  const asset = parseAssetRef(`${assetCode}/${assetScale}`);
  const minor = BigInt(value);
  if (asset !== null && minor <= MINOR_MAX) return { minor, asset };
  context.addIssue('No amount of an asset.');
  return z.NEVER;
});

export type WireAmount = {
  readonly value: string; readonly assetCode: string; readonly assetScale: number;
};

export function wireAmount({ minor, asset }: Money): WireAmount {
  return { value: minor.toString(), assetCode: asset.code, assetScale: asset.scale };
}

export const walletDocument = z.object({
  id: url, publicName: z.string().nullish().catch(null), assetCode: z.string(),
  assetScale: z.string(), authServer: url, resourceServer: url,
}).transform(({ assetCode, assetScale, ...rest }, context) => {
  const asset = parseAssetRef(`${assetCode}/${assetScale}`);
  if (asset !== null) return { ...rest, asset };
  context.addIssue('No asset.');
  return z.NEVER;
});
export type WalletDocument = z.output<typeof walletDocument>;

export const keySet = z.object({
  keys: z.array(z.object({
    kid: z.string(), x: z.string().optional(), kty: z.string().optional(),
    crv: z.string().optional(),
  })),
});

const tokenView = z.object({
  value: secret, manage: url,
  expires_in: count.nullish().transform((seconds) => seconds ?? null),
  access: z.array(z.object({
    type: z.string(),
    limits: z.object({
      receiver: z.string().optional(), debitAmount: amount.optional(),
      receiveAmount: amount.optional(), interval: z.string().optional(),
    }).optional(),
  })).catch([]),
});
export type TokenView = z.output<typeof tokenView>;

const continueView = z.object({
  access_token: z.object({ value: secret }), uri: url,
  wait: count.nullish().transform((seconds) => seconds ?? null),
});

/** The answer to a grant request or to its continuation. */
export const grantView = z.object({
  access_token: tokenView.optional(),
  continue: continueView.optional(),
  interact: z.object({ redirect: url, finish: secret }).optional(),
});
export type GrantView = z.output<typeof grantView>;
export const rotatedView = z.object({ access_token: tokenView });

const metadata = z.record(z.string(), z.unknown()).nullish().transform((given) => given ?? {});

export const incomingView = z.object({
  id: url, walletAddress: z.string().optional(), incomingAmount: amount.optional(),
  receivedAmount: amount, completed: z.boolean(), createdAt: time, expiresAt: time, metadata,
});
export type IncomingView = z.output<typeof incomingView>;

/** What anybody may read of an incoming payment, without any token (pitfall 16). */
export const publicIncomingView = z.object({ receivedAmount: amount });

export const quoteView = z.object({
  id: url, receiver: z.string(), debitAmount: amount, receiveAmount: amount,
  createdAt: time, expiresAt: time,
});
export type QuoteView = z.output<typeof quoteView>;

export const outgoingView = z.object({
  id: url, quoteId: z.string().nullish(), receiver: z.string().nullish(), debitAmount: amount,
  sentAmount: amount, failed: z.boolean().optional().transform((failed) => failed ?? false),
  createdAt: time, metadata,
});
export type OutgoingView = z.output<typeof outgoingView>;

/** After a payment was created, its name is all that matters. */
export const createdOutgoing = z.object({ id: url });

function pageOf<T extends z.ZodType>(row: T) {
  return z.object({
    result: z.array(row),
    pagination: z.object({
      hasNextPage: z.boolean().optional(), endCursor: z.string().nullish(),
    }).optional(),
  });
}
export const incomingPage = pageOf(incomingView);
export const outgoingPage = pageOf(outgoingView);
export type OutgoingPage = z.output<typeof outgoingPage>;

export const spentView = z.object({ spentDebitAmount: amount.nullable() });

/** Error bodies: GNAP's words at authorization servers, the status as text at resource servers. */
export const errorView = z.object({
  error: z.object({
    code: z.string().optional(), description: z.string().optional(),
    details: z.object({ description: z.string().optional() }).optional().catch(undefined),
  }),
});
