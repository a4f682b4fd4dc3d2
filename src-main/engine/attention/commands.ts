import type { AttentionItem } from '../domain/attention.ts';
import type { AuditDraft } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, AttentionCommands, WebhookCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { counterWrite } from '../payments/record.ts';
import type { Write } from '../ports.ts';

/** Claiming an item, and ending the items that no verb of a payment ends. */
export function createAttentionCommands(
  context: EngineContext,
  webhooks: WebhookCommands,
): AttentionCommands {
  return {
    claim: (ask, input) => claim(context, ask, input),
    replay: (ask, itemId) => replay(context, webhooks, { ask, itemId }),
  };
}

/** Marks an item as being handled by this operator, or gives it back. */
function claim(
  { store, clock }: EngineContext,
  ask: Ask,
  input: { readonly itemId: string; readonly claim: boolean; readonly takeOver: boolean },
): Promise<Result<string>> {
  return decideAndCommit(store, async () => {
    const item = await store.read.attention(input.itemId);
    if (item === null || item.closedAt !== null) return refuse('not_found', { item: input.itemId });
    const other = item.claimedBy !== null && item.claimedBy !== ask.actor.name;
    if (other && !input.takeOver) {
      return refuse('state_forbids', { claimedBy: item.claimedBy ?? '' },
        `${item.claimedBy ?? 'Someone'} is already handling this.`);
    }
    return accept<Decision<string>>({
      value: item.id,
      writes: [{
        write: 'attention-claimed', id: item.id, by: input.claim ? ask.actor.name : null,
      }],
      audit: itemAudit(ask, item, {
        act: input.claim ? 'attention.claim' : 'attention.give-back', nowMs: clock.nowMs(),
      }),
    });
  });
}

async function replay(
  context: EngineContext,
  webhooks: WebhookCommands,
  { ask, itemId }: { readonly ask: Ask; readonly itemId: string },
): Promise<Result<string>> {
  const { store, clock } = context;
  const item = await store.read.attention(itemId);
  if (item === null || item.closedAt !== null) return refuse('not_found', { item: itemId });
  if (item.reason === 'webhook-undelivered') {
    const replayed = await webhooks.replay(ask, [item.subjectId]);
    return replayed.ok ? accept(itemId) : replayed;
  }
  if (item.reason !== 'work-broken' && item.reason !== 'contradiction') {
    return refuse('state_forbids', { reason: item.reason });
  }
  return decideAndCommit(store, async () => {
    const nowMs = clock.nowMs();
    const revived: readonly Write[] = item.reason === 'work-broken'
      ? await revive(context, item.subjectId, nowMs) : [];
    return accept<Decision<string>>({
      value: itemId,
      writes: [
        ...revived,
        { write: 'attention-closed', id: itemId, at: nowMs },
        counterWrite(`attention:${item.reason}`, -1),
      ],
      audit: itemAudit(ask, item, { act: 'attention.replay', nowMs }),
    });
  });
}

async function revive(
  { store }: EngineContext,
  workId: string,
  nowMs: number,
): Promise<readonly Write[]> {
  const work = await store.read.work(workId);
  if (work === null) return [];
  return [{
    write: 'work', row: { ...work, deadAt: null, tries: 0, leaseUntil: null, dueAt: nowMs },
  }];
}

function itemAudit(
  ask: Ask,
  item: AttentionItem,
  { act, nowMs }: { readonly act: string; readonly nowMs: number },
): AuditDraft {
  return {
    at: nowMs, actor: ask.actor, act, subject: item.subject, subjectId: item.subjectId,
    reason: item.reason, data: { item: item.id },
  };
}
