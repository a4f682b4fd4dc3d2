import { utcDay } from '../domain/counters.ts';
import {
  AITBC, BTC, convert, formatAmount, invertRate, rateFromPrice, type Money,
} from '../domain/money.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { Connection, LimitRow } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Allowance, Ask, ExchangeCommands } from '../api.ts';
import { capabilitiesOf } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { askingCall } from '../operations/provider-call.ts';
import { positiveAmount, preparePayment } from '../payments/create.ts';
import { auditOf, claimWrites, type ChangeNote } from '../payments/transact.ts';
import type { Write } from '../ports.ts';

const RATE_AGE_MS_MAX = 60_000;
const HOUR_MS = 3_600_000;

type Rate = { readonly rate: string; readonly asOfMs: number; readonly connection: Connection };
type PurchaseInput = Parameters<ExchangeCommands['purchase']>[1];
type Bought = { readonly purchase: Purchase; readonly payment: PaymentAggregate };

/** The exchange's rate now: refused when no exchange answers or the rate is older than 60 s. */
export async function currentRate(deps: OperationDeps): Promise<Result<Rate>> {
  const { directory, rails, clock } = deps;
  const connections = (await directory.connectionsOf('aitbc'))
    .filter((connection) => capabilitiesOf(rails, connection).purchase);
  for (const connection of connections) {
    const answer = await rails.aitbc.rate(askingCall(deps, connection));
    if (answer.kind !== 'rate') continue;
    if (clock.nowMs() - answer.asOfMs > RATE_AGE_MS_MAX) continue;
    return accept({ rate: answer.price, asOfMs: answer.asOfMs, connection });
  }
  return refuse('rate_stale');
}

/**
 * Starts a purchase of AITBC with BTC: limits and rate are checked, then one commit creates the
 * purchase and the bitcoin payment that carries its legs (DESIGN 7).
 */
export async function purchase(
  deps: OperationDeps,
  ask: Ask,
  input: PurchaseInput,
): Promise<Result<Bought>> {
  const rate = await currentRate(deps);
  if (!rate.ok) return rate;
  const amounts = purchaseAmounts(input, rate.value.rate);
  if (!amounts.ok) return amounts;
  const problem = deps.rails.aitbc.checkAccount(input.aitbcAddress, rate.value.connection.mode);
  if (problem !== null) return refuse('invalid_address', { field: 'aitbc_address' }, problem);
  return decideAndCommit(deps.store, () =>
    decidePurchase(deps, ask, { input, rate: rate.value, ...amounts.value }));
}

/** One of the two amounts is given; the other follows from the rate, rounded down. */
function purchaseAmounts(
  input: PurchaseInput,
  price: string,
): Result<{ readonly btc: Money; readonly aitbc: Money }> {
  const rate = rateFromPrice(price, BTC, AITBC);
  if (rate === null) return refuse('rate_stale', { rate: price });
  if ((input.btcText === null) === (input.aitbcText === null)) {
    return refuse('invalid_request', { amount: 'Give either btc_amount or aitbc_amount.' });
  }
  if (input.btcText !== null) {
    const btc = positiveAmount(input.btcText, 'bitcoin');
    if (!btc.ok) return btc;
    return bothPositive(btc.value, convert(btc.value, rate, AITBC, 'down'));
  }
  const aitbc = positiveAmount(input.aitbcText ?? '', 'aitbc');
  if (!aitbc.ok) return aitbc;
  // The buyer pays at least what the tokens cost: this side is rounded up.
  return bothPositive(convert(aitbc.value, invertRate(rate), BTC, 'up'), aitbc.value);
}

function bothPositive(btc: Money, aitbc: Money) {
  return btc.minor > 0n && aitbc.minor > 0n
    ? accept({ btc, aitbc }) : refuse('invalid_amount', { btc: formatAmount(btc) });
}

async function decidePurchase(
  deps: OperationDeps,
  ask: Ask,
  { input, rate, btc, aitbc }: {
    readonly input: PurchaseInput; readonly rate: Rate; readonly btc: Money;
    readonly aitbc: Money;
  },
): Promise<Result<Decision<Bought>>> {
  const { clock, ids, transactions } = deps;
  const nowMs = clock.nowMs();
  const limits = await limitWrites(deps, { ...input, btc, nowMs });
  if (!limits.ok) return limits;
  const id = ids.next('pur');
  const prepared = await preparePayment(deps, ask, {
    marketplaceId: input.marketplaceId, jobId: null, externalId: null, currency: 'BTC',
    amountText: formatAmount(btc), payer: input.userId, payerAccount: null, payee: 'Exchange',
    payeeAccount: null, refundAddress: input.refundAddress, escrowTimeoutMs: null, link: null,
    purchaseId: id,
  });
  if (!prepared.ok) return prepared;
  const { aggregate, marketplace, connection } = prepared.value;
  const bought: Purchase = {
    id, marketplaceId: input.marketplaceId, userId: input.userId,
    paymentId: aggregate.payment.id, exchangeConnectionId: rate.connection.id,
    status: 'rate-locked', rate: rate.rate, rateAsOf: rate.asOfMs, btc, aitbc,
    aitbcAddress: input.aitbcAddress, createdAt: nowMs, updatedAt: nowMs, version: 1,
  };
  const note: ChangeNote = { actor: ask.actor, act: 'purchase.create', reason: '' };
  const { after, writes } = transactions.writesOf(note, null, aggregate, {
    marketplace, job: null, purchase: bought, connection, nowMs,
  });
  return accept({
    value: { purchase: bought, payment: after },
    writes: [
      ...writes, { write: 'insert', noun: 'purchases', row: bought }, ...limits.value,
      ...claimWrites(ask.idempotency, id, nowMs),
    ],
    audit: auditOf({ ...note, data: { purchase: id, rate: rate.rate } }, after.payment, nowMs),
  });
}

/** Counts the purchase against the user's hour and day, with version checks (S1-039). */
async function limitWrites(
  { store, options }: OperationDeps,
  { marketplaceId, userId, btc, nowMs }: {
    readonly marketplaceId: string; readonly userId: string; readonly btc: Money;
    readonly nowMs: number;
  },
): Promise<Result<readonly Write[]>> {
  const { hourKey, dayKey } = limitKeys({ marketplaceId, userId, nowMs });
  const [hour, day] = await Promise.all([store.read.limit(hourKey), store.read.limit(dayKey)]);
  if ((hour?.count ?? 0) >= options.purchasesPerHourMax) {
    return refuse('purchase_limit', { limit: `${options.purchasesPerHourMax} an hour` });
  }
  if ((day?.minor ?? 0n) + btc.minor > options.purchaseBtcPerDayMinor) {
    const most: Money = { minor: options.purchaseBtcPerDayMinor, asset: BTC };
    return refuse('purchase_limit', { limit: `${formatAmount(most)} BTC a day` });
  }
  return accept([raise(hourKey, hour, btc), raise(dayKey, day, btc)]);
}

function limitKeys({ marketplaceId, userId, nowMs }: {
  readonly marketplaceId: string; readonly userId: string; readonly nowMs: number;
}): { readonly hourKey: string; readonly dayKey: string } {
  const user = `${marketplaceId}/${userId}`;
  return {
    hourKey: `purchases/${user}/${Math.floor(nowMs / HOUR_MS)}`,
    dayKey: `purchase-btc/${user}/${utcDay(nowMs)}`,
  };
}

/** What a user has bought in this hour and on this UTC day, and how much that may be. */
export async function allowance(
  { store, clock, options }: OperationDeps,
  user: { readonly marketplaceId: string; readonly userId: string },
): Promise<Allowance> {
  const { hourKey, dayKey } = limitKeys({ ...user, nowMs: clock.nowMs() });
  const [hour, day] = await Promise.all([store.read.limit(hourKey), store.read.limit(dayKey)]);
  return {
    thisHour: hour?.count ?? 0, perHourMax: options.purchasesPerHourMax,
    btcToday: { minor: day?.minor ?? 0n, asset: BTC },
    btcPerDayMax: { minor: options.purchaseBtcPerDayMinor, asset: BTC },
  };
}

function raise(key: string, before: LimitRow | null, btc: Money): Write {
  if (before === null) {
    return {
      write: 'insert', noun: 'limits', row: { key, count: 1, minor: btc.minor, version: 1 },
    };
  }
  return {
    write: 'update', noun: 'limits', expectedVersion: before.version,
    row: {
      key, count: before.count + 1, minor: before.minor + btc.minor, version: before.version + 1,
    },
  };
}
