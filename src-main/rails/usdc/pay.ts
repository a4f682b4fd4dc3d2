import { rejected, unclear } from '../provider-answer.ts';
import type { RailCall, RailOperation, RailOutcome } from '../rail.ts';
import { evmAddressProblem, sameAddress } from './addresses.ts';
import { identityOf } from './chain.ts';
import {
  beforeSending, createClient, type CircleClient, type TransferWanted,
} from './client.ts';
import { tokenOf } from './config.ts';
import { findByKey } from './find.ts';
import { rememberTakenKey } from './memory.ts';
import { refused, type Failure, type Refused } from './translate.ts';
import { sessionOf, type Session } from './transport.ts';
import { payerOf, shortfall } from './treasury.ts';

type Wanted = Omit<TransferWanted, 'payer'>;

/**
 * Sends a payout to Circle: out of the treasury, or back into it out of a payee's wallet that
 * Circle keeps for us. Everything that can be known beforehand is asked first: which chain the node
 * belongs to, and whether the wallet that pays has enough. Circle's answer names the transfer and
 * proves nothing else: a repeated key is answered with the first answer of all (guide 3.5).
 */
export async function payOut(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  const session = sessionOf(call);
  const wanted = wantedOf(session, operation);
  if ('kind' in wanted) return rejected(wanted.code, wanted.message);
  const elsewhere = await chainProblem(session);
  if (elsewhere !== null) return elsewhere;
  const client = createClient(session);
  const found = await payerOf(session, client, operation.payerAccount);
  if (found.kind !== 'read') return unsent(found);
  const payer = found.value;
  if (sameAddress(payer.address, wanted.account)) {
    const { code, message } = refused('payee_is_treasury');
    return rejected(code, message);
  }
  const tooLittle = await shortfall(session, client, {
    amount: wanted.amount, walletId: payer.id,
  });
  if (tooLittle !== null) {
    return withoutFunds(client, { operation, walletId: payer.id, tooLittle });
  }
  const answer = await client.createTransfer(operation.key, { ...wanted, payer });
  switch (answer.kind) {
    case 'read': return { kind: 'submitted', reference: answer.value.id };
    case 'not-received': return answer;
    case 'unknown': return unclear(answer.message);
    case 'refused': return refusedOutcome(answer, operation);
  }
}

function wantedOf(
  { settings, entitySecret }: Session, { kind, amount, account }: RailOperation,
): Wanted | Refused {
  if (kind !== 'payout') return refused('rail_unsupported');
  if (account === null) return refused('account_missing');
  const problem = evmAddressProblem(account);
  if (problem !== null) return refused('account_invalid', problem);
  const token = tokenOf(settings, amount.asset);
  if (token === null) return refused('asset_unsupported');
  if (sameAddress(account, token.tokenAddress)) return refused('account_invalid');
  if (settings.tokenRoute === 'native' && token.tokenId === null) {
    return refused('asset_unsupported');
  }
  // The SDK would throw in the middle of encrypting it.
  if (!/^[0-9a-f]{64}$/i.test(entitySecret)) return refused('entity_secret_malformed');
  return { amount, account, token };
}

/** Why nothing may be sent over this connection, or null. */
async function chainProblem({ call, settings }: Session): Promise<RailOutcome | null> {
  const identity = await identityOf(call, settings);
  switch (identity.kind) {
    case 'bound': return null;
    case 'unbound': return notOurs('chain_not_bound');
    case 'other': return notOurs('chain_differs', `It names the chain id ${identity.chainId} and `
      + `the genesis hash ${identity.genesis}.`);
    case 'unavailable': return {
      kind: 'not-received', retryAfterMs: null,
      message: `Nothing was sent, because the chain could not be asked. ${identity.message}`,
    };
  }
}

function notOurs(code: 'chain_not_bound' | 'chain_differs', more = ''): RailOutcome {
  return rejected(code, refused(code, more).message);
}

function unsent(failure: Failure): RailOutcome {
  if (failure.kind === 'refused') return rejected(failure.code, failure.message);
  const { message } = beforeSending(failure);
  return failure.kind === 'not-received' ? { ...failure, message }
    : { kind: 'not-received', message, retryAfterMs: null };
}

/**
 * A wallet may be short because this very payout has left it, under an answer that was lost: it
 * is refused only where Circle knows nothing under its key (T-18).
 */
async function withoutFunds(
  client: CircleClient,
  { operation, walletId, tooLittle: { code, message } }: {
    readonly operation: RailOperation; readonly walletId: string; readonly tooLittle: Refused;
  },
): Promise<RailOutcome> {
  const found = await findByKey(client, operation, { walletId, everyPayee: true });
  switch (found.kind) {
    case 'record': return { kind: 'submitted', reference: found.record.id };
    case 'missing': return rejected(code, message);
    default: return {
      kind: 'not-received', retryAfterMs: null,
      message: `${message} Nothing was sent, and whether it was before could not be read.`,
    };
  }
}

function refusedOutcome(
  { code, message }: Refused, { memory }: RailOperation,
): RailOutcome {
  // Something is under this key that is not this payout: neither sent again nor called refused.
  if (code === 'key_reused') return { ...unclear(message), memory: rememberTakenKey(memory) };
  return rejected(code, message);
}
