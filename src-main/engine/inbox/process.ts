import type { InboxMessage, Marketplace } from '../domain/records.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import { invariant, type Refusal } from '../domain/result.ts';
import { retryDelayMs, type Work } from '../domain/work.ts';
import { setJobState } from '../jobs/commands.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { counterWrite } from '../payments/record.ts';
import type { Write } from '../ports.ts';
import { readAnnouncement } from './announcement.ts';
import { senderActor } from './commands.ts';
import { processTask } from './tasks.ts';

/** Refusals that say nothing about the message: others were changing the same payment. */
const passing: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'version_conflict', 'operation_open',
]);

/**
 * Reads one stored message and does what it says, as its marketplace and for its own jobs only:
 * the signature proves who speaks and nothing else. The outcome is recorded in the commit that
 * moves the job, so that a crash between receipt and here, or here, does it once. What cannot be
 * done is kept on the message with its code and is not tried again.
 */
export async function processInbox(deps: OperationDeps, work: Work): Promise<void> {
  const { store, clock, directory } = deps;
  const message = await store.read.inboxMessage(work.subjectId);
  if (message?.state !== 'waiting') {
    await store.commit({ writes: [{ write: 'work-done', id: work.id }], audit: null });
    return;
  }
  const sender = await directory.marketplace(message.marketplaceId);
  invariant(sender !== null, 'An incoming webhook names a marketplace that is not there.');
  if (message.kind === 'task') {
    await processTask(deps, {
      work, message, sender,
      putOff: (refusal) => putOff(deps, work, refusal),
      refuseMessage: (refusal) =>
        refuseMessage(deps, { work, message, sender, jobId: null, refusal }),
    });
    return;
  }
  const read = readAnnouncement(message);
  if (!read.ok) {
    await refuseMessage(deps, { work, message, sender, jobId: null, refusal: read.refusal });
    return;
  }
  const { jobId, state, reason } = read.value;
  const moved = await setJobState(deps, { actor: senderActor(sender), idempotency: null }, {
    jobId, marketplaceId: message.marketplaceId, state, reason,
    alongside: endWrites(work, message, {
      state: 'processed', code: null, detail: `The job is ${state}.`, jobId,
      processedAt: clock.nowMs(),
    }),
  });
  if (moved.ok) return;
  const { refusal } = moved;
  if (passing.has(refusal.code) && await putOff(deps, work, refusal)) return;
  await refuseMessage(deps, { work, message, sender, jobId, refusal });
}

type Ending = Pick<InboxMessage, 'state' | 'code' | 'detail' | 'jobId' | 'processedAt'>;

function endWrites(work: Work, message: InboxMessage, ending: Ending): readonly Write[] {
  return [
    {
      write: 'update', noun: 'inbox', expectedVersion: message.version,
      row: { ...message, ...ending, version: message.version + 1 },
    },
    { write: 'work-done', id: work.id },
    counterWrite('inbox:waiting', -1), counterWrite(`inbox:${ending.state}`, 1),
  ];
}

/** Tries again a little later; answers false when the tries are used up. */
async function putOff(
  { store, clock, options }: OperationDeps,
  work: Work,
  { message }: Refusal,
): Promise<boolean> {
  const tries = work.tries + 1;
  const delayMs = retryDelayMs(tries, null, options.retryDelaysMs);
  if (delayMs === null) return false;
  const row: Work = { ...work, tries, dueAt: clock.nowMs() + delayMs, lastError: message };
  await store.commit({ writes: [{ write: 'work', row }], audit: null });
  return true;
}

async function refuseMessage(
  { store, clock }: OperationDeps,
  { work, message, sender, jobId, refusal }: {
    readonly work: Work; readonly message: InboxMessage; readonly sender: Marketplace;
    readonly jobId: string | null; readonly refusal: Refusal;
  },
): Promise<void> {
  const nowMs = clock.nowMs();
  const answer = await store.commit({
    writes: endWrites(work, message, {
      state: 'refused', code: refusal.code, detail: refusal.message, jobId, processedAt: nowMs,
    }),
    audit: {
      at: nowMs, actor: senderActor(sender), act: 'webhook.refused', subject: 'inbox',
      subjectId: message.id, reason: refusal.message,
      data: { message: message.messageId, code: refusal.code },
    },
  });
  invariant(answer.ok, 'The refusal of an incoming webhook could not be recorded.');
}
