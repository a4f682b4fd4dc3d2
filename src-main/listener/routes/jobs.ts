import { z } from 'zod';
import type { NewJob } from '../../engine/api.ts';
import type { ApiKey, Job, PaymentAggregate } from '../engine-types.ts';
import { canonicalJson } from '../exact-json.ts';
import { exactAmount, optional, optionalText, problem, seconds, text } from '../fields.ts';
import { get, json, notFound, post, refused, type Call, type Reply, type Route } from '../route.ts';
import { jobBody, jobState, paymentBody } from '../views.ts';
import {
  accountsOf, paymentFields, restingPayment, type PaymentDeps,
} from './payments.ts';

const TTL_SECONDS_DEFAULT = 900;
const TTL_SECONDS_MAX = 30 * 86_400;
const PAYLOAD_BYTES_MAX = 32 * 1024;
/** The one place with a default currency: the source documents' "always AITBC for jobs". */
const JOB_CURRENCY_DEFAULT = 'AITBC';

const payload = z.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
    && !JSON.isRawJSON(value),
  { error: 'has to be an object' },
).transform(canonicalJson)
  .refine((canonical) => Buffer.byteLength(canonical) <= PAYLOAD_BYTES_MAX, {
    error: 'is larger than 32 KiB',
  })
  .meta({ type: 'object', description: 'The work, stored as it is and never interpreted.' });

/**
 * Without any word of a payment a job is free. A payment without its amount is a mistake, and the
 * work would be done unpaid; `"payment_amount": null` says that none is meant.
 */
const newJob = z.object({
  payload, ttl_seconds: optional(seconds(1, TTL_SECONDS_MAX)),
  payment_amount: exactAmount.nullish(), payment_currency: optional(text(12)), ...paymentFields,
}).refine(({ payload: _work, ttl_seconds: _time, payment_amount, ...ofPayment }) =>
  payment_amount !== undefined || Object.values(ofPayment).every((field) => field === null), {
  path: ['payment_amount'],
  error: 'is missing, while other fields of a payment are there; nothing was created',
});

const newState = z.object({ state: jobState, reason: optionalText(500) });

const receiptList = z.object({ items: z.array(z.looseObject({})) });

export function jobRoutes(deps: PaymentDeps): readonly Route[] {
  return [
    createRoute(deps),
    get({
      path: '/v1/jobs/:id', summary: 'Reads a job with the state of its payment.',
      access: ['jobs:read'], query: z.object({}),
      replies: { 200: { description: 'The job.', schema: jobBody } },
    }, (call) => withOwnJob(deps, call, async (job) =>
      json(200, deps.views.job(job, await paymentOf(deps, job))))),
    stateRoute(deps),
    get({
      path: '/v1/jobs/:id/payment', summary: "Reads a job's newest payment.",
      access: ['payments:read'], query: z.object({}),
      replies: { 200: { description: 'The payment.', schema: paymentBody } },
    }, (call) => withOwnJob(deps, call, async (job) => {
      const aggregate = await paymentOf(deps, job);
      return aggregate === null ? notFound('payment') : json(200, deps.views.payment(aggregate));
    })),
    get({
      path: '/v1/jobs/:id/receipts', summary: "Reads the receipts of a job's payments.",
      access: ['payments:read'], query: z.object({}),
      replies: { 200: { description: 'The receipts, newest first.', schema: receiptList } },
    }, (call) => withOwnJob(deps, call, async (job) => {
      const payments = await deps.engine.read.paymentsOfJob(job.id);
      const receipts = await Promise.all(payments.map(({ id }) => deps.receiptOf(id)));
      return json(200, { items: receipts.filter((receipt) => receipt !== null) });
    })),
  ];
}

function createRoute(deps: PaymentDeps): Route {
  const { engine, views } = deps;
  return post({
    path: '/v1/jobs', access: ['jobs:write'], body: newJob,
    summary: 'Creates a job and, with an amount, its payment, whose money is held at once.',
    replies: {
      201: { description: 'The job, after the hold or after two seconds.', schema: jobBody },
      409: { description: 'The reference or the policy stands against it.', schema: problem },
    },
  }, {
    run: async (call, body) => {
      const created = await engine.jobs.create(call.ask, jobOf(body, call.key));
      if (!created.ok) return refused(created.refusal);
      const { job, payment } = created.value;
      const rested = payment && await restingPayment(deps, payment);
      return json(201, views.job(await engine.read.job(job.id) ?? job, rested));
    },
    again: async (call, subjectId) => {
      const payment = await engine.read.payment(subjectId);
      const job = await engine.read.job(payment?.payment.jobId ?? subjectId);
      if (job === null || job.marketplaceId !== call.key.marketplaceId) return notFound('job');
      return json(201, views.job(job, await paymentOf(deps, job)));
    },
  });
}

function jobOf(body: z.output<typeof newJob>, key: ApiKey): NewJob {
  return {
    marketplaceId: key.marketplaceId, payload: body.payload,
    ttlMs: (body.ttl_seconds ?? TTL_SECONDS_DEFAULT) * 1_000,
    payment: typeof body.payment_amount !== 'string' ? null : {
      currency: body.payment_currency ?? JOB_CURRENCY_DEFAULT,
      amountText: body.payment_amount, ...accountsOf(body),
    },
  };
}

function stateRoute(deps: PaymentDeps): Route {
  const { engine, views } = deps;
  return post({
    path: '/v1/jobs/:id/state', access: ['jobs:write'], body: newState,
    summary: 'Says how far the work is; its end releases or refunds as the policy says.',
    replies: {
      200: { description: 'The job in its new state.', schema: jobBody },
      409: { description: 'The job has ended, or may not move so.', schema: problem },
    },
  }, {
    run: async (call, { state, reason }) => {
      const set = await engine.jobs.setState(call.ask, {
        jobId: call.params['id'] ?? '', marketplaceId: call.key.marketplaceId, state,
        reason: reason ?? '',
      });
      if (!set.ok) return refused(set.refusal);
      return json(200, views.job(set.value, await paymentOf(deps, set.value)));
    },
    again: (call) => withOwnJob(deps, call, async (job) =>
      json(200, views.job(job, await paymentOf(deps, job)))),
  });
}

async function withOwnJob(
  { engine }: PaymentDeps, call: Call, answer: (job: Job) => Promise<Reply>,
): Promise<Reply> {
  const job = await engine.read.job(call.params['id'] ?? '');
  return job?.marketplaceId === call.key.marketplaceId ? answer(job) : notFound('job');
}

async function paymentOf({ engine }: PaymentDeps, job: Job): Promise<PaymentAggregate | null> {
  return job.paymentId === null ? null : engine.read.payment(job.paymentId);
}
