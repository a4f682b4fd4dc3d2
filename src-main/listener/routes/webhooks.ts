import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { IncomingWebhook } from '../../engine/api.ts';
import type { ListenerEngine } from '../deps.ts';
import { problem } from '../fields.ts';
import type { Metrics } from '../metrics.ts';
import { json, refused, webhook, type Route } from '../route.ts';
import { headerText, keptHeaders, WEBHOOK_BYTES_MAX } from '../signed-message.ts';

const MARKETPLACE_HEADER = 'x-paydesk-marketplace';
/** What is kept beside the body: who sent it, and what the signature was. */
const KEPT_HEADERS = [
  'webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type', 'user-agent',
  MARKETPLACE_HEADER,
] as const;

const signedHead = z.object({
  'webhook-id': z.string().meta({ description: 'The same for every delivery of one message.' }),
  'webhook-timestamp': z.string().meta({
    description: 'Seconds since 1970, at most 300 from now.',
  }),
  'webhook-signature': z.string().meta({
    description: '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are '
      + 'separated by spaces.',
  }),
  [MARKETPLACE_HEADER]: z.string().optional().meta({
    description: 'Whose secret signed; without it, every marketplace\'s is tried.',
  }),
});

/** For the description only: the engine reads what was stored. */
const announcement = z.looseObject({
  type: z.enum(['job.running', 'job.completed', 'job.failed', 'job.cancelled']),
  timestamp: z.string().optional(),
  data: z.looseObject({ job_id: z.string(), reason: z.string().optional() }),
});

/** Standard Webhooks from marketplaces: stored as they came, acknowledged, read later (R13). */
export function webhookRoutes({ engine, metrics }: {
  readonly engine: Pick<ListenerEngine, 'inbox'>;
  readonly metrics: Metrics;
}): readonly Route[] {
  const path = '/webhooks/jobs';
  return [webhook({
    path, summary: 'Takes a marketplace\'s signed word on how one of its jobs stands.',
    headers: signedHead, body: announcement, bodyBytesMax: WEBHOOK_BYTES_MAX,
    replies: {
      202: {
        description: 'Stored, now or by an earlier delivery of the same id.',
        schema: z.object({ ok: z.literal(true) }),
      },
      401: { description: 'The signature is not valid.', schema: problem },
    },
  }, async ({ headers }, bytes) => {
    const received = await engine.inbox.receive(incomingOf(headers, bytes));
    if (received.ok) return json(202, { ok: true });
    if (received.refusal.code === 'unauthenticated') metrics.signatureRefused(path);
    return refused(received.refusal);
  })];
}

function incomingOf(headers: IncomingHttpHeaders, body: Uint8Array): IncomingWebhook {
  return {
    marketplaceId: headerText(headers, MARKETPLACE_HEADER),
    messageId: headerText(headers, 'webhook-id') ?? '',
    timestamp: headerText(headers, 'webhook-timestamp') ?? '',
    signature: headerText(headers, 'webhook-signature') ?? '',
    body, headers: keptHeaders(headers, KEPT_HEADERS),
  };
}
