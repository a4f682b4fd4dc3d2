import { z } from 'zod';
import type { NewPayment } from '../../engine/api.ts';
import type { ListenerDeps } from '../deps.ts';
import type { Operation, PaymentAggregate } from '../engine-types.ts';
import { exactAmount, optional, optionalText, problem, seconds, text } from '../fields.ts';
import {
  get, json, notFound, post, refused, type Call, type Reply, type Route,
} from '../route.ts';
import { movedBody, paymentBody, type Views } from '../views.ts';

export type PaymentDeps = ListenerDeps & { readonly views: Views };

/** The accounts and clocks of a payment, alike for a payment and for a job with one. */
export const paymentFields = {
  refund_address: optionalText(128), payee: optionalText(200), payee_address: optionalText(128),
  payer: optionalText(200), payer_address: optionalText(128),
  escrow_timeout_seconds: optional(seconds(300, 86_400)), external_id: optionalText(128),
};
const accountFields = z.object(paymentFields);

const newPayment = z.object({
  job_id: optionalText(128), amount: exactAmount, currency: text(12), ...paymentFields,
});

const move = z.object({
  job_id: optionalText(128), reason: optionalText(500), amount: optional(exactAmount),
});
type Move = z.output<typeof move>;

const receiptBody = z.looseObject({})
  .meta({ description: 'The receipt, as the console saves it.' });

/** What a body says about accounts and clocks, as the engine takes it. */
export function accountsOf(
  fields: z.output<typeof accountFields>,
): Omit<NewPayment, 'marketplaceId' | 'jobId' | 'currency' | 'amountText'> {
  return {
    externalId: fields.external_id, payer: fields.payer, payerAccount: fields.payer_address,
    payee: fields.payee, payeeAccount: fields.payee_address, refundAddress: fields.refund_address,
    escrowTimeoutMs: fields.escrow_timeout_seconds === null
      ? null : fields.escrow_timeout_seconds * 1_000,
  };
}

export function paymentRoutes(deps: PaymentDeps): readonly Route[] {
  return [
    createRoute(deps),
    get({
      path: '/v1/payments/:id', summary: 'Reads a payment.', access: ['payments:read'],
      query: z.object({}), replies: { 200: { description: 'The payment.', schema: paymentBody } },
    }, async (call) => {
      const aggregate = await ownPayment(deps, call, call.params['id'] ?? '');
      return aggregate === null ? notFound('payment') : json(200, deps.views.payment(aggregate));
    }),
    moveRoute(deps, 'release'),
    moveRoute(deps, 'refund'),
    get({
      path: '/v1/payments/:id/receipt', summary: 'Reads the receipt of a payment.',
      access: ['payments:read'], query: z.object({}),
      replies: { 200: { description: 'The receipt.', schema: receiptBody } },
    }, async (call) => {
      const aggregate = await ownPayment(deps, call, call.params['id'] ?? '');
      const receipt = aggregate && await deps.receiptOf(aggregate.payment.id);
      return receipt === null ? notFound('receipt') : json(200, receipt);
    }),
  ];
}

/** A payment of the caller's marketplace; null where it is another's, or nobody's. */
export async function ownPayment(
  { engine }: ListenerDeps, call: Call, id: string,
): Promise<PaymentAggregate | null> {
  const aggregate = await engine.read.payment(id);
  return aggregate?.payment.marketplaceId === call.key.marketplaceId ? aggregate : null;
}

/** The payment once its hold has an outcome, or as it is when the wait is over. */
export async function restingPayment(
  { engine, config }: ListenerDeps, aggregate: PaymentAggregate,
): Promise<PaymentAggregate> {
  const { id } = aggregate.payment;
  return await engine.payments.whenAtRest(id, config.settleWaitMs) ?? aggregate;
}

function createRoute(deps: PaymentDeps): Route {
  const { engine, views } = deps;
  return post({
    path: '/v1/payments', summary: 'Creates a payment, for a job or alone, and holds its money.',
    access: ['payments:write'], body: newPayment,
    replies: {
      201: { description: 'The payment, after its hold or two seconds.', schema: paymentBody },
    },
  }, {
    run: async (call, body) => {
      const created = await engine.payments.create(call.ask, {
        marketplaceId: call.key.marketplaceId, jobId: body.job_id, currency: body.currency,
        amountText: body.amount, ...accountsOf(body),
      });
      if (!created.ok) return refused(created.refusal);
      return json(201, views.payment(await restingPayment(deps, created.value)));
    },
    again: async (call, subjectId) => {
      const aggregate = await ownPayment(deps, call, subjectId);
      return aggregate === null ? notFound('payment') : json(201, views.payment(aggregate));
    },
  });
}

function moveRoute(deps: PaymentDeps, kind: 'release' | 'refund'): Route {
  const words = kind === 'release' ? 'Releases' : 'Refunds';
  return post({
    path: `/v1/payments/:id/${kind}`, access: [`payments:${kind}`], body: move,
    summary: `${words} what a payment holds, or a part of it where the rail can.`,
    replies: {
      200: { description: 'Proven done.', schema: movedBody },
      202: { description: 'Accepted; not proven yet. Read the payment.', schema: movedBody },
      409: { description: 'The present state does not allow it.', schema: problem },
    },
  }, {
    run: (call, body) => startMove(deps, call, { kind, body }),
    again: async (call) => {
      const aggregate = await ownPayment(deps, call, call.params['id'] ?? '');
      return aggregate === null ? notFound('payment') : moved(deps, aggregate, {
        kind, operationId: null,
      });
    },
  });
}

async function startMove(
  deps: PaymentDeps, call: Call,
  { kind, body }: { readonly kind: 'release' | 'refund'; readonly body: Move },
): Promise<Reply> {
  const { engine } = deps;
  const present = await ownPayment(deps, call, call.params['id'] ?? '');
  if (present === null) return notFound('payment');
  if (body.job_id !== null && body.job_id !== present.payment.jobId) {
    return refused({
      code: 'state_forbids', details: { job_id: body.job_id },
      message: 'This payment belongs to another job than the one named; nothing was moved.',
    });
  }
  const asked = await engine.payments[kind](call.ask, {
    paymentId: present.payment.id, marketplaceId: call.key.marketplaceId, version: null,
    reason: body.reason ?? `Asked for by ${call.key.name}.`, amountText: body.amount, delayMs: 0,
  });
  if (!asked.ok) return refused(asked.refusal);
  const operationId = newest(asked.value, kind)?.id ?? null;
  return moved(deps, await restingPayment(deps, asked.value), { kind, operationId });
}

/** 200 once the operation is proven, else 202: what is not proven is never called done. */
function moved(
  { views }: PaymentDeps, aggregate: PaymentAggregate,
  { kind, operationId }: { readonly kind: Operation['kind']; readonly operationId: string | null },
): Reply {
  const operation = operationId === null
    ? newest(aggregate, kind)
    : aggregate.operations.find((one) => one.id === operationId) ?? null;
  const status = operation?.state === 'settled' ? 200 : 202;
  return json(status, views.moved(aggregate, operation));
}

function newest({ operations }: PaymentAggregate, kind: Operation['kind']): Operation | null {
  return operations.findLast((one) => one.kind === kind) ?? null;
}
