import { z } from 'zod';
import type { ListenerDeps } from '../deps.ts';
import { problem } from '../fields.ts';
import type { Metrics } from '../metrics.ts';
import { createTokenBuckets } from '../rate.ts';
import { json, present, refused, webhook, type Route } from '../route.ts';
import { headerText, keptHeaders, WEBHOOK_BYTES_MAX } from '../signed-message.ts';

const PATH = '/webhooks/circle';
const KEPT_HEADERS = [
  'x-circle-key-id', 'x-circle-signature', 'content-type', 'user-agent',
] as const;

const signedHead = z.object({
  'x-circle-signature': z.string().meta({
    description: 'Base64 of ECDSA over P-256 with SHA-256, over the body.',
  }),
  'x-circle-key-id': z.string().meta({ description: 'Which of Circle\'s keys signed.' }),
});

/** For the description only: it is a hint, and Circle is asked what is true. */
const notification = z.looseObject({
  notificationId: z.string().meta({ description: 'The same for every delivery.' }),
  notificationType: z.string(), notification: z.looseObject({}),
});

/**
 * Circle's notifications (S4; the guide, 2): HEAD says that somebody is there, which Circle asks
 * before it subscribes; what is posted is verified, kept once and never believed by itself.
 */
export function circleRoutes({ engine, metrics, clock, config }: Pick<
  ListenerDeps, 'engine' | 'clock' | 'config'
> & { readonly metrics: Metrics }): readonly Route[] {
  // One bucket for all: behind the user's proxy every sender has the same address. What is turned
  // away costs nothing but time, since Circle repeats it and is asked anyway.
  const turns = createTokenBuckets(config.keyRate, clock.nowMs);
  return [
    present(PATH, 'Says that notifications of Circle are taken here.'),
    webhook({
      path: PATH, headers: signedHead, body: notification, bodyBytesMax: WEBHOOK_BYTES_MAX,
      summary: 'Takes a signed notification of Circle as a hint to ask Circle.',
      replies: {
        200: {
          description: 'Stored, now or by an earlier delivery.',
          schema: z.object({ received: z.literal(true) }),
        },
        401: { description: 'The signature is not valid.', schema: problem },
        503: { description: 'The store stopped; nothing was kept.', schema: problem },
      },
    }, async ({ headers }, bytes) => {
      const retryAfter = turns.take(PATH);
      if (retryAfter > 0) {
        return {
          kind: 'refusal', headers: { 'retry-after': String(retryAfter) },
          refusal: {
            code: 'rate_limited', details: {},
            message: 'Notifications come faster than they are taken; send it again.',
          },
        };
      }
      const received = await engine.hints.receive({
        rail: 'usdc', body: bytes, signature: headerText(headers, 'x-circle-signature') ?? '',
        keyId: headerText(headers, 'x-circle-key-id') ?? '',
        headers: keptHeaders(headers, KEPT_HEADERS),
      });
      if (received.ok) return json(200, { received: true });
      if (received.refusal.code === 'unauthenticated') metrics.signatureRefused(PATH);
      return refused(received.refusal);
    }),
  ];
}
