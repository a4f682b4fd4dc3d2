import { formatAmountShort, USDC, type Money } from '../../engine/domain/money.ts';
import type { Evidence } from '../../engine/domain/rails.ts';
import { unavailable } from '../provider-answer.ts';
import { providerText, rawAnswer } from '../provider-text.ts';
import type { Moved, RailCall, RailOperation, RailReading } from '../rail.ts';
import { sameAddress } from './addresses.ts';
import {
  feeIn, identityOf, lookAt, type ChainProof, type Sight, type Transfer,
} from './chain.ts';
import { createClient, type CircleClient } from './client.ts';
import { tokenOf } from './config.ts';
import { findByKey } from './find.ts';
import {
  phaseOf, readMemory, remember, takenBack, writeMemory, type Memory,
} from './memory.ts';
import { endedBecause, readState, type Failure } from './translate.ts';
import { sessionOf, type Session } from './transport.ts';
import { balanceOf, floorUnits, payerIdOf, payerOf } from './treasury.ts';
import type { TransactionRecord } from './wire.ts';

/** Everything about one reading: what Circle says now, and what was seen before and now. */
type Reading = {
  readonly session: Session;
  readonly client: CircleClient;
  readonly operation: RailOperation;
  readonly record: TransactionRecord;
  readonly memory: Memory;
  /** Of the wallet that pays. */
  readonly walletId: string;
};

/**
 * Asks Circle and the chain what became of a payout (guide 1.6, 3.4). Settled only when Circle says
 * COMPLETE and the chain proves it; refused only when Circle ended it and no transaction that it
 * ever had moved money. Where the two contradict each other, a person decides.
 */
export async function inquirePayment(
  call: RailCall, operation: RailOperation,
): Promise<RailReading> {
  const session = sessionOf(call);
  const client = createClient(session);
  const before = readMemory(operation.memory);
  const payer = await payerIdOf(session, client, operation.payerAccount);
  if (payer.kind !== 'read') return silent(payer);
  const walletId = payer.value;
  const record = await recordOf(client, { operation, memory: before, walletId });
  if ('finding' in record) return record.finding;
  const memory = remember(before, record);
  const reading = { session, client, operation, record, memory, walletId };
  const difference = differs(reading);
  if (difference !== null) return contradiction(reading, difference);
  if (takenBack(before, record)) {
    return contradiction(reading, `Circle called it complete and now ${record.state}.`);
  }
  switch (phaseOf(memory.state)) {
    case 'open': return onTheWay(reading);
    case 'stuck': return { ...onTheWay(reading), stuck: true };
    case 'complete': return completed(reading);
    case 'ended': return ended(reading);
  }
}

type NoRecord = { readonly finding: RailReading };

/** The transfer as a fresh question shows it; the answer to its creation never counts. */
async function recordOf(
  client: CircleClient,
  { operation, memory, walletId }: Pick<Reading, 'operation' | 'memory' | 'walletId'>,
): Promise<TransactionRecord | NoRecord> {
  if (operation.reference !== null) return readRecord(client, operation.reference);
  const found = await findByKey(client, operation, {
    walletId, everyPayee: memory.isKeyTaken,
  });
  switch (found.kind) {
    case 'record': return readRecord(client, found.record.id);
    case 'missing': return {
      finding: memory.isKeyTaken
        ? undecided('Circle knows the key with another request, and lists no transfer under it.')
        : { kind: 'missing' },
    };
    case 'too-many': return {
      finding: undecided('It is not among the newest transfers, and older ones were not read.'),
    };
    case 'several': return {
      finding: { kind: 'contradiction', message: 'Circle lists several transfers under its key.' },
    };
    default: return { finding: silent(found) };
  }
}

async function readRecord(
  client: CircleClient, id: string,
): Promise<TransactionRecord | NoRecord> {
  const answer = await client.readTransaction(id);
  if (answer.kind === 'read') return answer.value;
  return {
    finding: answer.kind === 'refused' && answer.code === 'transaction_unknown'
      ? { kind: 'missing' } : silent(answer),
  };
}

function silent(failure: Failure): RailReading {
  const isPaced = failure.kind === 'not-received' && failure.paced === true;
  return isPaced ? undecided(failure.message) : unavailable(failure.message);
}

function undecided(message: string): RailReading {
  return { kind: 'undecided', message };
}

/** What of Circle's record is not what was asked for, or null. */
function differs({ record, operation, walletId }: Reading): string | null {
  const { key, account, amount } = operation;
  if (record.refId !== null && record.refId !== key) return 'Circle has it under another key.';
  if (record.walletId !== null && record.walletId !== walletId) {
    return 'Circle has it as a transfer of another wallet.';
  }
  const { destinationAddress } = record;
  if (destinationAddress !== null && !sameAddress(destinationAddress, account ?? '')) {
    return `Circle has it as a transfer to ${destinationAddress}.`;
  }
  const [sum, ...more] = record.amounts;
  if (sum === undefined) return null;
  const isSame = more.length === 0 && isAmount(sum, amount);
  return isSame ? null : `Circle has it with the amount ${providerText(sum, 40)}.`;
}

function isAmount(text: string, { minor, asset }: Money): boolean {
  const [, fraction = ''] = text.split('.');
  return floorUnits(text, asset.scale) === minor && /^0*$/.test(fraction.slice(asset.scale));
}

function onTheWay({ record, memory }: Reading) {
  return { kind: 'submitted', reference: record.id, memory: writeMemory(memory) } as const;
}

function contradiction({ memory }: Reading, message: string): RailReading {
  return {
    kind: 'contradiction', message: providerText(message), memory: writeMemory(memory),
  };
}

/** No answer of the chain: still open. What was found at Circle for the first time is kept. */
function waiting(reading: Reading, message: string): RailReading {
  if (reading.operation.reference === null) return onTheWay(reading);
  return { ...unavailable(message), memory: writeMemory(reading.memory) };
}

/** What every hash that it ever had is on the chain, or why that cannot be said. */
async function sightsOf(reading: Reading): Promise<readonly Seen[] | string> {
  const { session, client, operation, memory } = reading;
  const { call, settings } = session;
  const identity = await identityOf(call, settings);
  if (identity.kind === 'unavailable') return identity.message;
  if (identity.kind !== 'bound') return 'The node is not of the chain that the connection names.';
  const payer = await payerOf(session, client, operation.payerAccount);
  if (payer.kind !== 'read') return payer.message;
  const { account, amount } = operation;
  const token = tokenOf(settings, amount.asset);
  if (token === null || account === null) return 'The connection no longer names this asset.';
  const transfer: Transfer = { from: payer.value.address, to: account, amount, token };
  return Promise.all(memory.hashes.map(async (hash) => ({
    hash, sight: await lookAt(call, settings, { hash, transfer }), transfer,
  })));
}
type Seen = { readonly hash: string; readonly sight: Sight; readonly transfer: Transfer };

type Proven = ChainProof & { readonly transfer: Transfer };

function proofsIn(seen: readonly Seen[]): readonly Proven[] {
  return seen.flatMap(({ sight, transfer }) =>
    sight.kind === 'proven' ? [{ ...sight.proof, transfer }] : []);
}

function messageIn(seen: readonly Seen[], kind: 'other' | 'unavailable'): string | null {
  const found = seen.find(({ sight }) => sight.kind === kind)?.sight;
  return found !== undefined && 'message' in found ? found.message : null;
}

/** Circle says COMPLETE: the chain has to show it as well. */
async function completed(reading: Reading): Promise<RailReading> {
  const { memory } = reading;
  const seen = await sightsOf(reading);
  if (typeof seen === 'string') return waiting(reading, `Circle calls it complete. ${seen}`);
  const [proof, second] = proofsIn(seen);
  if (second !== undefined) {
    return contradiction(reading, 'The chain shows that it was paid twice.');
  }
  if (proof !== undefined) return settled(reading, proof);
  const silence = messageIn(seen, 'unavailable');
  if (silence !== null) return waiting(reading, `Circle calls it complete. ${silence}`);
  const otherwise = messageIn(seen, 'other');
  if (otherwise !== null) return contradiction(reading, `Circle calls it complete. ${otherwise}`);
  const isOpen = seen.some(({ sight: { kind } }) => kind === 'absent' || kind === 'pending');
  if (isOpen || seen.length === 0 || memory.isCut) return onTheWay(reading);
  return contradiction(reading, 'Circle calls it complete, and on the chain its transaction was '
    + 'refused or moved nothing.');
}

/**
 * How long a transaction that Circle gave up and the chain does not know may still turn up. Arc
 * hides what waits for a block, and is final within a second.
 */
const GONE_MS = 10_000;

/** Circle ended it unpaid: true only if none of its transactions moved money. */
async function ended(reading: Reading): Promise<RailReading> {
  const { memory, record, session: { call } } = reading;
  // A refusal rests on what Circle says now, never on what it said before.
  if (phaseOf(readState(record.state)) !== 'ended') return onTheWay(reading);
  const seen = memory.hashes.length === 0 ? [] : await sightsOf(reading);
  if (typeof seen === 'string') return waiting(reading, `Circle gave it up. ${seen}`);
  if (proofsIn(seen).length > 0 || messageIn(seen, 'other') !== null) {
    return contradiction(reading, `Circle says ${record.state}, and the chain shows that a `
      + 'transaction of it succeeded. Do not pay again.');
  }
  const silence = messageIn(seen, 'unavailable');
  if (silence !== null) return waiting(reading, `Circle gave it up. ${silence}`);
  if (memory.isCut) return undecided('It had more transactions than could be looked up.');
  const kinds = new Set(seen.map(({ sight }) => sight.kind));
  if (kinds.has('pending')) return onTheWay(reading);
  if (kinds.has('absent')) {
    // A clock that was set back begins the wait anew, instead of drawing it out for hours.
    const goneSinceMs = Math.min(memory.goneSinceMs ?? call.nowMs, call.nowMs);
    if (call.nowMs - goneSinceMs < GONE_MS) {
      return onTheWay({ ...reading, memory: { ...memory, goneSinceMs } });
    }
  }
  return unpaid(reading);
}

async function unpaid({ session, client, operation, record, memory, walletId }: Reading) {
  const { code, message } = endedBecause(memory.state ?? 'FAILED', record);
  const held = code === 'insufficient_treasury'
    ? await balanceOf(session, client, { asset: operation.amount.asset, walletId }) : null;
  const more = held?.kind === 'read'
    ? ` It holds ${formatAmountShort(held.value)} ${held.value.asset.code} now.` : '';
  return {
    kind: 'rejected', code, message: providerText(session.redact(`${message}${more}`)),
    memory: writeMemory(memory),
  } as const;
}

function settled(
  reading: Reading, { transfer, ...proof }: Proven,
): RailReading {
  return {
    kind: 'settled', reference: proof.hash, expiresAtMs: null,
    evidence: evidenceOf(reading, proof), moved: movedBy(transfer, proof),
    memory: writeMemory(reading.memory),
  };
}

/** The network's fee is the wallet's that pays where it paid it; on Arc it is paid in USDC. */
function movedBy({ amount, from }: Transfer, { fee, feePayer }: ChainProof): Moved {
  const moved = { delivered: amount, debited: amount };
  return sameAddress(feePayer, from) ? { ...moved, networkFee: feeIn(USDC, fee) } : moved;
}

function evidenceOf(
  { session: { settings, redact }, record }: Reading, proof: ChainProof,
): Evidence {
  const { chainId, genesisHash } = settings;
  const raw = JSON.stringify({
    circle: { ...record, errorDetails: undefined },
    chain: { chainId, genesisHash, ...proof, fee: proof.fee.toString(), feeScale: 18 },
  });
  return {
    kind: 'transaction', reference: proof.hash, word: 'Circle and the chain',
    raw: rawAnswer(redact(raw), {}),
  };
}
