import { hash } from 'node:crypto';
import type { OperationKind } from './domain/operation.ts';
import type { Payment, PaymentAggregate } from './domain/payment.ts';
import type { RailCapabilities, RailName } from './domain/rails.ts';
import type { Connection, Marketplace } from './domain/records.ts';
import type { Directory } from './directory.ts';
import type { Ports, Write } from './ports.ts';
import type { Rail } from '../rails/rail.ts';

/** Outgoing webhooks for a payment that moved from one status to another. */
export type WebhooksFor = (
  marketplace: Marketplace,
  before: Payment | null,
  after: PaymentAggregate,
) => readonly Write[];

/** What everything inside the engine is given. */
export type EngineContext = Ports & {
  readonly directory: Directory;
  readonly rails: Readonly<Record<RailName, Rail>>;
  readonly webhooksFor: WebhooksFor;
  readonly options: EngineOptions;
};

/** Numbers that an installation may set; the defaults follow DESIGN. */
export type EngineOptions = {
  /** Delays before the retries of a request that was proven not received. */
  readonly retryDelaysMs: readonly number[];
  /** How long a provider may keep an operation `submitted` before it becomes `unclear`. */
  readonly submittedDeadlineMs: number;
  /** Calls in flight over all connections. */
  readonly inFlightMax: number;
  /** Failures in a row that open a connection's circuit, and for how long. */
  readonly circuitFailuresMax: number;
  readonly circuitOpenMs: number;
  /** How often quiet connections are asked whether they answer; null: never. */
  readonly healthPauseMs: number | null;
  /** Connections of another mode are neither used nor saved; null: any (tests). */
  readonly mode: 'sandbox' | 'live' | null;
  /** Purchases of one user: how many an hour, and how much bitcoin (minor units) a day. */
  readonly purchasesPerHourMax: number;
  readonly purchaseBtcPerDayMinor: bigint;
  /**
   * The address at which a payer comes back from the own wallet; `key` is unguessable. Null while
   * nobody listens there yet: no payer is asked before.
   */
  readonly finishUrl: (paymentId: string, key: string) => string | null;
  /** The fee of payouts from a treasury that wins over every policy; null: the policies decide. */
  readonly payoutFeeBasisPoints: () => number | null;
};

export const DEFAULT_OPTIONS: EngineOptions = {
  retryDelaysMs: [2_000, 4_000, 6_000],
  submittedDeadlineMs: 600_000,
  inFlightMax: 256,
  circuitFailuresMax: 5,
  circuitOpenMs: 10_000,
  healthPauseMs: 30_000,
  mode: null,
  purchasesPerHourMax: 10,
  purchaseBtcPerDayMinor: 100_000_000n,
  finishUrl: (paymentId, key) => finishAddress('http://127.0.0.1:4001', paymentId, key),
  payoutFeeBasisPoints: () => null,
};

/**
 * `/payments/finish` under `baseUrl` (S2-047). A wallet keeps the parameters and adds its own
 * (`interact_ref`, `hash`).
 */
export function finishAddress(baseUrl: string, paymentId: string, key: string): string {
  const query = new URLSearchParams({ pendingId: paymentId, key });
  return `${baseUrl}/payments/finish?${query.toString()}`;
}

/**
 * The idempotency key of an operation, from (payment, kind, ordinal): a restored store that plans
 * the same operation again meets the same key again (DESIGN 4). Shaped as a UUID of version 4,
 * because some providers accept nothing else.
 */
export function operationKey(paymentId: string, kind: OperationKind, ordinal: number): string {
  return uuidOf(`${paymentId}:${kind}:${ordinal}`);
}

/** A UUID of version 4 in shape, always the same for the same text. */
export function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4] ?? '8';
  return [
    hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** What a connection can do: its rail's declaration, narrowed by its settings. */
export function capabilitiesOf(
  rails: EngineContext['rails'],
  connection: Connection,
): RailCapabilities {
  return rails[connection.rail].capabilitiesOf(connection.config);
}
