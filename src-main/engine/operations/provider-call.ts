import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Operation } from '../domain/operation.ts';
import { formatAmount } from '../domain/money.ts';
import { heldOf, type PaymentAggregate } from '../domain/payment.ts';
import type { Purchase } from '../domain/purchase.ts';
import type { RailName } from '../domain/rails.ts';
import type { Connection } from '../domain/records.ts';
import type { EngineContext } from '../context.ts';
import type {
  RailCall, RailOperation, RailReply, RailRequest, RailSeller,
} from '../../rails/rail.ts';

const RESPONSE_BYTES_MAX = 262_144;
const LOGGED_CHARS_MAX = 4_096;

/**
 * What passed between us and the provider in one attempt, without headers and whatever else its
 * rail counts as secret (R12).
 */
export type Transcript = { request: string; response: string };

/**
 * The rail that carries an operation out: a purchase goes to the exchange, the rest to the
 * payment's.
 */
export function railOf(aggregate: PaymentAggregate, operation: Operation): RailName {
  return operation.kind === 'purchase' ? 'aitbc' : aggregate.payment.rail;
}

/**
 * The operation in the words of the rail port. `consent` is the rail's own state of the payer's
 * consent; `overdue` says that the provider has had its time.
 */
export function railOperation(
  aggregate: PaymentAggregate,
  operation: Operation,
  { purchase, consent = null, overdue = false }: {
    readonly purchase: Purchase | null; readonly consent?: string | null;
    readonly overdue?: boolean;
  },
): RailOperation {
  const { payment, escrow, operations } = aggregate;
  return {
    kind: operation.kind, key: operation.key, paymentId: payment.id,
    jobId: payment.jobId ?? payment.id, amount: operation.amount,
    heldAmount: heldOf(payment),
    payerAccount: payment.payerAccount,
    account: operation.kind === 'hold' ? payment.payeeAccount : operation.account,
    escrowReference: escrow?.reference ?? null,
    timeoutSeconds: Math.floor(payment.escrowTimeoutMs / 1_000), reason: operation.reason,
    reference: operation.reference,
    settledReferences: operations.flatMap((other) =>
      other.state === 'settled' && other.reference !== null ? [other.reference] : []),
    purchase: operation.kind !== 'purchase' || purchase === null ? null : {
      userId: purchase.userId, aitbc: purchase.aitbc, aitbcAddress: purchase.aitbcAddress,
      escrowAddress: escrow?.reference ?? '',
    },
    consent: operation.kind === 'payout' ? consent : null, memory: operation.memory, overdue,
  };
}

/** SHA-256 of what will be asked, stored with the intent before the first byte leaves. */
export function requestDigest(operation: RailOperation): string {
  // A consent holds secrets and changes as tokens are rotated; the request is the same one.
  const { consent: _secret, memory: _memory, ...asked } = operation;
  const text = canonicalize({
    ...asked, amount: formatAmount(operation.amount),
    heldAmount: formatAmount(operation.heldAmount),
    purchase: operation.purchase === null ? null
      : { ...operation.purchase, aitbc: formatAmount(operation.purchase.aitbc) },
  }) ?? '';
  return hash('sha256', text, 'hex');
}

/**
 * A call to a rail: the connection with its secrets opened, and a sender that ends by `deadlineAt`
 * and writes what passes through into `transcript`. `seller` signs, on rails where one does.
 */
export function providerCall(
  { http, clock, secrets, rails }: Pick<EngineContext, 'http' | 'clock' | 'secrets' | 'rails'>,
  connection: Connection,
  { deadlineAt, seller }: { readonly deadlineAt: number; readonly seller: RailSeller | null },
): { readonly call: RailCall; readonly transcript: Transcript } {
  const transcript: Transcript = { request: '', response: '' };
  const kept = rails[connection.rail].withoutSecrets ?? ((body: string): string => body);
  const send = async (request: RailRequest): Promise<RailReply> => {
    // A clock that was set back meanwhile must not stretch the call beyond its grace.
    const deadlineMs = Math.min(deadlineAt - clock.nowMs(), connection.deadlineMs);
    if (deadlineMs <= 0) return { ok: false, sent: 'no', message: 'the deadline had passed' };
    const said = kept(request.body ?? '');
    note(transcript, 'request', `${request.method} ${pathOf(request.url)}\n${said}`);
    const answer = await http.send({
      ...request, deadlineMs, responseBytesMax: RESPONSE_BYTES_MAX,
    });
    if (!answer.ok) {
      note(transcript, 'response', answer.failure.message);
      return { ok: false, sent: answer.failure.sent, message: answer.failure.message };
    }
    const { status, headers, body } = answer.response;
    note(transcript, 'response', `${status}\n${kept(body)}`);
    return { ok: true, status, headers, body };
  };
  const opened = Object.entries(connection.secrets).map(([name, sealed]): [string, string] =>
    [name, secrets.open(sealed, secretContext(connection.id, name))]);
  return {
    transcript,
    call: {
      send, nowMs: clock.nowMs(), seller,
      connection: {
        id: connection.id, baseUrl: connection.baseUrl, config: connection.config,
        secrets: Object.fromEntries(opened), expiryOwner: connection.expiryOwner,
        mode: connection.mode,
      },
    },
  };
}

/**
 * A call that only asks: it ends after the connection's own deadline, or sooner where somebody
 * waits for the answer (`patienceMs`).
 */
export function askingCall(
  deps: Parameters<typeof providerCall>[0],
  connection: Connection,
  { patienceMs = Infinity, seller = null }: {
    readonly patienceMs?: number; readonly seller?: RailSeller | null;
  } = {},
): RailCall {
  const deadlineAt = deps.clock.nowMs() + Math.min(connection.deadlineMs, patienceMs);
  return providerCall(deps, connection, { deadlineAt, seller }).call;
}

/** The context under which a connection's secret is sealed: it opens nowhere else. */
export function secretContext(connectionId: string, name: string): string {
  return `connection/${connectionId}/${name}`;
}

function note(transcript: Transcript, side: keyof Transcript, text: string): void {
  const joined = transcript[side] === '' ? text : `${transcript[side]}\n\n${text}`;
  transcript[side] = joined.slice(0, LOGGED_CHARS_MAX);
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
