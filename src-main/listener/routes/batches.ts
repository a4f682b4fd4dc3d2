import { z } from 'zod';
import { batchItemView, batchView } from '../../contract/batches.ts';
import type { ListenerDeps } from '../deps.ts';
import type { Batch } from '../engine-types.ts';
import { isoOf, isoOrNull, isoTime, text } from '../fields.ts';
import { pageFields, pageOrRefusal, pageSize } from '../paging.ts';
import { get, json, notFound, post, refused, type Call, type Route } from '../route.ts';

/** 5,000 ids of at most 40 characters with quotes and commas. */
const BATCH_BODY_BYTES_MAX = 256 * 1024;

const act = batchView.shape.act;
const itemState = batchItemView.shape.state;

const newBatch = z.object({
  act, payment_ids: z.array(text(128)).min(1).max(5_000), reason: text(500),
});

const pageQuery = z.object({ ...pageFields, state: itemState.optional() });

const batchBody = z.object({
  batch_id: z.string(), act, reason: z.string(), state: batchView.shape.state,
  total: z.int(), counts: z.partialRecord(itemState, z.int()), requested_by: z.string(),
  created_at: isoTime, updated_at: isoTime, finished_at: isoTime.nullable(),
});

const batchPage = batchBody.extend({
  items: z.array(z.object({
    position: z.int(), payment_id: z.string(), state: itemState,
    operation_id: z.string().nullable(), detail: z.string(),
  })),
  next_cursor: z.string().nullable(),
});

export function batchRoutes(deps: ListenerDeps): readonly Route[] {
  return [createRoute(deps), readRoute(deps)];
}

function createRoute(deps: ListenerDeps): Route {
  const { engine } = deps;
  return post({
    path: '/v1/batches', access: ['batches:write'], body: newBatch,
    bodyBytesMax: BATCH_BODY_BYTES_MAX,
    summary: 'Releases or refunds many payments, each by its own rules, and reports on each.',
    replies: { 201: { description: 'The batch; it runs by itself.', schema: batchBody } },
  }, {
    run: async (call, body) => {
      const scope = `payments:${body.act}` as const;
      if (!call.key.scopes.includes(scope)) {
        return refused({
          code: 'forbidden', details: { scopes: scope },
          message: `This key lacks the scope ${scope}; nothing was done.`,
        });
      }
      const created = await engine.batches.create(call.ask, {
        marketplaceId: call.key.marketplaceId, act: body.act, paymentIds: body.payment_ids,
        reason: body.reason,
      });
      return created.ok
        ? json(201, await viewOf(deps, created.value))
        : refused(created.refusal);
    },
    again: async (call, subjectId) => {
      const batch = await ownBatch(deps, call, subjectId);
      return batch === null ? notFound('batch') : json(201, await viewOf(deps, batch));
    },
  });
}

function readRoute(deps: ListenerDeps): Route {
  return get({
    path: '/v1/batches/:id', summary: 'Reads a batch: how many stand where, and a page of items.',
    access: ['payments:read'], query: pageQuery,
    replies: { 200: { description: 'The batch and a page of its items.', schema: batchPage } },
  }, async (call, { cursor, limit, state }) => {
    const batch = await ownBatch(deps, call, call.params['id'] ?? '');
    if (batch === null) return notFound('batch');
    const page = await pageOrRefusal(deps.engine.lists.batchItems({
      batchId: batch.id, state: state ?? null, cursor: cursor ?? null, limit: pageSize(limit),
    }), cursor);
    if ('kind' in page) return page;
    const items = page.items.map((item) => ({
      position: item.position, payment_id: item.paymentId, state: item.state,
      operation_id: item.operationId, detail: item.detail,
    }));
    return json(200, { ...await viewOf(deps, batch), items, next_cursor: page.next });
  });
}

/** A batch of the caller's marketplace; an operator's batch belongs to no marketplace. */
async function ownBatch({ engine }: ListenerDeps, call: Call, id: string): Promise<Batch | null> {
  const batch = await engine.read.batch(id);
  return batch?.marketplaceId === call.key.marketplaceId ? batch : null;
}

async function viewOf(
  { engine }: ListenerDeps, batch: Batch,
): Promise<z.infer<typeof batchBody>> {
  return {
    batch_id: batch.id, act: batch.act, reason: batch.reason, state: batch.state,
    total: batch.total, counts: await engine.read.batchItemCounts(batch.id),
    requested_by: batch.requestedBy, created_at: isoOf(batch.createdAt),
    updated_at: isoOf(batch.updatedAt), finished_at: isoOrNull(batch.finishedAt),
  };
}
