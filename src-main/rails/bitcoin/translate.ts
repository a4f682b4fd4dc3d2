/** The wallet daemon's answers in the words of the domain. Pure; every state is listed. */
import { z } from 'zod';

import { BTC, formatAmountShort, parseAmount, type Money } from '../../engine/domain/money.ts';
import type { Evidence, EvidenceKind } from '../../engine/domain/rails.ts';
import { optionalText, shortText } from '../exact-json.ts';
import {
  failedFinding, failedOutcome, rejected, unavailable, unclear,
} from '../provider-answer.ts';
import type { ProviderAnswer, Taken } from '../provider-answer.ts';
import type { EscrowFinding, RailFinding, RailOutcome } from '../rail.ts';
import { bitcoinNetworks, isAddressOf, type BitcoinNetwork } from './addresses.ts';

/** Every state that the daemon's status route names. */
export const daemonStates = ['pending', 'active', 'released', 'refunded', 'expired'] as const;
export type DaemonState = (typeof daemonStates)[number];

export const DAEMON_WORD = "the daemon's word";

/** Takes our secrets out of an answer before it is kept as evidence. */
export type Redact = (raw: string) => string;

/** An escrow as the status route shows it, checked against the operation that asks. */
export type ShownEscrow = {
  readonly state: DaemonState;
  readonly hash: string | null;
  readonly raw: string;
};

const STILL_ACTIVE =
  'The daemon still holds the escrow; whether it will carry the release out, it does not say.';

const TRANSACTION_HASH = /^[0-9a-f]{64}$/i;

const holdAnswer = z.object({ address: shortText });
const moveAnswer = z.object({ transaction_hash: optionalText, status: optionalText });
const escrowAnswer = z.object({
  address: optionalText,
  amount: optionalText,
  currency: optionalText,
  status: z.enum(daemonStates),
  transaction_hash: optionalText,
});

/** A hold is settled by an address of the right network, and by nothing less. */
export function holdOutcome(
  answer: ProviderAnswer,
  expected: { readonly network: BitcoinNetwork | undefined; readonly redact: Redact },
): RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = holdAnswer.safeParse(answer.json);
  if (!parsed.success) return unclear('The daemon took the hold and named no escrow address.');
  const { address } = parsed.data;
  const networks = expected.network === undefined ? bitcoinNetworks : [expected.network];
  if (!networks.some((network) => isAddressOf(address, network))) {
    return unclear(`The daemon answered the hold with an address that is not valid: ${address}`);
  }
  const evidence = evidenceOf('escrow-address', address, expected.redact(answer.raw));
  return { kind: 'settled', reference: address, evidence, expiresAtMs: null };
}

/** A release or refund is settled by a transaction hash; taken without one it is submitted. */
export function moveOutcome(answer: ProviderAnswer, redact: Redact): RailOutcome {
  if (answer.kind !== 'taken') return failedOutcome(answer);
  const parsed = moveAnswer.safeParse(answer.json);
  if (!parsed.success) return unclear('The daemon answered in a form that is not known.');
  const { transaction_hash: hash, status } = parsed.data;
  if (hash !== null && TRANSACTION_HASH.test(hash)) return settledBy(hash, redact(answer.raw));
  if (hash === null && (answer.status === 202 || status === 'pending')) {
    return { kind: 'submitted', reference: null };
  }
  return unclear('The daemon claims success and names no valid transaction hash.');
}

/** What the status route shows, or why it cannot be used. */
export function readEscrow(
  answer: ProviderAnswer | null,
  expected: { readonly address: string; readonly amount: Money; readonly redact: Redact },
): ShownEscrow | Extract<RailFinding, { readonly kind: 'cannot-tell' | 'unavailable' }> {
  if (answer === null) return { kind: 'cannot-tell' };
  if (answer.kind !== 'taken') return failedFinding(answer);
  const parsed = escrowAnswer.safeParse(answer.json);
  if (!parsed.success) return unavailable(`The daemon shows ${describe(answer)}.`);
  const shown = parsed.data;
  if (shown.address !== null && shown.address !== expected.address) {
    return unavailable('The daemon shows another escrow than the one that was asked for.');
  }
  if (!agrees(shown.amount, shown.currency, expected.amount)) {
    const ours = formatAmountShort(expected.amount);
    return unavailable(
      `The daemon shows an escrow of ${shown.amount} ${shown.currency ?? ''}; ours is ${ours} BTC.`,
    );
  }
  const hash = shown.transaction_hash;
  return {
    state: shown.status,
    hash: hash !== null && TRANSACTION_HASH.test(hash) ? hash : null,
    raw: expected.redact(answer.raw),
  };
}

/**
 * What each state proves about a release that is open. An escrow that is still active proves
 * nothing: the daemon may have taken the release and not carried it out, and shows neither. The
 * list of proofs that nothing was received (DESIGN 4) does not name it, and a refund beside such a
 * release would pay twice, since the daemon ties refunds to no escrow.
 */
const releaseFindings = {
  pending: () => unavailable('The escrow is not funded yet, says the daemon.'),
  active: () => ({ kind: 'undecided', message: STILL_ACTIVE }),
  released: ({ hash, raw }) => hash === null
    ? unavailable('The daemon says released and names no transaction.') : settledBy(hash, raw),
  refunded: () => rejected('escrow_returned', 'The daemon has returned this escrow.'),
  // Whether an escrow that ran out was released before is not in the daemon's answer.
  expired: () => ({ kind: 'cannot-tell' }),
} as const satisfies Record<DaemonState, (shown: ShownEscrow) => RailFinding>;

export function releaseFinding(shown: ShownEscrow): RailFinding {
  return releaseFindings[shown.state](shown);
}

/**
 * What each state proves about a refund that is open. The daemon does not tie a refund to an
 * escrow, so only `refunded` with a hash says anything; nothing ever proves that none was made.
 */
const refundFindings = {
  pending: () => ({ kind: 'cannot-tell' }),
  active: () => ({ kind: 'cannot-tell' }),
  released: () => ({ kind: 'cannot-tell' }),
  refunded: ({ hash, raw }) => hash === null ? { kind: 'cannot-tell' } : settledBy(hash, raw),
  expired: () => ({ kind: 'cannot-tell' }),
} as const satisfies Record<DaemonState, (shown: ShownEscrow) => RailFinding>;

export function refundFinding(shown: ShownEscrow): RailFinding {
  return refundFindings[shown.state](shown);
}

/**
 * What the escrow's state means for a refund that is about to be sent: an answer that makes it
 * needless or forbids it, or null where it may leave. The daemon would pay in any state.
 */
const refundGates = {
  pending: () => null,
  active: () => null,
  released: () => rejected('escrow_released', 'The escrow was released already; nothing was sent.'),
  refunded: ({ hash, raw }) => hash === null
    ? unclear('The daemon says refunded and names no transaction; nothing was sent.')
    : settledBy(hash, raw),
  // Whether the coins went back is a person's finding (DESIGN 4), made before this call.
  expired: () => null,
} as const satisfies Record<DaemonState, (shown: ShownEscrow) => RailOutcome | null>;

export function refundGate(shown: ShownEscrow): RailOutcome | null {
  return refundGates[shown.state](shown);
}

const standings = {
  pending: () => unavailable('The escrow is not funded yet, says the daemon.'),
  active: () => ({ kind: 'held' }),
  released: (shown) => ended('released', shown),
  refunded: (shown) => ended('returned', shown),
  // "Expired" does not say whether the coins went back: a person decides (DESIGN 4).
  expired: () => ({ kind: 'cannot-tell' }),
} as const satisfies Record<DaemonState, (shown: ShownEscrow) => EscrowFinding>;

export function standingOf(shown: ShownEscrow): EscrowFinding {
  return standings[shown.state](shown);
}

/**
 * A release that the daemon refuses with a conflict may be one that it carried out before: the
 * status route decides, and without proof either way it is unclear, never rejected.
 */
export function afterConflict(refusal: string, finding: RailFinding): RailOutcome {
  if (finding.kind === 'settled' || finding.kind === 'rejected') return finding;
  return unclear(`${refusal} Whether the release was carried out before cannot be told.`);
}

function ended(kind: 'released' | 'returned', { hash, raw }: ShownEscrow): EscrowFinding {
  if (hash === null) return unavailable(`The daemon says ${kind} and names no transaction.`);
  return { kind, reference: hash, evidence: evidenceOf('transaction', hash, raw) };
}

function settledBy(hash: string, raw: string): Extract<RailOutcome, { kind: 'settled' }> {
  const reference = hash.toLowerCase();
  const evidence = evidenceOf('transaction', reference, raw);
  return { kind: 'settled', reference, evidence, expiresAtMs: null };
}

function evidenceOf(kind: EvidenceKind, reference: string, raw: string): Evidence {
  return { kind, reference, word: DAEMON_WORD, raw };
}

function agrees(amount: string | null, currency: string | null, ours: Money): boolean {
  if (currency !== null && currency !== BTC.code) return false;
  if (amount === null) return true;
  const parsed = parseAmount(amount, BTC);
  return parsed.ok && parsed.money.minor === ours.minor;
}

function describe(answer: Taken): string {
  const word = z.object({ status: shortText }).safeParse(answer.json);
  return word.success ? `a state that is not known: ${word.data.status}` : 'no escrow state';
}
