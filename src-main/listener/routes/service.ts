import { z } from 'zod';
import type { Clock } from '../../engine/ports.ts';
import { isoOf, isoTime } from '../fields.ts';
import type { Metrics } from '../metrics.ts';
import { get, json, type Route } from '../route.ts';

const health = z.object({
  status: z.enum(['ok', 'halted']), service: z.literal('payments'), time: isoTime,
});

/** What monitoring asks: whether it lives, its figures, and what it offers. */
export function serviceRoutes(deps: {
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Why the store takes nothing any more, until the next start; null while it works. */
  readonly halted: () => string | null;
  /** The description of all routes, these included, as JSON text. */
  readonly openApi: () => string;
}): readonly Route[] {
  return [
    get({
      path: '/health', summary: 'Says whether the service works, and nothing else.',
      access: 'open', query: z.object({}),
      replies: {
        200: { description: 'It works.', schema: health },
        503: { description: 'Its store stopped; a person has to look.', schema: health },
      },
    }, async () => {
      const works = deps.halted() === null;
      return json(works ? 200 : 503, {
        status: works ? 'ok' : 'halted', service: 'payments', time: isoOf(deps.clock.nowMs()),
      });
    }),
    get({
      path: '/metrics', summary: 'Figures for Prometheus.', access: ['metrics:read'],
      query: z.object({}),
      replies: { 200: { description: 'The figures.', schema: null, type: 'text/plain' } },
    }, async () => ({
      kind: 'text', status: 200, type: deps.metrics.contentType, text: await deps.metrics.text(),
    })),
    get({
      path: '/openapi.json', summary: 'This description.', access: 'open', query: z.object({}),
      replies: {
        200: { description: 'OpenAPI 3.1.', schema: null, type: 'application/json' },
      },
    }, async () => ({
      kind: 'text', status: 200, type: 'application/json', text: deps.openApi(),
    })),
  ];
}
