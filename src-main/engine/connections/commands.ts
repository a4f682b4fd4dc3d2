import type { Actor } from '../domain/actor.ts';
import type { Connection, Sealed } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { SettingsCommands } from '../api.ts';
import type { EngineContext } from '../context.ts';
import { decideAndCommit, type Decision } from '../decide.ts';
import { checkMayConfigure } from '../operators/authority.ts';
import { secretContext } from '../operations/provider-call.ts';
import { claimWrites } from '../payments/transact.ts';
import type { Write } from '../ports.ts';
import { testConnection } from './connection-test.ts';
import { webAddressProblem } from './web-address.ts';

export type ConnectionDeps = Pick<
  EngineContext, 'store' | 'clock' | 'ids' | 'secrets' | 'rails' | 'http'
>;

type SaveInput = Parameters<SettingsCommands['saveConnection']>[1];
type Problems = Readonly<Record<string, string>>;

const NAME_LENGTH_MAX = 80;
const SECRET_LENGTH_MAX = 2_000;

/** Connections: configured providers. Secrets go in sealed and never come out again (R12). */
export function createConnectionCommands(
  deps: ConnectionDeps,
): Pick<SettingsCommands, 'saveConnection' | 'testConnection'> {
  return {
    saveConnection: async (ask, input) => {
      const allowed = checkMayConfigure(ask.actor);
      if (!allowed.ok) return allowed;
      const { store, clock } = deps;
      return decideAndCommit<Connection>(store, async () => {
        const connections = await store.read.connections();
        const found = matchVersion(connections, input);
        if (!found.ok) return found;
        const before = found.value;
        const nowMs = clock.nowMs();
        const row = composed(deps, before, input, nowMs);
        const problems = problemsOf(deps, { before, after: row, input, actor: ask.actor });
        if (Object.keys(problems).length > 0) return refuse('invalid_request', problems);
        if (isNameTaken(connections, row)) return refuse('name_taken', { name: row.name });
        return accept<Decision<Connection>>({
          value: row,
          writes: [write(before, row), ...claimWrites(ask.idempotency, row.id, nowMs)],
          audit: {
            at: nowMs, actor: ask.actor,
            act: before === null ? 'connection.created' : 'connection.changed',
            subject: 'connection', subjectId: row.id, reason: '', data: audited(before, row),
          },
        });
      });
    },
    testConnection: (id) => testConnection(deps, id),
  };
}

function matchVersion(
  connections: readonly Connection[],
  { id, version }: SaveInput,
): Result<Connection | null> {
  if (id === null) return accept(null);
  const before = connections.find((connection) => connection.id === id);
  if (before === undefined) return refuse('not_found', { connection: id });
  return before.version === version ? accept(before) : refuse('version_conflict');
}

function composed(
  { ids, secrets }: ConnectionDeps,
  before: Connection | null,
  input: SaveInput,
  nowMs: number,
): Connection {
  const id = before?.id ?? ids.next('con');
  const sealed = new Map<string, Sealed>(Object.entries(before?.secrets ?? {}));
  for (const [name, plain] of Object.entries(input.secrets)) {
    // Null keeps what is stored; an emptied field takes it away.
    if (plain === '') sealed.delete(name);
    else if (plain !== null) sealed.set(name, secrets.seal(plain, secretContext(id, name)));
  }
  return {
    id, rail: input.rail, name: input.name.normalize('NFC').trim(), mode: input.mode,
    enabled: input.enabled, priority: input.priority, baseUrl: input.baseUrl.trim(),
    config: input.config, secrets: Object.fromEntries(sealed), expiryOwner: input.expiryOwner,
    concurrencyMax: input.concurrencyMax, callsPerSecondMax: input.callsPerSecondMax,
    deadlineMs: input.deadlineMs,
    createdAt: before?.createdAt ?? nowMs, version: (before?.version ?? 0) + 1,
  };
}

/** Everything that is wrong with a connection, by field. */
function problemsOf(
  { rails }: Pick<ConnectionDeps, 'rails'>,
  { before, after, input, actor }: {
    readonly before: Connection | null; readonly after: Connection;
    readonly input: SaveInput; readonly actor: Actor;
  },
): Problems {
  const rail = rails[after.rail];
  const problems: Record<string, string> = { ...rangeProblems(after) };
  const address = webAddressProblem(after.baseUrl, { plainAllowed: after.mode === 'sandbox' });
  if (address !== null) problems['baseUrl'] = address;
  const secretNames = rail.fields.filter(({ secret }) => secret).map(({ name }) => name);
  for (const [name, plain] of Object.entries(input.secrets)) {
    if (!secretNames.includes(name)) problems[name] = 'This rail has no such credential.';
    else if (plain !== null && plain.length > SECRET_LENGTH_MAX) problems[name] = 'It is too long.';
  }
  Object.assign(problems, before === null ? {} : changeProblems({ before, after, input, actor }));
  const found = rail.checkConfig({
    baseUrl: after.baseUrl, config: after.config, secrets: Object.keys(after.secrets),
    mode: after.mode,
  });
  return { ...found, ...problems };
}

function rangeProblems(connection: Connection): Problems {
  const { name, priority, concurrencyMax, callsPerSecondMax, deadlineMs } = connection;
  const problems: Record<string, string> = {};
  const inRange = (value: number, min: number, max: number): boolean =>
    Number.isSafeInteger(value) && value >= min && value <= max;
  if (name === '' || name.length > NAME_LENGTH_MAX || /\p{Cc}/u.test(name)) {
    problems['name'] = `A connection needs a name of at most ${NAME_LENGTH_MAX} plain characters.`;
  }
  if (!inRange(priority, 1, 99)) problems['priority'] = 'A whole number from 1 to 99.';
  if (!inRange(concurrencyMax, 1, 256)) {
    problems['concurrencyMax'] = 'A whole number from 1 to 256.';
  }
  if (callsPerSecondMax !== null && !inRange(callsPerSecondMax, 1, 1_000)) {
    problems['callsPerSecondMax'] = 'A whole number from 1 to 1000, or none.';
  }
  if (!inRange(deadlineMs, 500, 120_000)) {
    problems['deadlineMs'] = 'Between 500 and 120000 milliseconds.';
  }
  return problems;
}

/**
 * What may not change once a connection exists. Payments are pinned to it: another rail or mode
 * would carry sandbox payments to a live provider. Another host must not be handed the credentials
 * of the present one, or whoever may edit an address could read what is write-only; the engine
 * itself is exempt, because the stand-ins take new ports whenever they start.
 */
function changeProblems({ before, after, input, actor }: {
  readonly before: Connection; readonly after: Connection;
  readonly input: SaveInput; readonly actor: Actor;
}): Problems {
  const problems: Record<string, string> = {};
  const fixed = 'It is fixed once the connection exists; add another connection instead.';
  if (before.rail !== after.rail) problems['rail'] = fixed;
  if (before.mode !== after.mode) problems['mode'] = fixed;
  if (actor.kind === 'engine' || originOf(before.baseUrl) === originOf(after.baseUrl)) {
    return problems;
  }
  for (const name of Object.keys(after.secrets)) {
    if ((input.secrets[name] ?? null) !== null) continue;
    problems[name] = 'The address names another host; enter this credential again for it.';
  }
  return problems;
}

function originOf(baseUrl: string): string | null {
  return URL.canParse(baseUrl) ? new URL(baseUrl).origin : null;
}

function isNameTaken(connections: readonly Connection[], { id, name }: Connection): boolean {
  const wanted = name.toLowerCase();
  return connections.some((other) => other.id !== id && other.name.toLowerCase() === wanted);
}

function write(before: Connection | null, row: Connection): Write {
  return before === null
    ? { write: 'insert', noun: 'connections', row }
    : { write: 'update', noun: 'connections', row, expectedVersion: before.version };
}

/** The plain values worth a place in the log; of secrets the names of those that changed. */
function audited(before: Connection | null, after: Connection): Readonly<Record<string, string>> {
  const sealed = Object.keys({ ...before?.secrets, ...after.secrets }).filter((name) =>
    before?.secrets[name]?.box !== after.secrets[name]?.box);
  return {
    rail: after.rail, name: after.name, mode: after.mode, baseUrl: after.baseUrl,
    config: JSON.stringify(after.config), enabled: `${after.enabled}`,
    priority: `${after.priority}`, expiryOwner: after.expiryOwner,
    secretsChanged: sealed.toSorted().join(' '),
  };
}
