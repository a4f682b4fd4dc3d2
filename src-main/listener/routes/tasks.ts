import { z } from 'zod';
import type { IncomingTask } from '../../engine/api.ts';
import type { ListenerEngine } from '../deps.ts';
import type { Refusal } from '../engine-types.ts';
import { exactAmount } from '../fields.ts';
import {
  gigstreamBases, gigstreamError, gigstreamErrors, gigstreamNo,
} from '../gigstream.ts';
import type { Metrics } from '../metrics.ts';
import { json, refused, webhook, type Call, type Reply, type Route } from '../route.ts';
import { headerText, keptHeaders, WEBHOOK_BYTES_MAX } from '../signed-message.ts';

const KEPT_HEADERS = [
  'x-signature', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type',
  'user-agent',
] as const;

const signedHead = z.object({
  'x-signature': z.string().optional().meta({
    description: '`sha256=` and the hex of HMAC-SHA256 over the body. It covers no time, so the '
      + 'same body counts once, for ever.',
  }),
  'webhook-id': z.string().optional().meta({
    description: 'With the two below instead of X-Signature (Standard Webhooks).',
  }),
  'webhook-timestamp': z.string().optional().meta({
    description: 'Seconds since 1970, at most 300 from now.',
  }),
  'webhook-signature': z.string().optional().meta({
    description: '`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.',
  }),
});

/** For the description only: the engine reads what was stored. */
const announcement = z.looseObject({
  externalTaskId: z.string().min(1).max(128),
  workerId: z.string().min(1).max(64).meta({ description: 'The payee, by your own id of it.' }),
  completedAt: z.iso.datetime({ offset: true }),
  amount: exactAmount.meta({ description: 'What the task comes to, its fee included.' }),
  currency: z.enum(['USDC', 'EURC']).optional(),
  completionProof: z.looseObject({
    photos: z.array(z.string()).optional(),
    duration: z.number().optional().meta({ description: 'Minutes.' }),
  }).optional(),
  rating: z.int().min(1).max(5).optional(),
  idempotencyKey: z.string().min(1).max(128).optional().meta({
    description: 'Names what is owed, instead of task and worker: it is paid once.',
  }),
  metadata: z.looseObject({}).optional(),
});

const accepted = z.object({
  status: z.literal('accepted'), message: z.string(), estimatedProcessingTime: z.string(),
  taskId: z.string(),
});

/**
 * `WEBHOOK_NOT_CONFIGURED` stays the 500 that it is in GigStream, where our own refusal is a 409:
 * the sender did nothing wrong and cannot mend it, an operator here has to set the secret. Senders
 * of webhooks repeat after a 5xx, so that the announcement arrives once that is done; after a 4xx
 * they give it up, and a task would stay unpaid.
 * A key without the scope is `PLATFORM_INACTIVE`: this platform may not announce tasks.
 */
const errors = gigstreamErrors('MISSING_AUTH_HEADERS', {
  not_configured: { code: 'WEBHOOK_NOT_CONFIGURED', status: 500 },
  forbidden: { code: 'PLATFORM_INACTIVE' },
});

type TaskDeps = {
  readonly engine: Pick<ListenerEngine, 'tasks'>; readonly metrics: Metrics;
};

/** Completed tasks from GigStream: stored as they came, acknowledged, paid by the runner (S4). */
export function taskRoutes(deps: TaskDeps): readonly Route[] {
  return gigstreamBases.map((base) => announceRoute(deps, `${base}/webhooks/task-completed`));
}

function announceRoute({ engine, metrics }: TaskDeps, path: string): Route {
  const no = (description: string) =>
    ({ description, schema: gigstreamError, type: 'application/json' });
  return webhook({
    path, access: ['tasks:write'], headers: signedHead, body: announcement, errors,
    summary: 'Takes the signed word that a task is completed, and pays its payee once.',
    bodyBytesMax: WEBHOOK_BYTES_MAX,
    replies: {
      202: { description: 'Stored, now or by an earlier delivery.', schema: accepted },
      400: no('INVALID_JSON or INVALID_PAYLOAD.'),
      401: no('MISSING_AUTH_HEADERS or INVALID_API_KEY.'),
      403: no('INVALID_SIGNATURE, or PLATFORM_INACTIVE: the key lacks the scope.'),
      500: no('WEBHOOK_NOT_CONFIGURED: no secret is set up here yet; repeat later.'),
    },
  }, async (call, bytes) => {
    const signature = signatureOf(call);
    if (signature === null) {
      return gigstreamNo(401, 'MISSING_AUTH_HEADERS',
        'X-Signature is missing, or webhook-id, -timestamp and -signature; nothing was done.');
    }
    const received = await engine.tasks.receiveTask({
      marketplaceId: call.key.marketplaceId, body: bytes, signature,
      headers: keptHeaders(call.headers, KEPT_HEADERS),
    });
    if (!received.ok) return denied(received.refusal, { bytes, path, metrics });
    return json(202, {
      status: 'accepted', message: 'Task queued for verification',
      estimatedProcessingTime: '2-5 seconds', taskId: received.value.taskId,
    });
  });
}

/** Standard Webhooks wherever one of its headers is there: they sign the time as well. */
function signatureOf({ headers }: Pick<Call, 'headers'>): IncomingTask['signature'] | null {
  const text = headerText(headers, 'webhook-signature');
  const messageId = headerText(headers, 'webhook-id');
  const timestamp = headerText(headers, 'webhook-timestamp');
  if (text !== null || messageId !== null || timestamp !== null) {
    return text === null || messageId === null || timestamp === null ? null
      : { scheme: 'standard', text, messageId, timestamp };
  }
  const own = headerText(headers, 'x-signature');
  return own === null || own === '' ? null : { scheme: 'body', text: own };
}

function denied(
  refusal: Refusal,
  { bytes, path, metrics }: {
    readonly bytes: Uint8Array; readonly path: string; readonly metrics: Metrics;
  },
): Reply {
  if (refusal.code === 'unauthenticated') {
    metrics.signatureRefused(path);
    return gigstreamNo(403, 'INVALID_SIGNATURE', refusal.message);
  }
  if (refusal.code !== 'invalid_request') return refused(refusal);
  return gigstreamNo(400, isJson(bytes) ? 'INVALID_PAYLOAD' : 'INVALID_JSON', refusal.message);
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return true;
  } catch (error) {
    // What cannot be decoded, and what cannot be parsed.
    if (error instanceof TypeError || error instanceof SyntaxError) return false;
    throw error;
  }
}
