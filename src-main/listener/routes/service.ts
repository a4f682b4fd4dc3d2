import { z } from 'zod';
import type { Clock } from '../../engine/ports.ts';
import { isoOf, isoTime } from '../fields.ts';
import type { Metrics } from '../metrics.ts';
import { get, json, type Route } from '../route.ts';

const health = z.object({
  status: z.literal('ok'), service: z.literal('payments'), time: isoTime,
});

/** What monitoring asks: whether it lives, its figures, and what it offers. */
export function serviceRoutes(deps: {
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** The description of all routes, these included, as JSON text. */
  readonly openApi: () => string;
}): readonly Route[] {
  return [
    get({
      path: '/health', summary: 'Says that the service answers, and nothing else.', access: 'open',
      query: z.object({}), replies: { 200: { description: 'It answers.', schema: health } },
    }, async () => json(200, {
      status: 'ok', service: 'payments', time: isoOf(deps.clock.nowMs()),
    })),
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
