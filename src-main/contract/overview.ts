import { z } from 'zod';
import { attentionReasonNames } from '../engine/domain/attention.ts';
import { paymentStatuses } from '../engine/domain/payment.ts';
import { railNames } from '../engine/domain/rails.ts';
import { nothing, query } from './define.ts';
import { told } from './sentences.ts';
import { id, instant, moneyWire } from './values.ts';

/** Whether a connection's provider answers. */
const provider = z.object({
  connectionId: id, name: z.string(), rail: z.enum(railNames),
  state: z.enum(['ok', 'degraded', 'down', 'unknown']), text: z.string(),
  told: told.nullish(),
});

/** What happens next by itself. */
export const nextEvent = z.object({
  paymentId: id.nullable(), text: z.string(), at: instant, told: told.nullish(),
});

/** What was refused, where the reason alone does not tell a release from a payout. */
export const refusedKind = z.enum(['release', 'payout']).nullable();

/** An item on top of the queue, for its link. */
const topItem = z.object({
  id, reason: z.enum(attentionReasonNames), refused: refusedKind.optional(),
  payee: z.string().nullable(), path: z.string(),
  openedAt: instant, deadlineAt: instant.nullable(),
});

/** A duration's upper bound in seconds; null: longer than the last bound that is counted. */
const bound = z.object({ seconds: z.number().int().nullable() });

/** How the payments of a period ended, and how long the paid ones took from request to paid. */
const endsOfPeriod = z.object({
  released: z.number().int(), refunded: z.number().int(), cancelled: z.number().int(),
  failed: z.number().int(), p50: bound.nullable(), p95: bound.nullable(),
});
export type EndsOfPeriod = z.infer<typeof endsOfPeriod>;

/** UTC days, inclusive. */
const period = z.object({ from: z.string(), to: z.string() });

export const overviewDays = [7, 30] as const;

export const overview = {
  /** `days`: the period of the charts, ending today, compared with as many days before it. */
  get: query(z.strictObject({ days: z.literal(overviewDays).default(7) }), z.object({
    period: z.object({ current: period, previous: period }),
    ends: z.array(z.object({
      rail: z.enum(railNames), current: endsOfPeriod, previous: endsOfPeriod,
      days: z.array(endsOfPeriod.extend({ day: z.string() })),
    })),
    /** Payments that have not ended, by rail and state. */
    states: z.array(z.object({
      rail: z.enum(railNames), status: z.enum(paymentStatuses), count: z.number().int(),
    })),
    top: z.object({ byDeadline: z.array(topItem), byAge: z.array(topItem) }),
    needsMe: z.array(z.object({ reason: z.string(), text: z.string(), count: z.number().int() })),
    money: z.array(z.object({
      rail: z.enum(railNames), asset: z.string(), held: moneyWire, releasing: moneyWire,
      refunding: moneyWire, unclear: moneyWire, count: z.number().int(),
    })),
    expiring: z.array(z.object({
      paymentId: id, payee: z.string(), amount: moneyWire, expiresAt: instant, then: z.string(),
    })),
    providers: z.array(provider),
    volume: z.array(z.object({
      day: z.string(), rail: z.enum(railNames),
      measure: z.enum(['created', 'released', 'refunded']),
      count: z.number().int(), amount: moneyWire,
    })),
    nextEvent: nextEvent.nullable(),
  })),
  /** The providers alone, for the frame around every screen. */
  providers: query(nothing, z.array(provider)),
  /** The numbers beside the menu: what needs a person, never totals. */
  badges: query(nothing, z.object({
    attention: z.number().int(), batches: z.number().int(), webhooks: z.number().int(),
  })),
};
