import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_POLICY } from '../domain/policy.ts';
import { railOfCurrency } from '../domain/rails.ts';
import type { Connection, Marketplace } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { SettingsCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { secondMissing } from '../operators/people.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Write } from '../ports.ts';
import { policyProblems } from './policy-problems.ts';

export type MarketplaceDeps = Pick<EngineContext, 'store' | 'clock' | 'ids' | 'rails'>;

type SaveInput = Parameters<SettingsCommands['saveMarketplace']>[1];
type Problems = Readonly<Record<string, string>>;

const NAME_LENGTH_MAX = 80;

/** Marketplaces: where their refunds go by default, and how they want to be treated. */
export function createMarketplaceCommands(
  deps: MarketplaceDeps,
): Pick<SettingsCommands, 'saveMarketplace'> {
  const { store, clock, ids } = deps;
  return {
    saveMarketplace: async (ask, input) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      return decideAndCommit<Marketplace>(store, async () => {
        const [marketplaces, connections] = await Promise.all([
          store.read.marketplaces(), store.read.connections(),
        ]);
        const found = matchVersion(marketplaces, input);
        if (!found.ok) return found;
        const before = found.value;
        const nowMs = clock.nowMs();
        const row: Marketplace = {
          id: before?.id ?? ids.next('mkt'), name: input.name.normalize('NFC').trim(),
          refundAddresses: withoutEmpty(input.refundAddresses), webhooks: before?.webhooks ?? [],
          inboundSecrets: before?.inboundSecrets ?? [], policy: input.policy,
          createdAt: before?.createdAt ?? nowMs,
          version: (before?.version ?? 0) + 1,
        };
        const problems = {
          ...nameProblem(row.name), ...addressProblems(deps, row.refundAddresses, connections),
          ...policyProblems(row.policy),
        };
        if (Object.keys(problems).length > 0) return refuse('invalid_request', problems);
        if (isNameTaken(marketplaces, row)) return refuse('name_taken', { name: row.name });
        const second = input.second ?? null;
        const missing = isPolicyKept(before, row) || ask.actor.kind === 'engine' ? null
          : secondMissing(await store.read.operators(), {
            adminId: ask.actor.id, targetId: null, second, roles: ['approver'],
          });
        if (missing !== null) return missing;
        return accept<Decision<Marketplace>>({
          value: row,
          writes: [write(before, row), ...claimWrites(ask.idempotency, row.id, nowMs)],
          audit: {
            at: nowMs, actor: ask.actor,
            act: before === null ? 'marketplace.created' : 'marketplace.changed',
            subject: 'marketplace', subjectId: row.id, reason: '',
            data: { ...audited(row), ...second === null ? {} : { second: second.name } },
          },
        });
      });
    },
  };
}

function matchVersion(
  marketplaces: readonly Marketplace[],
  { id, version }: SaveInput,
): Result<Marketplace | null> {
  if (id === null) return accept(null);
  const before = marketplaces.find((marketplace) => marketplace.id === id);
  if (before === undefined) return refuse('not_found', { marketplace: id });
  return before.version === version ? accept(before) : refuse('version_conflict');
}

/**
 * Whether nothing changes that decides where money goes. What does is a policy, and a policy is
 * changed by two (DESIGN 9); a new marketplace begins with the defaults.
 */
function isPolicyKept(before: Marketplace | null, row: Marketplace): boolean {
  return isDeepStrictEqual(
    [before?.policy ?? DEFAULT_POLICY, before?.refundAddresses ?? {}],
    [row.policy, row.refundAddresses],
  );
}

function nameProblem(name: string): Problems {
  return name === '' || name.length > NAME_LENGTH_MAX || /\p{Cc}/u.test(name)
    ? { name: `A marketplace needs a name of at most ${NAME_LENGTH_MAX} plain characters.` } : {};
}

/**
 * A default refund address has to be payable on the rail of its currency, in a mode that the rail
 * is connected in: money that is to go back must not find out at the end that it cannot (R8).
 */
function addressProblems(
  { rails }: Pick<MarketplaceDeps, 'rails'>,
  addresses: Marketplace['refundAddresses'],
  connections: readonly Connection[],
): Problems {
  const problems: Record<string, string> = {};
  for (const [currency, address] of Object.entries(addresses)) {
    const field = `refundAddresses.${currency}`;
    const name = railOfCurrency(currency);
    if (name === null) {
      problems[field] = 'No rail pays in this currency.';
      continue;
    }
    const connected = connections.filter(({ rail, enabled }) => rail === name && enabled)
      .map(({ mode }) => mode);
    const modes = connected.length === 0 ? ['sandbox', 'live'] as const : [...new Set(connected)];
    const found = modes.map((mode) => rails[name].checkAccount(address, mode));
    const [problem] = found;
    if (!found.includes(null) && typeof problem === 'string') problems[field] = problem;
  }
  return problems;
}

function withoutEmpty(addresses: Marketplace['refundAddresses']): Marketplace['refundAddresses'] {
  return Object.fromEntries(Object.entries(addresses)
    .map(([currency, address]): [string, string] => [currency, address.trim()])
    .filter(([, address]) => address !== ''));
}

function isNameTaken(marketplaces: readonly Marketplace[], { id, name }: Marketplace): boolean {
  const wanted = name.toLowerCase();
  return marketplaces.some((other) => other.id !== id && other.name.toLowerCase() === wanted);
}

function write(before: Marketplace | null, row: Marketplace): Write {
  return before === null
    ? { write: 'insert', noun: 'marketplaces', row }
    : { write: 'update', noun: 'marketplaces', row, expectedVersion: before.version };
}

/** The whole policy and every address: what decides where money goes stands in the log in full. */
function audited({ name, refundAddresses, policy }: Marketplace): Readonly<Record<string, string>> {
  return {
    name,
    refundAddresses: JSON.stringify(refundAddresses),
    bitcoinPhase: `${policy.bitcoinPhase}`,
    releaseOnCompletion: JSON.stringify(policy.releaseOnCompletion),
    onExpiry: policy.onExpiry,
    escrowTimeoutMs: `${policy.escrowTimeoutMs}`,
    expiryWarningMs: `${policy.expiryWarningMs}`,
  };
}
