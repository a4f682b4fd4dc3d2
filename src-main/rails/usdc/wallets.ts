import { providerText } from '../provider-text.ts';
import type { NudgeAnswer, Rail, RailCall, RailOperation, RailWallets } from '../rail.ts';
import { checksummed, evmAddressProblem } from './addresses.ts';
import { createClient } from './client.ts';
import { findByKey } from './find.ts';
import type { Failure } from './translate.ts';
import { sessionOf } from './transport.ts';
import { payerIdOf, payerOf, spendableOf, treasuryOf } from './treasury.ts';

type Rejected = { readonly kind: 'rejected'; readonly code: string; readonly message: string };
type Unavailable = { readonly kind: 'unavailable'; readonly message: string };

function failed(failure: Failure): Rejected | Unavailable {
  return failure.kind === 'refused'
    ? { kind: 'rejected', code: failure.code, message: failure.message }
    : { kind: 'unavailable', message: providerText(failure.message) };
}

function silent({ message }: Failure): Unavailable {
  return { kind: 'unavailable', message: providerText(message) };
}

/** Wallets that Circle keeps for us, in the wallet set of the treasury. */
export const circleWallets: RailWallets = {
  create: async (call, wallet) => {
    const session = sessionOf(call);
    const client = createClient(session);
    const treasury = await treasuryOf(session, client);
    if (treasury.kind !== 'read') return failed(treasury);
    const answer = await client.createWallet(treasury.value.walletSetId, wallet);
    if (answer.kind !== 'read') return failed(answer);
    const [made, ...more] = answer.value;
    if (made === undefined || more.length > 0) {
      return { kind: 'unavailable', message: 'Circle answered with another number of wallets.' };
    }
    return { kind: 'created', account: checksummed(made.address), reference: made.id };
  },
  look: async (call, account) => {
    const problem = evmAddressProblem(account);
    if (problem !== null) return { kind: 'unusable', message: problem };
    const client = createClient(sessionOf(call));
    const valid = await client.validateAddress(account);
    if (valid.kind !== 'read') return { kind: 'unavailable', message: valid.message };
    if (!valid.value) {
      return { kind: 'unusable', message: 'Circle says that this is no address of the chain.' };
    }
    const found = await client.findWallets(account.toLowerCase());
    if (found.kind !== 'read') return { kind: 'unavailable', message: found.message };
    // The filter is Circle's; that it was honoured is seen from the answer.
    const ours = found.value.find(({ address }) => address === account.toLowerCase());
    return { kind: 'usable', ours: ours !== undefined, reference: ours?.id ?? null };
  },
  repayable: async (call, { account, asset }) => {
    const session = sessionOf(call);
    const client = createClient(session);
    const payer = await payerOf(session, client, account);
    if (payer.kind === 'refused' && payer.code === 'payer_not_ours') {
      return { kind: 'not-ours', message: payer.message };
    }
    if (payer.kind !== 'read') return silent(payer);
    const [treasury, spendable] = await Promise.all([
      treasuryOf(session, client),
      spendableOf(session, client, { asset, walletId: payer.value.id }),
    ]);
    if (treasury.kind !== 'read') return silent(treasury);
    if (spendable.kind !== 'read') return silent(spendable);
    return {
      kind: 'repayable', spendable: spendable.value, to: checksummed(treasury.value.address),
    };
  },
};

/** Speeds up or takes back a transfer. Best effort: what became of it shows the next inquiry. */
export const nudgePayment: NonNullable<Rail['nudge']> = async (call, operation, { act, key }) => {
  const id = await referenceOf(call, operation);
  if (typeof id !== 'string') return id;
  const answer = await createClient(sessionOf(call)).nudge(act, id, key);
  if (answer.kind === 'read') {
    const done = act === 'cancel' ? 'Circle tries to take the transfer back.'
      : 'Circle sends the transfer again with a higher fee.';
    return { kind: 'taken', message: `${done} Which of the two the chain takes is seen there.` };
  }
  return notTaken(answer);
};

async function referenceOf(
  call: RailCall, operation: RailOperation,
): Promise<string | NudgeAnswer> {
  if (operation.reference !== null) return operation.reference;
  const session = sessionOf(call);
  const client = createClient(session);
  const payer = await payerIdOf(session, client, operation.payerAccount);
  if (payer.kind !== 'read') return notTaken(payer);
  const found = await findByKey(client, operation, { walletId: payer.value });
  switch (found.kind) {
    case 'record': return found.record.id;
    case 'missing': return {
      kind: 'refused', code: 'transaction_unknown',
      message: 'Circle lists no transfer under this key; there is nothing to speed up or cancel.',
    };
    case 'too-many': case 'several':
      return { kind: 'unavailable', message: 'The transfer was not found among the newest ones.' };
    default: return notTaken(found);
  }
}

function notTaken(failure: Failure): NudgeAnswer {
  const answer = failed(failure);
  return answer.kind === 'rejected' ? { ...answer, kind: 'refused' } : answer;
}
