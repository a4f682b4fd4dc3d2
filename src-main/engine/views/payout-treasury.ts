import { money, parseAmount, sameAsset, USDC, zero, type Money } from '../domain/money.ts';
import type { TreasuryView as Treasury } from '../api.ts';
import type { TreasuryView } from '../../contract/payouts.ts';
import type { ViewDeps } from './guard.ts';
import { moneyWire } from './wire.ts';

/** A treasury as windows see it: what its provider says, and what payouts must leave there. */
export async function treasuryView(
  { engine }: Pick<ViewDeps, 'engine'>,
  { connectionId, name, mode, balance, others, problem, asOfMs }: Treasury,
): Promise<TreasuryView> {
  const connection = (await engine.read.connections()).find(({ id }) => id === connectionId);
  const reserve = reserveOf(engine, connection?.config['feeReserve'], balance);
  const free = balance === null ? null : balance.minor - reserve.minor;
  return {
    connectionId, name, mode, problem, asOf: asOfMs, reserve: moneyWire(reserve),
    balance: balance === null ? null : moneyWire(balance), others: others.map(moneyWire),
    available: free === null ? null
      : moneyWire(money(free > 0n ? free : 0n, reserve.asset)),
  };
}

/** As the connection says, else as the rail's own form begins; fees are paid in USDC. */
function reserveOf(
  { rails }: ViewDeps['engine'], set: unknown, balance: Money | null,
): Money {
  const asset = balance?.asset ?? USDC;
  if (!sameAsset(asset, USDC)) return zero(asset);
  const initial = rails.usdc.fields.find((field) => field.name === 'feeReserve')?.initial;
  const text = set ?? initial;
  const parsed = parseAmount(typeof text === 'string' ? text : '', asset);
  return parsed.ok ? parsed.money : zero(asset);
}
