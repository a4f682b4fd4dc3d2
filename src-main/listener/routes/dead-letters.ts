import { z } from 'zod';
import type { RefusedTask } from '../../engine/lists.ts';
import type { ListenerDeps } from '../deps.ts';
import type { PaymentAggregate, Refusal, RefusalCode, Verdict } from '../engine-types.ts';
import { readJson } from '../exact-json.ts';
import { isoOf, isoTime } from '../fields.ts';
import { gigstreamBases, gigstreamError, gigstreamErrors } from '../gigstream.ts';
import { offsetFields, pagination, placeOf } from '../offset-paging.ts';
import { pageOrRefusal } from '../paging.ts';
import {
  get, json, notFound, post, refused, type Call, type Reply, type Route,
} from '../route.ts';
import { transactionResult, type WorkerViews } from '../worker-views.ts';
import { ownPayment } from './payments.ts';

type DeadLetterDeps = ListenerDeps & { readonly workerViews: WorkerViews };

const item = z.object({
  id: z.string(), createdAt: isoTime,
  taskId: z.string().nullable().meta({ description: 'The job that it became; null before.' }),
  externalTaskId: z.string().nullable(), error: z.string(), attempts: z.int(),
  taskData: z.unknown().meta({ description: 'As it was announced.' }),
});
const queue = z.object({
  success: z.literal(true), count: z.int(), items: z.array(item).max(100), pagination,
});
const failure = z.object({
  success: z.literal(false), error: z.object({ code: z.string(), message: z.string() }),
});
const retried = z.object({
  success: z.boolean(), message: z.string(),
  result: z.union([
    transactionResult.extend({
      success: z.literal(true),
      verification: z.object({
        verdict: z.enum(['approve', 'flag', 'reject']), reasons: z.array(z.string()),
      }).optional(),
    }),
    failure,
  ]),
});

const errors = gigstreamErrors('MISSING_AUTH_HEADER', {
  not_found: { code: 'DLQ_ITEM_NOT_FOUND' },
});
const no = (description: string) =>
  ({ description, schema: gigstreamError, type: 'application/json' });

/** Refused announcements of tasks, and reading one of them once more (S4, T-24). */
export function deadLetterRoutes(deps: DeadLetterDeps): readonly Route[] {
  return gigstreamBases.flatMap((base) => [
    queueRoute(deps, `${base}/webhooks/dead-letter-queue`),
    retryRoute(deps, `${base}/webhooks/dead-letter-queue/:id/retry`),
  ]);
}

function queueRoute({ engine }: DeadLetterDeps, path: string): Route {
  return get({
    path, access: ['payments:read'], query: z.object(offsetFields), errors,
    summary: 'Lists announced tasks that were not paid, newest first, with the reason.',
    replies: {
      200: { description: 'The caller\'s own, a page of them.', schema: queue },
      429: no('RATE_LIMITED'),
    },
  }, async (call, query) => {
    const place = placeOf(query);
    const page = await pageOrRefusal(engine.lists.refusedTasks({
      marketplaceId: call.key.marketplaceId, ...place,
    }), undefined);
    if ('kind' in page) return page;
    return json(200, {
      success: true, count: page.items.length, items: page.items.map(itemOf),
      pagination: { ...place, total: page.total },
    });
  });
}

function retryRoute(deps: DeadLetterDeps, path: string): Route {
  return post({
    path, access: ['tasks:write'], body: z.looseObject({}), errors,
    summary: 'Reads a refused task once more, as if it had just come; it is paid at most once.',
    replies: {
      200: { description: 'What came of it; `success` tells.', schema: retried },
      404: no('DLQ_ITEM_NOT_FOUND'),
      409: no('STATE_FORBIDS: it is no dead letter any more. VERSION_CONFLICT: another retry.'),
    },
  }, {
    run: async (call) => {
      const answer = await deps.engine.tasks.retryTask(call.ask, {
        messageId: call.params['id'] ?? '', marketplaceId: call.key.marketplaceId,
      });
      if (!answer.ok) return unpaid(answer.refusal);
      return paid(deps, answer.value.payment, answer.value.verdict);
    },
    again: (call, subjectId) => madeBefore(deps, call, subjectId),
  });
}

async function madeBefore(deps: DeadLetterDeps, call: Call, id: string): Promise<Reply> {
  const payment = await ownPayment(deps, call, id);
  return payment === null ? notFound('payment') : paid(deps, payment, null);
}

async function paid(
  { engine, workerViews }: DeadLetterDeps, aggregate: PaymentAggregate, verdict: Verdict | null,
): Promise<Reply> {
  const { walletId, payee } = aggregate.payment;
  const wallet = walletId === null ? null : await engine.read.payeeWallet(walletId);
  return json(200, {
    success: true, message: 'Task successfully reprocessed',
    result: {
      success: true, ...workerViews.transaction(aggregate, wallet?.reference ?? payee),
      ...(verdict === null ? {} : {
        verification: { verdict: verdict.outcome, reasons: verdict.reasons },
      }),
    },
  });
}

/** Refusals that are about the call; all others say why the task is still not paid. */
const ofTheCall: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'not_found', 'state_forbids', 'version_conflict', 'operation_open', 'duplicate_reference',
  'idempotency_in_progress',
]);

function unpaid(refusal: Refusal): Reply {
  if (ofTheCall.has(refusal.code)) return refused(refusal);
  return json(200, {
    success: false, message: 'Task reprocessing failed',
    result: {
      success: false,
      error: { code: refusal.code.toUpperCase(), message: refusal.message },
    },
  });
}

function itemOf(task: RefusedTask): z.infer<typeof item> {
  const taskData = task.bodyEncoding === 'utf-8' ? dataOf(task.body) : null;
  const named: unknown = Reflect.get(innerOf(taskData), 'externalTaskId');
  return {
    id: task.id, createdAt: isoOf(task.receivedAt), taskId: task.jobId,
    externalTaskId: typeof named === 'string' ? named : null, error: task.detail,
    // It is stored with version 1, and each reading that ends in a refusal is one more.
    attempts: task.version - 1, taskData,
  };
}

/** As it was announced, each number with the digits that it had. */
function dataOf(body: string): unknown {
  const read = readJson(body);
  return read.ok ? read.value : null;
}

/** Standard Webhooks wraps what it tells as `data`. */
function innerOf(value: unknown): object {
  if (typeof value !== 'object' || value === null) return {};
  if ('externalTaskId' in value || !('data' in value)) return value;
  return typeof value.data === 'object' && value.data !== null ? value.data : {};
}
