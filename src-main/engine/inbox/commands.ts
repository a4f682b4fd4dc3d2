import { createHash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { InboxMessage, InboundSecret, Marketplace } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant } from '../domain/result.ts';
import { workId, type Work } from '../domain/work.ts';
import type { InboxCommands, IncomingWebhook } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { inboundSecretContext, isLiving } from '../marketplaces/inbound-secrets.ts';
import { counterWrite } from '../payments/record.ts';
import { SealError } from '../secrets/secrets.ts';
import { isSignedWith, readSignedHead, type SignedHead } from './signature.ts';

export type InboxDeps = Pick<EngineContext, 'store' | 'clock' | 'ids' | 'secrets' | 'log'>;

/** Secrets that one request may be held against; beyond it the sender has to name itself. */
export const SECRETS_TRIED_MAX = 64;

/**
 * Takes webhooks in (R13): the raw bytes and the work to read them are durable in one commit
 * before the sender is answered, and the same id of the same marketplace is stored once. Which
 * marketplace speaks follows from whose secret signed; a name in the request only narrows the
 * search and proves nothing.
 */
export function createInboxCommands(deps: InboxDeps): InboxCommands {
  const { store, clock, ids } = deps;
  return {
    receive: async (webhook) => {
      const nowMs = clock.nowMs();
      const head = readSignedHead(webhook, nowMs);
      const sender = head === null ? null : await senderOf(deps, { webhook, head, nowMs });
      if (head === null || sender === null) {
        return refuse('unauthenticated', {}, 'The signature is not valid; nothing was done.');
      }
      const message = messageOf(webhook, { id: ids.next('ibx'), sender, head, nowMs });
      const answer = await store.commit({
        writes: [
          { write: 'insert', noun: 'inbox', row: message },
          counterWrite('inbox:waiting', 1),
          { write: 'work', row: readingWork(message) },
        ],
        audit: {
          at: nowMs, actor: senderActor(sender), act: 'webhook.received', subject: 'inbox',
          subjectId: message.id, reason: '',
          data: { message: message.messageId, sha256: message.bodyHash },
        },
      });
      if (answer.ok) return accept({ repeated: false });
      // Any other conflict means that nothing is stored: it must not be acknowledged.
      invariant(answer.conflict === 'exists' && answer.detail.includes('inbox.message_id'),
        `An incoming webhook could not be stored: ${answer.detail}.`);
      return accept({ repeated: true });
    },
  };
}

/** The marketplace as the one who says how its job stands. */
export function senderActor({ id, name }: Pick<Marketplace, 'id' | 'name'>): Actor {
  return { kind: 'provider', id, name };
}

async function senderOf(
  deps: InboxDeps,
  { webhook, head, nowMs }: {
    readonly webhook: IncomingWebhook; readonly head: SignedHead; readonly nowMs: number;
  },
): Promise<Marketplace | null> {
  const named = webhook.marketplaceId;
  const candidates = (await deps.store.read.marketplaces())
    .filter(({ id }) => named === null || id === named)
    .flatMap((marketplace) => marketplace.inboundSecrets
      .filter((secret) => isLiving(secret, nowMs))
      .map((secret) => ({ marketplace, secret })));
  if (candidates.length > SECRETS_TRIED_MAX) {
    deps.log.warn('a webhook has to name its marketplace', { secrets: candidates.length });
    return null;
  }
  const found = candidates.find(({ secret }) => {
    const plain = openSecret(deps, secret);
    return plain !== null && isSignedWith(plain, head, webhook.body);
  });
  return found?.marketplace ?? null;
}

/** One secret that no longer opens keeps none of the others from being tried. */
export function openSecret(
  { secrets, log }: Pick<InboxDeps, 'secrets' | 'log'>,
  { id, secret }: InboundSecret,
): string | null {
  try {
    return secrets.open(secret, inboundSecretContext(id));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.warn('an inbound secret does not open', { secret: id, error });
    return null;
  }
}

function messageOf(
  { body, headers }: IncomingWebhook,
  { id, sender, head, nowMs }: {
    readonly id: string; readonly sender: Marketplace; readonly head: SignedHead;
    readonly nowMs: number;
  },
): InboxMessage {
  return {
    id, kind: 'job', marketplaceId: sender.id, messageId: head.messageId, sentAt: head.sentAt,
    receivedAt: nowMs, headers, ...rawText(body),
    bodyHash: createHash('sha256').update(body).digest('hex'), state: 'waiting', code: null,
    detail: '', jobId: null, processedAt: null, version: 1,
  };
}

/** The bytes as text, readable where they are UTF-8; either way they come back unchanged. */
export function rawText(bytes: Uint8Array): Pick<InboxMessage, 'body' | 'bodyEncoding'> {
  try {
    const body = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { body, bodyEncoding: 'utf-8' };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { body: Buffer.from(bytes).toString('base64'), bodyEncoding: 'base64' };
  }
}

/** The work of reading a stored message. */
export function readingWork({ id, receivedAt }: InboxMessage): Work {
  return {
    id: workId('inbox', id), kind: 'inbox', subjectId: id, paymentId: null, connectionId: null,
    dueAt: receivedAt, leaseUntil: null, tries: 0, lastError: null, deadAt: null,
  };
}
