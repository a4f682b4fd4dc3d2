import { COUNT_MAX, type PaymentFilter } from '../lists.ts';
import { paymentStatuses } from '../domain/payment.ts';
import { railNames } from '../domain/rails.ts';
import { UNDO_WINDOW_MS } from '../domain/policy.ts';
import { accept, type Result } from '../domain/result.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import type { Operator } from '../domain/records.ts';
import type { Ask, PaymentAct, TwoOperators } from '../api.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, secondOperator, type SecondCredentials, type ViewDeps } from './guard.ts';
import { paymentPage } from './payment-page.ts';
import { moneyOf, moneyWire, movedView, paymentRowView } from './wire.ts';

type PaymentHandlers = Pick<Handlers, Extract<keyof Handlers, `payments.${string}`>>;

/** The handlers of everything that a window asks about payments. */
export function paymentHandlers(deps: ViewDeps): PaymentHandlers {
  return { ...paymentQueries(deps), ...paymentActs(deps), ...paymentDecisions(deps) };
}

function paymentQueries(deps: ViewDeps) {
  const { engine, names } = deps;
  return {
    'payments.list': reads(deps, async (input: Parameters<typeof engine.lists.payments>[0]) => {
      const page = await engine.lists.payments(input);
      const items = await Promise.all(page.items.map(async (row) =>
        paymentRowView(row, (await names.marketplace(row.payment.marketplaceId)).name)));
      return accept({ items, next: page.next });
    }),
    'payments.count': reads(deps, async ({ filter }: { filter: PaymentFilter }) => {
      const count = await engine.lists.paymentCount(filter);
      return accept({ count, more: count >= COUNT_MAX });
    }),
    'payments.counts': reads(deps, async () => {
      const byStatus = (await engine.read.counters('status:')).flatMap(({ name, count, minor }) => {
        const [, railName, asset = '', statusName] = name.split(':');
        const rail = railNames.find((known) => known === railName);
        const status = paymentStatuses.find((known) => known === statusName);
        if (rail === undefined || status === undefined || count === 0) return [];
        return [{ rail, asset, status, count, amount: moneyWire(moneyOf(minor, asset)) }];
      });
      return accept({ byStatus });
    }),
    'payments.get': reads(deps, ({ paymentId }: { paymentId: string }) =>
      paymentPage(engine, names, paymentId)),
  } satisfies Partial<PaymentHandlers>;
}

type ActInput = { paymentId: string; version: number; reason: string };

function actOf({ paymentId, version, reason }: ActInput): PaymentAct {
  return { paymentId, marketplaceId: null, version, reason };
}

function moved(result: Result<PaymentAggregate>) {
  return result.ok ? accept(movedView(result.value)) : result;
}

function paymentActs(deps: ViewDeps) {
  const { payments } = deps.engine;
  const simple = (verb: 'cancel' | 'retry' | 'giveUp') =>
    acts(deps, async (input: ActInput, { ask }) => moved(await payments[verb](ask, actOf(input))));
  const nudge = (act: 'accelerate' | 'cancel') =>
    acts(deps, async (input: ActInput, { ask }) =>
      moved(await deps.engine.payouts.nudge(ask, { ...actOf(input), act })));
  const money = (verb: 'release' | 'refund') =>
    acts(deps, async (input: ActInput & { amount: string }, { ask }) =>
      moved(await payments[verb](ask, {
        ...actOf(input), amountText: input.amount === '' ? null : input.amount,
        delayMs: UNDO_WINDOW_MS,
      })));
  return {
    'payments.release': money('release'),
    'payments.refund': money('refund'),
    'payments.cancel': simple('cancel'),
    'payments.retry': simple('retry'),
    'payments.giveUp': simple('giveUp'),
    'payments.accelerate': nudge('accelerate'),
    'payments.takeBack': nudge('cancel'),
    'payments.stop': acts(deps, async (
      input: { paymentId: string; operationId: string }, { ask },
    ) => moved(await payments.stop(ask, input))),
    'payments.check': acts(deps, async (input: { paymentId: string }, { ask }) =>
      moved(await payments.check(ask, input))),
    'payments.migrate': acts(deps, async (input: ActInput & { amount: string }, { ask }) => {
      const result = await payments.migrate(ask, { ...actOf(input), amountText: input.amount });
      return result.ok ? accept({ paymentId: result.value.payment.id }) : result;
    }),
  } satisfies Partial<PaymentHandlers>;
}

type Second = { second: SecondCredentials };

function paymentDecisions(deps: ViewDeps) {
  const { payments } = deps.engine;
  const decide = async <I extends ActInput & Second>(
    input: I,
    { operator, ask }: { readonly operator: Operator; readonly ask: Ask },
    run: (ask: Ask, act: PaymentAct & TwoOperators) => Promise<Result<PaymentAggregate>>,
  ) => {
    const second = await secondOperator(deps, operator, input.second);
    if (!second.ok) return second;
    return moved(await run(ask, { ...actOf(input), second: second.value }));
  };
  const providerMove = (kind: 'release' | 'refund') => acts(deps, (
    input: ActInput & Second & { reference: string }, who,
  ) => decide(input, who, (ask, act) =>
    payments.recordProviderMove(ask, { ...act, kind, reference: input.reference })));
  return {
    'payments.attachEvidence': acts(deps, (
      input: ActInput & Second & { reference: string }, who,
    ) => decide(input, who, (ask, act) =>
      payments.attachEvidence(ask, { ...act, reference: input.reference }))),
    'payments.declareNotDone': acts(deps, (input: ActInput & Second, who) =>
      decide(input, who, (ask, act) => payments.declareNotDone(ask, act))),
    'payments.recordReturn': providerMove('refund'),
    'payments.recordRelease': providerMove('release'),
    'payments.setRefundAddress': acts(deps, (
      input: ActInput & Second & { address: string }, who,
    ) => decide(input, who, (ask, act) =>
      payments.setRefundAddress(ask, { ...act, address: input.address }))),
  } satisfies Partial<PaymentHandlers>;
}
