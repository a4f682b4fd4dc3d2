import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { InboxMessage, Marketplace } from '../domain/records.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Refusal, type Result } from '../domain/result.ts';
import type { Work } from '../domain/work.ts';
import type { Ask, IncomingTask, PaidTask, TaskInboxCommands } from '../api.ts';
import { decideAndCommit } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { counterWrite } from '../payments/record.ts';
import { readTask } from '../payouts/announcement.ts';
import { payTask } from '../payouts/task.ts';
import type { Write } from '../ports.ts';
import { openSecret, rawText, readingWork, senderActor } from './commands.ts';
import { isSignedWith, readSignedHead } from './signature.ts';
import { isLiving } from '../marketplaces/inbound-secrets.ts';

const SCHEME = /^sha256=([0-9a-f]{64})$/;

/**
 * Announced tasks (S4, `/webhooks/task-completed`): verified, kept raw and acknowledged; read by
 * the runner afterwards. The caller's key says who speaks, the secret of the same marketplace that
 * it said just this. GigStream signs no time and no id: one announcement counts once, for ever.
 */
export function createTaskInbox(deps: OperationDeps): TaskInboxCommands {
  return {
    receiveTask: (incoming) => receiveTask(deps, incoming),
    retryTask: (ask, input) => retryTask(deps, ask, input),
  };
}

async function receiveTask(
  deps: OperationDeps,
  incoming: IncomingTask,
): Promise<Result<{ repeated: boolean; taskId: string; messageId: string }>> {
  const { store, clock, ids, directory } = deps;
  const nowMs = clock.nowMs();
  const sender = await directory.marketplace(incoming.marketplaceId);
  if (sender === null) return refuse('not_found', { marketplace: incoming.marketplaceId });
  const secrets = sender.inboundSecrets.filter((secret) => isLiving(secret, nowMs))
    .map((secret) => openSecret(deps, secret)).filter((plain) => plain !== null);
  if (secrets.length === 0) return refuse('not_configured');
  const signed = readSignature(incoming, secrets, nowMs);
  if (signed === null) {
    return refuse('unauthenticated', {}, 'The signature is not valid; nothing was done.');
  }
  const text = rawText(incoming.body);
  const task = readTask({ ...text, marketplaceId: sender.id });
  if (!task.ok) return task;
  const bodyHash = createHash('sha256').update(incoming.body).digest('hex');
  const message: InboxMessage = {
    id: ids.next('ibx'), kind: 'task', marketplaceId: sender.id,
    messageId: signed.messageId ?? `task:${bodyHash}`, sentAt: signed.sentAt ?? nowMs,
    receivedAt: nowMs, headers: incoming.headers, ...text, bodyHash, state: 'waiting', code: null,
    detail: '', jobId: null, processedAt: null, version: 1,
  };
  const answer = await store.commit({
    writes: [
      { write: 'insert', noun: 'inbox', row: message }, counterWrite('inbox:waiting', 1),
      { write: 'work', row: readingWork(message) },
    ],
    audit: {
      at: nowMs, actor: senderActor(sender), act: 'webhook.received', subject: 'inbox',
      subjectId: message.id, reason: '', data: { message: message.messageId, sha256: bodyHash },
    },
  });
  const told = { taskId: task.value.taskId, messageId: message.messageId };
  if (answer.ok) return accept({ ...told, repeated: false });
  invariant(answer.conflict === 'exists' && answer.detail.includes('inbox.message_id'),
    `An announced task could not be stored: ${answer.detail}.`);
  await readAgain(deps, sender, message.messageId);
  return accept({ ...told, repeated: true });
}

type Signed = { readonly messageId: string | null; readonly sentAt: number | null };

function readSignature(
  { signature, body, marketplaceId, headers }: IncomingTask,
  secrets: readonly string[],
  nowMs: number,
): Signed | null {
  if (signature.scheme === 'body') {
    const hex = SCHEME.exec(signature.text)?.[1];
    const isGiven = hex !== undefined
      && secrets.some((secret) => isBodySignedWith(secret, hex, body));
    return isGiven ? { messageId: null, sentAt: null } : null;
  }
  const head = readSignedHead({
    marketplaceId, messageId: signature.messageId, timestamp: signature.timestamp,
    signature: signature.text, body, headers,
  }, nowMs);
  if (head === null || !secrets.some((secret) => isSignedWith(secret, head, body))) return null;
  return { messageId: head.messageId, sentAt: head.sentAt };
}

/** GigStream's scheme: the secret's text is the key, and the body alone is signed. */
function isBodySignedWith(secret: string, hex: string, body: Uint8Array): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  return timingSafeEqual(Buffer.from(hex, 'hex'), expected);
}

/** Refusals that say nothing about the task: others were changing the same rows. */
const passing: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'version_conflict', 'operation_open', 'duplicate_reference',
]);

/** What the runner does with a stored announcement: pays the task, or keeps why it does not. */
export async function processTask(
  deps: OperationDeps,
  { work, message, sender, putOff, refuseMessage }: {
    readonly work: Work; readonly message: InboxMessage; readonly sender: Marketplace;
    readonly putOff: (refusal: Refusal) => Promise<boolean>;
    readonly refuseMessage: (refusal: Refusal) => Promise<void>;
  },
): Promise<void> {
  const task = readTask(message);
  if (!task.ok) return refuseMessage(task.refusal);
  const paid = await payTask(deps, { actor: senderActor(sender), idempotency: null }, task.value, {
    alongside: async (done) => accept([...endedTask(message, done, deps.clock.nowMs()), {
      write: 'work-done', id: work.id,
    }]),
  });
  if (paid.ok) return;
  if (passing.has(paid.refusal.code) && await putOff(paid.refusal)) return;
  await refuseMessage(paid.refusal);
}

function endedTask(
  message: InboxMessage,
  { payment, verdict, repeated }: PaidTask,
  nowMs: number,
): readonly Write[] {
  const detail = repeated ? 'The task has its payment already.'
    : verdict.outcome === 'flag' ? 'The payout waits for somebody to look.'
      : 'The payout was made.';
  return [
    {
      write: 'update', noun: 'inbox', expectedVersion: message.version,
      row: {
        ...message, state: 'processed', code: null, detail, jobId: payment.payment.jobId,
        processedAt: nowMs, version: message.version + 1,
      },
    },
    counterWrite(`inbox:${message.state}`, -1), counterWrite('inbox:processed', 1),
  ];
}

/**
 * A person or a program has mended what kept it from being paid; it is read as it came. The message
 * is read with the decision, so that of two who try at once the second is told that it is done. A
 * refusal is kept on the message as the first one was.
 */
async function retryTask(
  deps: OperationDeps,
  ask: Ask,
  { messageId, marketplaceId }: {
    readonly messageId: string; readonly marketplaceId: string | null;
  },
): Promise<Result<PaidTask>> {
  const message = await refusedTask(deps, messageId);
  if (!message.ok) return message;
  if (marketplaceId !== null && message.value.marketplaceId !== marketplaceId) {
    return refuse('not_found', { message: messageId });
  }
  const task = readTask(message.value);
  const paid = task.ok ? await payTask(deps, ask, task.value, {
    alongside: async (done) => {
      const current = await refusedTask(deps, messageId);
      return current.ok ? accept(endedTask(current.value, done, deps.clock.nowMs())) : current;
    },
  }) : task;
  if (!paid.ok && paid.refusal.code !== 'state_forbids') {
    await keepRefusal(deps, ask, { messageId, refusal: paid.refusal });
  }
  return paid;
}

async function refusedTask(
  { store }: OperationDeps,
  messageId: string,
): Promise<Result<InboxMessage>> {
  const message = await store.read.inboxMessage(messageId);
  if (message === null || message.kind !== 'task') {
    return refuse('not_found', { message: messageId });
  }
  return message.state === 'refused' ? accept(message)
    : refuse('state_forbids', { state: message.state });
}

async function keepRefusal(
  deps: OperationDeps,
  { actor }: Ask,
  { messageId, refusal }: { readonly messageId: string; readonly refusal: Refusal },
): Promise<void> {
  await decideAndCommit(deps.store, async () => {
    const message = await refusedTask(deps, messageId);
    if (!message.ok) return message;
    const nowMs = deps.clock.nowMs();
    const { value } = message;
    return accept({
      value: null,
      writes: [{
        write: 'update', noun: 'inbox', expectedVersion: value.version,
        row: {
          ...value, code: refusal.code, detail: refusal.message, processedAt: nowMs,
          version: value.version + 1,
        },
      }],
      audit: {
        at: nowMs, actor, act: 'webhook.refused', subject: 'inbox', subjectId: value.id,
        reason: refusal.message, data: { message: value.messageId, code: refusal.code },
      },
    });
  });
}

/** The same announcement came again after it was refused: it is read once more (T-20). */
async function readAgain(
  { store, clock }: OperationDeps,
  sender: Marketplace,
  messageId: string,
): Promise<void> {
  await decideAndCommit(store, async () => {
    const message = await store.read.inboxByMessage(sender.id, messageId);
    if (message?.state !== 'refused' || message.kind !== 'task') {
      return accept({ value: null, writes: [], audit: null });
    }
    const nowMs = clock.nowMs();
    const row: InboxMessage = {
      ...message, state: 'waiting', code: null, detail: '', processedAt: null,
      version: message.version + 1,
    };
    return accept({
      value: null,
      writes: [
        { write: 'update', noun: 'inbox', expectedVersion: message.version, row },
        counterWrite('inbox:refused', -1), counterWrite('inbox:waiting', 1),
        { write: 'work', row: { ...readingWork(row), dueAt: nowMs } },
      ],
      audit: {
        at: nowMs, actor: senderActor(sender), act: 'webhook.received', subject: 'inbox',
        subjectId: row.id, reason: '', data: { message: row.messageId, again: 'true' },
      },
    });
  });
}
