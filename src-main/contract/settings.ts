import { z } from 'zod';
import { apiScopes } from '../engine/domain/records.ts';
import { DEFAULT_PAYOUTS } from '../engine/domain/payout.ts';
import { bitcoinPhases } from '../engine/domain/policy.ts';
import { escrowRails, expiryOwners, railNames } from '../engine/domain/rails.ts';
import { onExpiryPolicies } from '../engine/domain/payment.ts';
import { command, nothing, query } from './define.ts';
import { id, instant, secondOperator } from './values.ts';

const settingValue = z.union([z.string(), z.number(), z.boolean()]);

const field = z.object({
  name: z.string(), label: z.string(), help: z.string(),
  kind: z.enum(['text', 'number', 'switch', 'choice']), choices: z.array(z.string()),
  secret: z.boolean(), required: z.boolean(), initial: settingValue,
});

export const connectionView = z.object({
  id, rail: z.enum(railNames), name: z.string(), mode: z.enum(['sandbox', 'live']),
  enabled: z.boolean(), priority: z.number().int(), baseUrl: z.string(),
  config: z.record(z.string(), settingValue), secretsSet: z.array(z.string()),
  expiryOwner: z.enum(expiryOwners), concurrencyMax: z.number().int(),
  callsPerSecondMax: z.number().int().nullable(),
  deadlineMs: z.number().int(), version: z.number().int(),
  capabilities: z.array(z.string()),
  health: z.object({
    state: z.enum(['ok', 'degraded', 'down', 'unknown']), text: z.string(),
    lastAnswerAt: instant.nullable(), latencyMs: z.number().nullable(),
    circuitOpenUntil: instant.nullable(), queued: z.number().int(),
  }),
});
export type ConnectionView = z.infer<typeof connectionView>;

export const connections = {
  list: query(nothing, z.object({
    items: z.array(connectionView),
    forms: z.array(z.object({ rail: z.enum(railNames), fields: z.array(field) })),
  })),
  /**
   * Creates (id null) or changes a connection; secrets are write-only, null keeps what is stored.
   */
  save: command(z.strictObject({
    id: id.nullable(), version: z.number().int().nullable(), rail: z.enum(railNames),
    name: z.string().trim().min(1).max(80), mode: z.enum(['sandbox', 'live']),
    enabled: z.boolean(), priority: z.number().int().min(1).max(99),
    baseUrl: z.url().max(300), config: z.record(z.string(), settingValue),
    secrets: z.record(z.string(), z.string().max(2_000).nullable()),
    expiryOwner: z.enum(expiryOwners), concurrencyMax: z.number().int().min(1).max(256),
    callsPerSecondMax: z.number().int().min(1).max(1_000).nullable(),
    deadlineMs: z.number().int().min(500).max(120_000),
  }), connectionView, 'configure', 'confirmed'),
  /** Asks the provider whether it answers; changes nothing. */
  test: command(z.strictObject({ id }), z.object({
    ok: z.boolean(), message: z.string(), latencyMs: z.number(),
  }), 'configure'),
};

export const keyView = z.object({
  id, marketplaceId: id, marketplaceName: z.string(), name: z.string(),
  scopes: z.array(z.enum(apiScopes)), createdAt: instant, expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(), revokedAt: instant.nullable(),
});

export const keys = {
  list: query(nothing, z.object({ items: z.array(keyView) })),
  /** The whole key is in this answer and nowhere else, ever. */
  create: command(z.strictObject({
    marketplaceId: id, name: z.string().trim().min(1).max(80),
    scopes: z.array(z.enum(apiScopes)).min(1), expiresAt: instant.nullable(),
  }), z.object({ key: z.string(), view: keyView }), 'configure', 'confirmed'),
  revoke: command(z.strictObject({ id }), keyView, 'configure'),
};

/** A decimal in major units of whatever asset it is held against. */
const decimalText = z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,8})?$/);

export const marketplaceView = z.object({
  id, name: z.string(), version: z.number().int(),
  refundAddresses: z.record(z.string(), z.string()),
  webhooks: z.array(z.object({ id, url: z.string(), enabled: z.boolean() })),
  policy: z.object({
    bitcoinPhase: z.literal(bitcoinPhases),
    releaseOnCompletion: z.record(z.enum(escrowRails), z.boolean()),
    onExpiry: z.enum(onExpiryPolicies),
    escrowTimeoutMs: z.number().int(), expiryWarningMs: z.number().int(),
    payouts: z.strictObject({
      pays: z.enum(['at-once', 'by-a-person']),
      feeBasisPoints: z.number().int().min(0).max(9_999),
      feeTiers: z.array(z.strictObject({
        from: decimalText, basisPoints: z.number().int().min(0).max(9_999),
      })).max(10).readonly(),
      amountMin: decimalText, amountMax: decimalText,
      rules: z.strictObject({
        ageMaxMs: z.number().int().min(60_000), futureMaxMs: z.number().int().min(0),
        approveMax: decimalText.nullable(),
        firstPayoutMax: decimalText.nullable().default(DEFAULT_PAYOUTS.rules.firstPayoutMax),
        flagPoints: z.number().int().min(1).max(1_000),
        rejectPoints: z.number().int().min(1).max(1_000),
      }),
    }),
  }),
});
export type MarketplaceView = z.infer<typeof marketplaceView>;

export const marketplaces = {
  list: query(nothing, z.object({ items: z.array(marketplaceView) })),
  save: command(z.strictObject({
    id: id.nullable(), version: z.number().int().nullable(),
    name: z.string().trim().min(1).max(80),
    refundAddresses: z.record(z.string(), z.string().max(128)),
    policy: marketplaceView.shape.policy,
    /** Needed where policy or refund addresses change and there is a second approver. */
    second: secondOperator.nullable(),
  }), marketplaceView, 'configure', 'confirmed'),
  /** The secret is in this answer and nowhere else, ever. */
  addWebhook: command(z.strictObject({ marketplaceId: id, url: z.url().max(300) }),
    z.object({ secret: z.string(), marketplace: marketplaceView }), 'configure', 'confirmed'),
  removeWebhook: command(z.strictObject({ marketplaceId: id, webhookId: id }), marketplaceView,
    'configure'),
  /**
   * Makes the secret that the marketplace signs its messages to us with; it is in this answer and
   * nowhere else, ever. The one before goes on for a day unless `endPrevious`.
   */
  rotateInboundSecret: command(z.strictObject({ marketplaceId: id, endPrevious: z.boolean() }),
    z.object({
      secret: z.string(), previousEndsAt: instant.nullable(), marketplace: marketplaceView,
    }), 'configure', 'confirmed'),
};

/** A setting and where its value comes from; the environment wins over what is stored. */
export const settingView = z.object({
  name: z.string(), label: z.string(), value: z.string(),
  source: z.enum(['default', 'stored', 'environment']), needsRestart: z.boolean(),
});

export const settings = {
  get: query(nothing, z.object({
    items: z.array(settingView),
    listenerUrl: z.string().nullable(),
    dataFolder: z.string(),
  })),
  save: command(z.strictObject({ name: z.string(), value: z.string().max(500) }), settingView,
    'configure', 'confirmed'),
};
