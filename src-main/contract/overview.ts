import { z } from 'zod';
import { railNames } from '../engine/domain/rails.ts';
import { nothing, query } from './define.ts';
import { id, instant, moneyWire } from './values.ts';

export const overview = {
  get: query(nothing, z.object({
    needsMe: z.array(z.object({ reason: z.string(), text: z.string(), count: z.number().int() })),
    money: z.array(z.object({
      rail: z.enum(railNames), asset: z.string(), held: moneyWire, releasing: moneyWire,
      refunding: moneyWire, unclear: moneyWire, count: z.number().int(),
    })),
    expiring: z.array(z.object({
      paymentId: id, payee: z.string(), amount: moneyWire, expiresAt: instant, then: z.string(),
    })),
    providers: z.array(z.object({
      connectionId: id, name: z.string(), rail: z.enum(railNames),
      state: z.enum(['ok', 'degraded', 'down', 'unknown']), text: z.string(),
    })),
    volume: z.array(z.object({
      day: z.string(), rail: z.enum(railNames),
      measure: z.enum(['created', 'released', 'refunded']),
      count: z.number().int(), amount: moneyWire,
    })),
    nextEvent: z.object({ paymentId: id.nullable(), text: z.string(), at: instant }).nullable(),
  })),
  /** The numbers beside the menu: what needs a person, never totals. */
  badges: query(nothing, z.object({
    attention: z.number().int(), batches: z.number().int(), webhooks: z.number().int(),
  })),
};
