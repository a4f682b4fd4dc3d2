import { z } from 'zod';
import { ENGINE } from '../domain/actor.ts';
import type { Delivery, WebhookEndpoint } from '../domain/records.ts';
import { accept } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import type { HttpAnswer, Write } from '../ports.ts';
import { deliveryCount, deliveryWork } from './delivery.ts';
import { createLanes } from './lanes.ts';
import { deliveryDelayMs } from './retries.ts';
import { signedHeaders, webhookSecretContext } from './signature.ts';

export type SenderDeps = Pick<
  EngineContext, 'store' | 'http' | 'secrets' | 'clock' | 'log' | 'directory'
>;

export type WebhookSender = {
  /** Carries out work of the kind `deliver`; ends by recording the outcome, which moves the row. */
  readonly deliver: (work: Work) => Promise<void>;
};

/** Standard Webhooks: a receiver answers within 15 s; ours have 10. */
const DEADLINE_MS = 10_000;
const RESPONSE_BYTES_MAX = 262_144;
/** What is kept of an answer, for the log of deliveries. */
const KEPT_BYTES_MAX = 4_096;
const GONE = 410;

const messageShape = z.object({ id: z.string() });

/**
 * How one try went. `status` null: no answer came. `final`: no further try is of use. `withdrawn`:
 * a person removed the endpoint, so nobody has to be told.
 */
type Try = {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly body: string;
  readonly retryAfter: string | undefined;
  readonly final: boolean;
  readonly withdrawn: boolean;
};

/**
 * Sends outgoing webhooks: at least once, signed, each endpoint in its own lane. A 2xx answer is
 * delivery; anything else is tried again by the schedule of `retries.ts` and then stands in front
 * of a person, with its request and last answer (R14).
 */
export function createWebhookSender(deps: SenderDeps): WebhookSender {
  const lanes = createLanes();
  return {
    deliver: async (work) => {
      const delivery = await deps.store.read.delivery(work.subjectId);
      if (delivery === null || delivery.state !== 'waiting') {
        await deps.store.commit({ writes: [{ write: 'work-done', id: work.id }], audit: null });
        return;
      }
      const place = lanes.enter(delivery.endpointId, deps.clock.nowMs());
      if (place !== 'entered') {
        await deps.store.commit({
          writes: [{ write: 'work', row: { ...work, dueAt: place, leaseUntil: null } }],
          audit: null,
        });
        return;
      }
      let delivered = false;
      try {
        const tried = await send(deps, delivery);
        delivered = tried.delivered;
        await record(deps, delivery.id, tried);
      } finally {
        lanes.leave(delivery.endpointId, delivered);
      }
    },
  };
}

async function send(deps: SenderDeps, delivery: Delivery): Promise<Try> {
  const { directory, http, clock, log } = deps;
  const marketplace = await directory.marketplace(delivery.marketplaceId);
  const endpoint = marketplace?.webhooks.find(({ id }) => id === delivery.endpointId);
  if (endpoint === undefined || !endpoint.enabled) {
    const why = 'The endpoint was removed or switched off; nothing was sent.';
    return { ...hopeless(why), withdrawn: true };
  }
  const secret = openedSecret(deps, endpoint);
  if (secret === null) {
    return hopeless('The endpoint\'s secret does not open with the key of this data folder; '
      + 'nothing was sent. Remove the endpoint and add it again.');
  }
  const startedAt = clock.nowMs();
  const message = { messageId: messageIdOf(delivery), sentAtMs: startedAt, body: delivery.body };
  const answer = await http.send({
    method: 'POST', url: endpoint.url, body: delivery.body, deadlineMs: DEADLINE_MS,
    responseBytesMax: RESPONSE_BYTES_MAX,
    headers: {
      'content-type': 'application/json', 'user-agent': 'Paydesk-Webhooks/1',
      ...signedHeaders(secret, message),
    },
  });
  const tried = readAnswer(answer);
  log.info('webhook sent', {
    delivery: delivery.id, type: delivery.type, host: new URL(endpoint.url).host,
    number: delivery.tries + 1, status: tried.status, delivered: tried.delivered,
    durationMs: clock.nowMs() - startedAt,
  });
  return tried;
}

function readAnswer(answer: HttpAnswer): Try {
  if (!answer.ok) {
    return {
      delivered: false, status: null, body: answer.failure.message, retryAfter: undefined,
      final: false, withdrawn: false,
    };
  }
  const { status, headers, body } = answer.response;
  return {
    delivered: status >= 200 && status < 300, status, body: capped(body),
    retryAfter: headers['retry-after'],
    // Standard Webhooks: 410 says that the endpoint wants no more of this.
    final: status === GONE,
    withdrawn: false,
  };
}

function hopeless(body: string): Try {
  return {
    delivered: false, status: null, body, retryAfter: undefined, final: true, withdrawn: false,
  };
}

function openedSecret({ secrets }: SenderDeps, endpoint: WebhookEndpoint): string | null {
  try {
    return secrets.open(endpoint.secret, webhookSecretContext(endpoint.id));
  } catch (error) {
    // A box that stays shut is told to a person as the outcome of the delivery.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** A replay carries the id of the message it repeats, which stands in the signed body. */
function messageIdOf(delivery: Delivery): string {
  return messageShape.parse(JSON.parse(delivery.body)).id;
}

async function record(deps: SenderDeps, id: string, tried: Try): Promise<void> {
  const { store, clock } = deps;
  await decideAndCommit(store, async () => {
    const before = await store.read.delivery(id);
    if (before === null || before.state !== 'waiting') {
      return accept({ writes: [], audit: null, value: null });
    }
    const nowMs = clock.nowMs();
    const tries = before.tries + 1;
    const delayMs = tried.delivered || tried.final
      ? null : deliveryDelayMs(tries, tried.retryAfter);
    const state = tried.delivered ? 'delivered' : delayMs === null ? 'dead' : 'waiting';
    const row: Delivery = {
      ...before, state, tries, lastTriedAt: nowMs, responseStatus: tried.status,
      responseBody: tried.body, deliveredAt: tried.delivered ? nowMs : null,
      version: before.version + 1,
    };
    const update: Write = {
      write: 'update', noun: 'deliveries', row, expectedVersion: before.version,
    };
    if (delayMs !== null) {
      const next = deliveryWork(row, nowMs + delayMs, failureText(tried));
      return accept<Decision<null>>({
        writes: [update, { write: 'work', row: next }], audit: null, value: null,
      });
    }
    return accept(state === 'dead' ? buried(row, update, tried) : done(row, update));
  });
}

function done(row: Delivery, update: Write): Decision<null> {
  return {
    value: null, audit: null,
    writes: [
      update, { write: 'work-done', id: deliveryWork(row, 0).id },
      deliveryCount('waiting', -1), deliveryCount('delivered', 1),
    ],
  };
}

/** Given up: the delivery stays as it is for a replay, and a person is told. */
function buried(row: Delivery, update: Write, tried: Try): Decision<null> {
  const nowMs = row.lastTriedAt ?? row.createdAt;
  const why = failureText(tried);
  return {
    value: null,
    writes: [
      update, { write: 'work-done', id: deliveryWork(row, 0).id },
      deliveryCount('waiting', -1), deliveryCount('dead', 1),
      ...(tried.withdrawn ? [] : attentionWrites(row, why, nowMs)),
    ],
    audit: {
      at: nowMs, actor: ENGINE, act: 'webhook.undelivered', subject: 'delivery', subjectId: row.id,
      reason: why, data: { type: row.type, url: row.url, tries: `${row.tries}` },
    },
  };
}

function attentionWrites(row: Delivery, why: string, nowMs: number): readonly Write[] {
  const tries = `${row.tries} ${row.tries === 1 ? 'try' : 'tries'}`;
  return [
    {
      write: 'attention-opened',
      row: {
        id: attentionId('delivery', row.id, 'webhook-undelivered'), subject: 'delivery',
        subjectId: row.id, reason: 'webhook-undelivered',
        text: `${row.type} did not reach ${row.url} in ${tries}: ${why}`,
        stage: 'now', deadlineAt: null, openedAt: nowMs, closedAt: null, claimedBy: null,
      },
    },
    counterWrite('attention:webhook-undelivered', 1),
  ];
}

function failureText({ status, body }: Try): string {
  return status === null ? body : `The endpoint answered ${status}.`;
}

/** The first 4 KiB, cut between characters. */
function capped(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= KEPT_BYTES_MAX) return text;
  return new TextDecoder('utf-8').decode(bytes.subarray(0, KEPT_BYTES_MAX), { stream: true });
}
