import { REPUTATION_START } from '../domain/payout.ts';
import type { Connection, PayeeWallet } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, PayeeWalletCommands, SaveWallet, WalletLook } from '../api.ts';
import { uuidOf, type EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { askingCall } from '../operations/provider-call.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Rail, RailWallets } from '../../rails/rail.ts';

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const NAME_LENGTH_MAX = 80;
/** A person waits for what the provider says. */
const QUESTION_DEADLINE_MS = 10_000;

type Line = { readonly rail: Rail; readonly wallets: RailWallets; readonly connection: Connection };

/**
 * The accounts to which payees are paid from a treasury: brought by the payee, or made at the
 * provider. An account is looked at before it is kept; one that looks like another payee's is kept
 * and said, since only a person can tell.
 */
export function createPayeeWalletCommands(deps: EngineContext): PayeeWalletCommands {
  return {
    save: (ask, input) => saveWallet(deps, ask, input),
    adopt: async (ask, input, { ours, providerReference }) => {
      const line = await lineOf(deps);
      if (line === null) return refuse('no_connection', { rail: 'usdc' });
      const { account } = input;
      const problem = line.rail.checkAccount(account, line.connection.mode);
      if (problem !== null) return refuse('invalid_address', { account }, problem);
      return keepWallet(deps, ask, {
        input, line, account: {
          account, providerReference, origin: ours ? 'created' : 'imported',
        },
      });
    },
    look: async (account) => {
      const line = await lineOf(deps);
      return line === null ? refuse('no_connection', { rail: 'usdc' })
        : lookAt(deps, line, account);
    },
  };
}

async function lineOf({ directory, rails }: EngineContext): Promise<Line | null> {
  const [connection] = await directory.connectionsOf('usdc');
  const { wallets } = rails.usdc;
  return connection === undefined || wallets === null ? null
    : { rail: rails.usdc, wallets, connection };
}

function callOf(deps: EngineContext, { connection }: Line) {
  return askingCall(deps, connection, { patienceMs: QUESTION_DEADLINE_MS });
}

async function lookAt(
  deps: EngineContext,
  line: Line,
  account: string,
): Promise<Result<WalletLook>> {
  const problem = line.rail.checkAccount(account, line.connection.mode);
  if (problem !== null) return refuse('invalid_address', { account }, problem);
  const [answer, alike] = await Promise.all([
    line.wallets.look(callOf(deps, line), account), deps.store.read.alikeWallets(account),
  ]);
  switch (answer.kind) {
    case 'unusable': return refuse('invalid_address', { account }, answer.message);
    case 'unavailable': return refuse('provider_unavailable', {}, answer.message);
    case 'usable': return accept({
      ours: answer.ours, providerReference: answer.reference,
      alike: alike.map(({ name, reference, account: other }) =>
        ({ name, reference, account: other })),
    });
  }
}

/** An account of the payee's own, or, where none is given, a new one at the provider. */
async function accountFor(
  deps: EngineContext,
  line: Line,
  input: SaveWallet,
): Promise<Result<Pick<PayeeWallet, 'account' | 'origin' | 'providerReference'>>> {
  if (input.account !== null) {
    const looked = await lookAt(deps, line, input.account);
    return looked.ok ? accept({
      account: input.account, origin: looked.value.ours ? 'created' : 'imported',
      providerReference: looked.value.providerReference,
    }) : looked;
  }
  const made = await line.wallets.create(callOf(deps, line), {
    // The same payee meets the same account again, however often the answer is lost.
    key: uuidOf(`wallet:${line.connection.id}:${input.marketplaceId}:${input.reference}`),
    reference: input.reference, name: input.name === '' ? input.reference : input.name,
  });
  switch (made.kind) {
    case 'rejected': return refuse('state_forbids', { provider: made.code }, made.message);
    case 'unavailable': return refuse('provider_unavailable', {}, made.message);
    case 'created': return accept({
      account: made.account, origin: 'created', providerReference: made.reference,
    });
  }
}

/** Makes a payee's wallet, or changes the one of this reference. */
async function saveWallet(
  deps: EngineContext,
  ask: Ask,
  input: SaveWallet,
): Promise<Result<PayeeWallet>> {
  const problems = problemsOf(input);
  if (Object.keys(problems).length > 0) return refuse('invalid_request', problems);
  const line = await lineOf(deps);
  if (line === null) return refuse('no_connection', { rail: 'usdc' });
  const present = await deps.store.read.payeeWalletOf(
    input.marketplaceId, 'usdc', input.reference,
  );
  const keeps = present !== null && (input.account === null || input.account === present.account);
  const account = keeps ? accept(present) : await accountFor(deps, line, input);
  return account.ok ? keepWallet(deps, ask, { input, line, account: account.value }) : account;
}

function keepWallet(
  deps: EngineContext,
  ask: Ask,
  { input, line, account }: {
    readonly input: SaveWallet; readonly line: Line;
    readonly account: Pick<PayeeWallet, 'account' | 'origin' | 'providerReference'>;
  },
): Promise<Result<PayeeWallet>> {
  return decideAndCommit<PayeeWallet>(deps.store, async () => {
    if (await deps.directory.marketplace(input.marketplaceId) === null) {
      return refuse('not_found', { marketplace: input.marketplaceId });
    }
    const before = await deps.store.read.payeeWalletOf(
      input.marketplaceId, 'usdc', input.reference,
    );
    if (before !== null && input.version !== null && before.version !== input.version) {
      return refuse('version_conflict');
    }
    const row = walletOf(input, before, {
      id: deps.ids.next('pwl'), nowMs: deps.clock.nowMs(), by: ask.actor.name,
      connectionId: line.connection.id, account,
    });
    return accept(recorded(ask, before, row));
  });
}

function walletOf(
  input: SaveWallet,
  before: PayeeWallet | null,
  { id, nowMs, by, connectionId, account }: {
    readonly id: string; readonly nowMs: number; readonly by: string;
    readonly connectionId: string;
    readonly account: Pick<PayeeWallet, 'account' | 'origin' | 'providerReference'>;
  },
): PayeeWallet {
  const moved = before === null || before.account !== account.account;
  return {
    id: before?.id ?? id, marketplaceId: input.marketplaceId, reference: input.reference,
    name: input.name === '' ? before?.name ?? input.reference : input.name, rail: 'usdc',
    connectionId: account.origin === 'created' ? connectionId : null, account: account.account,
    origin: account.origin, providerReference: account.providerReference,
    enabled: input.enabled ?? before?.enabled ?? true, score: before?.score ?? REPUTATION_START,
    createdBy: before?.createdBy ?? by, createdAt: before?.createdAt ?? nowMs,
    accountSince: moved ? nowMs : before.accountSince, updatedAt: nowMs,
    version: (before?.version ?? 0) + 1,
  };
}

function recorded(
  ask: Ask,
  before: PayeeWallet | null,
  row: PayeeWallet,
): Decision<PayeeWallet> {
  return {
    value: row,
    writes: [
      before === null ? { write: 'insert', noun: 'payeeWallets', row } : {
        write: 'update', noun: 'payeeWallets', row, expectedVersion: before.version,
      },
      ...claimWrites(ask.idempotency, row.id, row.updatedAt),
    ],
    audit: {
      at: row.updatedAt, actor: ask.actor, subject: 'payee-wallet', subjectId: row.id,
      act: before === null ? 'wallet.create' : 'wallet.change', reason: '',
      data: {
        reference: row.reference, account: row.account, origin: row.origin,
        ...(before === null || before.account === row.account
          ? {} : { previousAccount: before.account }),
      },
    },
  };
}

function problemsOf({ reference, name }: SaveWallet): Readonly<Record<string, string>> {
  return {
    ...(REFERENCE.test(reference) ? {} : {
      reference: 'Up to 64 letters, digits, dots, colons, dashes and underscores.',
    }),
    ...(name.length <= NAME_LENGTH_MAX ? {} : { name: `At most ${NAME_LENGTH_MAX} characters.` }),
  };
}
