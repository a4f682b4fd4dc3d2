/**
 * The two operators of a run, who end what only a person can end. They look into the provider's
 * own books, which is what a person would do at the provider's desk.
 */
import { join } from 'node:path';
import { startApp, type App } from '../../app.ts';
import type { PaymentAct } from '../../engine/api.ts';
import { AITBC, BTC, parseAmount } from '../../engine/domain/money.ts';
import type { PaymentAggregate } from '../../engine/domain/payment.ts';
import { refuse } from '../../engine/domain/refusals.ts';
import type { Log } from '../../engine/ports.ts';
import { dataKeyFile } from '../../world/data-key-file.ts';
import type { Entry } from './control.ts';
import { unclearOf } from './judge.ts';
import type { ControlAddress } from './processes.ts';

const quiet = (): void => undefined;
const noLog: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Opens the data folder in this process, as the door would; the door must have ended. */
export function openApp(folder: string, control: ControlAddress): Promise<App> {
  return startApp({
    dataFolder: folder, dataKey: () => dataKeyFile(join(folder, 'data.key')), log: noLog, env: {},
    sandbox: { kind: 'apart', ...control }, sample: false, machineOperators: true,
    listener: { host: '127.0.0.1', port: 0 },
    deliver: () => Promise.resolve(refuse('not_found')),
  });
}

/** Ends every unclear outcome among `aggregates` by what the books say; answers the refusals. */
export async function resolveUnclear(
  { engine }: App,
  aggregates: readonly PaymentAggregate[],
  books: readonly Entry[],
): Promise<readonly string[]> {
  const [first, second] = await engine.operators.list();
  if (first === undefined || second === undefined) return ['There are no two operators.'];
  const ask = {
    actor: { kind: 'operator', id: first.id, name: first.name }, idempotency: null,
  } as const;
  const refusals: string[] = [];
  for (const aggregate of aggregates) {
    const open = unclearOf(aggregate);
    if (open === null) continue;
    const { payment } = aggregate;
    const act: PaymentAct & { readonly second: typeof second } = {
      paymentId: payment.id, marketplaceId: null, version: null, second,
      reason: 'looked up at the provider',
    };
    const entry = books.find((one) => one.kind === open.kind && isOf(one, aggregate));
    const answer = entry === undefined
      ? await engine.payments.declareNotDone(ask, act)
      : await engine.payments.attachEvidence(ask, { ...act, reference: referenceOf(entry) });
    if (!answer.ok) refusals.push(`${payment.id}: ${answer.refusal.message}`);
  }
  return refusals;
}

function isOf({ asset, amount }: Entry, { payment }: PaymentAggregate): boolean {
  const parsed = parseAmount(amount, asset === BTC.code ? BTC : AITBC);
  return asset === payment.amount.asset.code && parsed.ok
    && parsed.money.minor === payment.amount.minor;
}

function referenceOf({ reference, hash }: Entry): string {
  return hash ?? reference;
}
