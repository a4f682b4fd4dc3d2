import type { Purchase } from '../domain/purchase.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { PurchaseView } from '../../contract/exchange.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, type ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

type ExchangeHandlers = Pick<Handlers, Extract<
  keyof Handlers, `exchange.${string}` | `purchases.${string}`
>>;

export function exchangeHandlers(deps: ViewDeps): ExchangeHandlers {
  const { engine } = deps;
  return {
    'exchange.rate': reads(deps, async () => {
      const rate = await engine.exchange.rate();
      return accept(rate.ok
        ? { rate: rate.value.rate, asOf: rate.value.asOfMs, problem: null }
        : { rate: null, asOf: null, problem: rate.refusal.message });
    }),
    'exchange.allowance': reads(deps, async (user: CallParsed<'exchange.allowance'>) => {
      const found = await engine.exchange.allowance(user);
      return accept({
        thisHour: found.thisHour, perHourMax: found.perHourMax,
        btcToday: moneyWire(found.btcToday), btcPerDayMax: moneyWire(found.btcPerDayMax),
      });
    }),
    'exchange.purchase': acts(deps, async (
      { btc, aitbc, ...input }: CallParsed<'exchange.purchase'>, { ask },
    ) => {
      const bought = await engine.exchange.purchase(ask, {
        ...input, btcText: btc, aitbcText: aitbc,
      });
      return bought.ok ? accept({
        purchaseId: bought.value.purchase.id, paymentId: bought.value.payment.payment.id,
      }) : bought;
    }),
    'purchases.list': reads(deps, async (input: CallParsed<'purchases.list'>) => {
      const page = await engine.lists.purchases(input);
      return accept({ items: page.items.map(purchaseView), next: page.next });
    }),
    'purchases.get': reads(deps, ({ purchaseId }: { purchaseId: string }) =>
      purchaseOf(deps, purchaseId)),
  };
}

async function purchaseOf({ engine, names }: ViewDeps, purchaseId: string) {
  const purchase = await engine.read.purchase(purchaseId);
  if (purchase === null) return refuse('not_found', { purchase: purchaseId });
  const aggregate = await engine.read.payment(purchase.paymentId);
  if (aggregate === null) return refuse('not_found', { payment: purchase.paymentId });
  const connections = await engine.read.connections();
  const nameOf = (id: string | null) => connections.find((one) => one.id === id)?.name ?? null;
  return accept({
    purchase: purchaseView(purchase),
    marketplaceName: (await names.marketplace(purchase.marketplaceId)).name,
    exchangeName: nameOf(purchase.exchangeConnectionId) ?? purchase.exchangeConnectionId,
    walletName: nameOf(aggregate.payment.connectionId),
    paymentStatus: aggregate.payment.status,
    legs: aggregate.operations.map((operation) => ({
      operationId: operation.id, kind: operation.kind, state: operation.state,
      amount: moneyWire(operation.kind === 'purchase' ? purchase.aitbc : operation.amount),
      reference: operation.reference, failureText: operation.failureText,
      endedAt: operation.endedAt,
    })),
  });
}

function purchaseView(purchase: Purchase): PurchaseView {
  return {
    id: purchase.id, userId: purchase.userId, paymentId: purchase.paymentId,
    status: purchase.status, rate: purchase.rate, rateAsOf: purchase.rateAsOf,
    btc: moneyWire(purchase.btc), aitbc: moneyWire(purchase.aitbc),
    aitbcAddress: purchase.aitbcAddress, createdAt: purchase.createdAt,
    updatedAt: purchase.updatedAt,
  };
}
