import type { Connection, Seller } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, SaveSeller, SellerCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { openSeller, sellerKeyContext } from '../consents/call.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { askingCall } from '../operations/provider-call.ts';
import { claimWrites } from '../payments/transact.ts';
import type { RailConsent, RailHealth } from '../../rails/rail.ts';

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const NAME_LENGTH_MAX = 80;
const KEY_ID_LENGTH_MAX = 200;
const CATEGORIES_MAX = 50;
/** Of one marketplace: they are listed whole. */
export const SELLERS_MAX = 500;
/** A person or a request waits for what the wallet says. */
const QUESTION_DEADLINE_MS = 10_000;

/** The rail whose accounts sign for themselves, and a connection to it. */
type Line = { readonly rail: RailConsent; readonly connection: Connection };

/**
 * The accounts that receive on Interledger and sign for themselves. Their private keys are sealed
 * and come out of nothing but a call to the provider (R12).
 */
export function createSellerCommands(deps: EngineContext): SellerCommands {
  return {
    save: (ask, input) => save(deps, ask, input),
    test: async (sellerId) => {
      const [seller, line] = await Promise.all([deps.directory.seller(sellerId), lineOf(deps)]);
      if (seller === null) return refuse('not_found', { seller: sellerId });
      if (line === null) return refuse('no_connection', { rail: 'interledger' });
      return accept(await testSeller(deps, seller, line));
    },
    account: async (walletAddress) => {
      const line = await lineOf(deps);
      if (line === null) return refuse('no_connection', { rail: 'interledger' });
      const { rails } = deps;
      const problem = rails[line.connection.rail].checkAccount(
        walletAddress, line.connection.mode,
      );
      if (problem !== null) return refuse('invalid_address', { walletAddress }, problem);
      return accept(await line.rail.account(callOf(deps, line), walletAddress));
    },
  };
}

async function lineOf({ directory, rails }: EngineContext): Promise<Line | null> {
  const [connection] = await directory.connectionsOf('interledger');
  const rail = rails.interledger.consent;
  return connection === undefined || rail === null ? null : { rail, connection };
}

function callOf(deps: EngineContext, { connection }: Line, seller: Seller | null = null) {
  return askingCall(deps, connection, {
    patienceMs: QUESTION_DEADLINE_MS, seller: seller === null ? null : openSeller(deps, seller),
  });
}

function testSeller(deps: EngineContext, seller: Seller, line: Line): Promise<RailHealth> {
  return line.rail.checkSeller(callOf(deps, line, seller));
}

/**
 * Makes a seller, or changes it (by its reference, as S3-020 wants it). Its wallet is asked for its
 * asset; one that does not answer is refused, since nothing could be paid to it either.
 */
async function save(
  deps: EngineContext,
  ask: Ask,
  input: SaveSeller,
): Promise<Result<Seller>> {
  const line = await lineOf(deps);
  if (line === null) return refuse('no_connection', { rail: 'interledger' });
  const problems = problemsOf(input);
  if (Object.keys(problems).length > 0) return refuse('invalid_request', problems);
  const { rails } = deps;
  const address = rails[line.connection.rail].checkAccount(
    input.walletAddress, line.connection.mode,
  );
  if (address !== null) {
    return refuse('invalid_address', { walletAddress: input.walletAddress }, address);
  }
  const key = input.privateKey === null ? null : line.rail.readKey(input.privateKey);
  if (key !== null && !key.ok) return refuse('invalid_key', {}, key.problem);
  const account = await line.rail.account(callOf(deps, line), input.walletAddress);
  if (account.kind !== 'account') {
    const code = account.kind === 'unknown' ? 'invalid_address' : 'provider_unavailable';
    return refuse(code, { walletAddress: input.walletAddress }, account.message);
  }
  return decideAndCommit<Seller>(deps.store, async () => {
    const own = await deps.directory.sellersOf(input.marketplaceId);
    const before = own.find(({ reference }) => reference === input.reference) ?? null;
    if (before === null && own.length >= SELLERS_MAX) {
      return refuse('state_forbids', { sellersMax: `${SELLERS_MAX}` },
        `A marketplace has at most ${SELLERS_MAX} sellers.`);
    }
    if (await deps.directory.marketplace(input.marketplaceId) === null) {
      return refuse('not_found', { marketplace: input.marketplaceId });
    }
    if (before !== null && input.version !== null && before.version !== input.version) {
      return refuse('version_conflict');
    }
    const id = before?.id ?? deps.ids.next('slr');
    const privateKey = key === null ? before?.privateKey
      : deps.secrets.seal(key.pem, sellerKeyContext(id));
    if (privateKey === undefined) return refuse('invalid_key');
    const nowMs = deps.clock.nowMs();
    const row: Seller = {
      id, marketplaceId: input.marketplaceId, reference: input.reference,
      name: nameOf(input, before, account.publicName),
      categories: input.categories ?? before?.categories ?? [],
      walletAddress: input.walletAddress, asset: account.asset, keyId: input.keyId, privateKey,
      enabled: input.enabled ?? before?.enabled ?? true, createdAt: before?.createdAt ?? nowMs,
      updatedAt: nowMs, version: (before?.version ?? 0) + 1,
    };
    return accept(recorded(ask, { row, before, nowMs, hasNewKey: key !== null }));
  });
}

function nameOf({ name, reference }: SaveSeller, before: Seller | null, told: string | null) {
  const given = name?.normalize('NFC').trim();
  return given === undefined || given === '' ? before?.name ?? told ?? reference : given;
}

function recorded(ask: Ask, { row, before, nowMs, hasNewKey }: {
  readonly row: Seller; readonly before: Seller | null; readonly nowMs: number;
  readonly hasNewKey: boolean;
}): Decision<Seller> {
  return {
    value: row,
    writes: [
      before === null ? { write: 'insert', noun: 'sellers', row } : {
        write: 'update', noun: 'sellers', row, expectedVersion: before.version,
      },
      ...claimWrites(ask.idempotency, row.id, nowMs),
    ],
    audit: {
      at: nowMs, actor: ask.actor, act: before === null ? 'seller.created' : 'seller.changed',
      subject: 'seller', subjectId: row.id, reason: '',
      data: {
        reference: row.reference, wallet: row.walletAddress, key: row.keyId,
        rotated: hasNewKey ? 'yes' : 'no', enabled: row.enabled ? 'yes' : 'no',
      },
    },
  };
}

function problemsOf({ reference, name, keyId, categories }: SaveSeller): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!REFERENCE.test(reference)) {
    problems['id'] = 'Give letters, digits, dots, dashes or underscores, at most 64.';
  }
  if (name !== null && (name.length > NAME_LENGTH_MAX || /\p{Cc}/u.test(name))) {
    problems['name'] = `A name has at most ${NAME_LENGTH_MAX} plain characters.`;
  }
  if (keyId.trim() === '' || keyId.length > KEY_ID_LENGTH_MAX || /[\p{Cc}"]/u.test(keyId)) {
    problems['keyId'] = 'Give the key id that stands in the wallet.';
  }
  if (categories !== null && (categories.length > CATEGORIES_MAX
    || categories.some((category) => category === '' || category.length > NAME_LENGTH_MAX))) {
    problems['categories'] = `At most ${CATEGORIES_MAX}, none of them empty.`;
  }
  return problems;
}
