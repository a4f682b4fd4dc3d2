import { AITBC, parseAmount } from '../../engine/domain/money.ts';
import type { BookRow } from '../../sandbox/books.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { text, type Facts } from './facts.ts';
import type { Verdict } from './trace.ts';

/** Everything that was sent under one idempotency key, and what came of it at the stand-in. */
export type Trail = {
  readonly key: string;
  readonly operationId: string;
  readonly paymentId: string;
  readonly kind: string;
  readonly provider: ProviderName;
  /** Under which references the stand-in may book it. */
  readonly references: readonly string[];
  /** Requests that left and have not arrived: they may still take effect. */
  inFlight: number;
  acted: number;
  /** Taken and not carried out yet (the fault `stuck`). */
  pending: boolean;
  /** The engine recorded that it was taken: it can never count as not received again. */
  readonly accepted: () => boolean;
  /**
   * The chain took it and shows nothing of it. Two readings after the grace count as proof that it
   * was not received (DESIGN 4), and it may be withdrawn: the chain itself pays only once.
   */
  hidden: boolean;
  readonly rows: BookRow[];
};

/** What a request did when it arrived; `awaits`: it was taken and will be carried out later. */
type Arrival = {
  readonly acted: boolean; readonly rows: readonly BookRow[]; readonly awaits: boolean;
};

export type Trails = ReturnType<typeof createTrails>;

/** A request that moves money, as it leaves. */
export type MoneyRequest = {
  readonly key: string;
  readonly provider: ProviderName;
  readonly path: string;
  readonly body: string;
};

const judgedElsewhere: ReadonlySet<ProviderName> = new Set(['openPayments', 'circle']);

/** The stand-ins' books in minor units; both assets have eight places. */
export function minorOf(row: BookRow): bigint {
  const parsed = parseAmount(row.amount, AITBC);
  if (!parsed.ok) throw new TypeError(`The books hold the amount ${row.amount}.`);
  return parsed.money.minor;
}

/**
 * Follows every request that moves money from the engine to the books, and is the judge of the
 * rules that hold while it travels: R3, R4, R5, R6 and R8.
 */
export function createTrails({ facts, sandbox, verdict, refundAddresses }: {
  readonly verdict: Verdict;
  readonly facts: Facts;
  readonly sandbox: Sandbox;
  /** The refund addresses that a payment may be refunded to, as its creator and operators said. */
  readonly refundAddresses: (paymentId: string) => ReadonlySet<string> | null;
}) {
  const trails = new Map<string, Trail>();
  const keyOfOperation = new Map<string, string>();
  const looks = createLooks(facts);
  const sums = createSums(trails, facts, verdict, looks);
  let seen = 0;

  /** Takes in what time alone did at the stand-ins: returns at expiry, stuck moves that ended. */
  const sync = (): void => {
    const rows = sandbox.books();
    for (; seen < rows.length; seen += 1) {
      const row = rows[seen];
      // What banks and Circle deliver is judged by itself (`check-payouts.ts`, `transfers.ts`).
      if (row === undefined || judgedElsewhere.has(row.provider)) continue;
      const waiting = [...trails.values()].find((trail) => trail.pending
        && trail.provider === row.provider && trail.kind === row.kind
        && isReferenceOf(trail, row));
      if (waiting !== undefined) waiting.pending = false;
      sums.add(row, waiting ?? null);
    }
  };

  const leave = (request: MoneyRequest): Trail => {
    const { key } = request;
    const fresh = trailOf(facts, verdict, request);
    const usual = keyOfOperation.get(fresh.operationId) ?? key;
    if (usual !== key) verdict.fail(`R5: ${fresh.operationId} left under another key`);
    keyOfOperation.set(fresh.operationId, key);
    const known = trails.get(key);
    if (known !== undefined) judgeResend(verdict, known, request);
    const trail: Trail = known ?? fresh;
    trails.set(key, trail);
    if (trail.kind === 'refund') {
      const payment = facts.one(
        'select refund_address from payments where id = ?', trail.paymentId,
      );
      judgeRefund(verdict, request, {
        recorded: text(payment, 'refund_address'), allowed: refundAddresses(trail.paymentId),
      });
    }
    trail.inFlight += 1;
    return trail;
  };

  const arrive = (trail: Trail, { acted, rows, awaits }: Arrival): void => {
    trail.inFlight -= 1;
    seen += rows.length;
    if (acted) trail.acted += 1;
    for (const row of rows) sums.add(row, trail);
    if (trail.acted > 1 && !sums.forgiveReturnedHold(trail)) {
      verdict.fail(`R5: ${trail.kind} of ${trail.paymentId} took effect twice`);
    }
    trail.pending ||= acted && awaits && rows.length === 0;
    trail.hidden ||= trail.pending && trail.provider === 'chain';
  };

  return {
    sync, leave, arrive, look: looks.look,
    lose: (trail: Trail): void => { trail.inFlight -= 1; }, // It will never arrive.
    of: (key: string): Trail | null => trails.get(key) ?? null,
    all: (): readonly Trail[] => [...trails.values()],
    unasked: sums.unasked, isBeyondUs: sums.isBeyondUs,
  };
}

/** The operation behind a request that leaves: durable, dispatching, with an attempt (R3). */
function trailOf(facts: Facts, verdict: Verdict, { key, provider, path }: MoneyRequest): Trail {
  const operation = facts.one(
    'select id, payment_id, kind, state from operations where key = ?', key,
  );
  const attempt = facts.one('select id from attempts where key = ? and purpose = \'send\' '
    + 'and ended_at is null', key);
  if (operation === null || text(operation, 'state') !== 'dispatching' || attempt === null) {
    verdict.fail(`R3: ${path} left under ${key} without a durable intent`);
  }
  const paymentId = text(operation, 'payment_id');
  const payment = facts.one('select job_id from payments where id = ?', paymentId);
  const escrow = facts.one('select reference from escrows where payment_id = ? '
    + 'order by created_at desc', paymentId);
  return {
    key, operationId: text(operation, 'id'), paymentId, kind: text(operation, 'kind'), provider,
    inFlight: 0, acted: 0, pending: false, hidden: false, rows: [],
    accepted: () => facts.one('select seq from events where operation_id = ? '
      + 'and to_state = \'submitted\'', text(operation, 'id')) !== null,
    references: [paymentId, text(payment, 'job_id'), text(escrow, 'reference'), key],
  };
}

/** What the books say of each payment, row by row: R6, and the rows that nobody can answer for. */
function createSums(
  trails: ReadonlyMap<string, Trail>, facts: Facts, verdict: Verdict, looks: Looks,
) {
  const money = new Map<string, { held: bigint; out: bigint }>();
  const paymentOfHold = new Map<string, string>();
  /** Book rows that no request of ours made: the provider returned an escrow by itself. */
  const unasked: BookRow[] = [];
  const beyondUs = new Set<BookRow>();

  const add = (row: BookRow, trail: Trail | null): void => {
    trail?.rows.push(row);
    if (trail === null) unasked.push(row);
    const paymentId = trail?.paymentId ?? paymentOfHold.get(holdName(row));
    if (paymentId === undefined) {
      verdict.fail(`R3: nobody asked for ${describe(row)}`);
      return;
    }
    if (row.kind === 'purchase') return;
    const sum = money.get(paymentId) ?? { held: 0n, out: 0n };
    money.set(paymentId, sum);
    if (row.kind === 'hold') {
      paymentOfHold.set(holdName(row), paymentId);
      sum.held += minorOf(row);
    } else if (isPaidTwiceByDaemon(row, trail)) beyondUs.add(row);
    else sum.out += minorOf(row);
    if (sum.out > sum.held) {
      verdict.fail(`R6: ${paymentId} paid out ${sum.out} of ${sum.held}, ${describe(row)}`);
    }
  };

  /**
   * A daemon that returns escrows when they run out, and ties its refunds to none, returns also
   * one that was refunded before: it does so without being asked, and where its settings do not say
   * that it does, nobody can prevent it.
   */
  const isPaidTwiceByDaemon = (row: BookRow, trail: Trail | null): boolean =>
    trail === null && row.provider === 'walletDaemon' && !isSaidToReturn(facts, row)
    && (looks.isDeciding(row.reference) || [...trails.values()].some((other) =>
      other.kind === 'refund' && other.paymentId === paymentOfHold.get(holdName(row))
      && (other.acted > 0 || other.inFlight > 0)));

  /**
   * The exchange lists only open escrows of a job apart from ended ones. A hold whose escrow ran
   * out and was returned before anybody could ask looks like one that never was, and is sent again
   * under its key: no money is out twice, and the first escrow with its return is set aside here.
   */
  const forgiveReturnedHold = (trail: Trail): boolean => {
    const [first] = trail.rows;
    const back = unasked.find((row) => first !== undefined && !beyondUs.has(row)
      && row.reference === first.reference && row.amount === first.amount
      && row.provider === 'exchange');
    if (trail.kind !== 'hold' || first === undefined || back === undefined) return false;
    beyondUs.add(first);
    beyondUs.add(back);
    trail.rows.shift();
    trail.acted -= 1;
    return true;
  };

  return {
    add, forgiveReturnedHold,
    unasked: (): readonly BookRow[] => unasked,
    /** Either of the two payments that a daemon made of one; the ledger knows only one of them. */
    isBeyondUs: (row: BookRow, paymentId: string | null): boolean => beyondUs.has(row)
      || [...beyondUs].some((other) => other.provider === 'walletDaemon'
        && paymentId !== null && paymentOfHold.get(holdName(other)) === paymentId),
  };
}

type Looks = ReturnType<typeof createLooks>;

/**
 * The last look at an escrow before its refund leaves. What the daemon does between that answer
 * and the refund nobody can know; a refund that leaves without having looked is not excused.
 */
function createLooks(facts: Facts) {
  const lookedIn = new Map<string, string>();
  const openSend = (reference: string): string | null => {
    const row = facts.one(
      'select attempts.id from attempts '
      + 'join operations on operations.id = attempts.operation_id '
      + 'join escrows on escrows.payment_id = operations.payment_id '
      + 'where escrows.reference = ? and operations.kind = \'refund\' '
      + 'and attempts.purpose = \'send\' and attempts.ended_at is null', reference,
    );
    return row === null ? null : text(row, 'id');
  };
  return {
    look: (reference: string): void => {
      const attempt = openSend(reference);
      if (attempt !== null) lookedIn.set(reference, attempt);
    },
    isDeciding: (reference: string): boolean => {
      const attempt = openSend(reference);
      return attempt !== null && lookedIn.get(reference) === attempt;
    },
  };
}

/** The connection says that the provider returns this escrow by itself, and nobody decided. */
function isSaidToReturn(facts: Facts, { reference }: BookRow): boolean {
  return facts.one(
    'select escrows.id from escrows join connections on connections.id = escrows.connection_id '
    + 'where escrows.reference = ? and expiry_owner = \'provider\' and decision_needed is null',
    reference,
  ) !== null;
}

/**
 * R5: a second send of the same key while the first may have arrived is allowed only where the
 * provider recognises it: a token hold by its job, a purchase by its key, a move of a whole escrow
 * by the escrow. The daemon's holds and refunds are tied to nothing: it would do them again.
 */
function judgeResend(verdict: Verdict, trail: Trail, { provider, path }: MoneyRequest): void {
  if (trail.accepted()) verdict.fail(`R5: ${path} had been accepted and was sent again`);
  if (provider !== 'walletDaemon' || trail.kind === 'release') return;
  if (trail.acted === 0 && trail.inFlight === 0) return;
  verdict.fail(`R5: ${path} of ${trail.paymentId} was sent again and may have arrived`);
}

/** R8: the money goes to the recorded address, and that one was given by who may give it. */
function judgeRefund(
  verdict: Verdict,
  { body, path }: MoneyRequest,
  { recorded, allowed }: {
    readonly recorded: string; readonly allowed: ReadonlySet<string> | null;
  },
): void {
  const sent: unknown = JSON.parse(body);
  const address = typeof sent === 'object' && sent !== null && 'address' in sent
    && typeof sent.address === 'string' ? sent.address : null;
  if (address === null) return;
  if (address !== recorded || (allowed !== null && !allowed.has(address))) {
    verdict.fail(`R8: ${path} pays to ${address}, recorded is ${recorded}`);
  }
}

/** The daemon books a refund under its payment, and what it returns itself under the escrow. */
function isReferenceOf(trail: Trail, row: BookRow): boolean {
  return trail.provider === 'walletDaemon' && trail.kind === 'refund'
    ? row.reference === trail.paymentId : trail.references.includes(row.reference);
}

function holdName({ provider, reference }: BookRow): string {
  return `${provider} ${reference}`;
}

export function describe(row: BookRow): string {
  return `${row.kind} of ${row.amount} ${row.asset} at ${row.provider} (${row.reference})`;
}
