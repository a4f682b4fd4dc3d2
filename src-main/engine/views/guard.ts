import type { Actor } from '../domain/actor.ts';
import { mayDo } from '../domain/authority.ts';
import type { Operator } from '../domain/records.ts';
import { accept, type Result } from '../domain/result.ts';
import { refuse } from '../domain/refusals.ts';
import type { Ask, Engine } from '../api.ts';
import type { BackupDesk } from '../backups/desk.ts';
import { ReadRefusedError } from '../ports.ts';
import { operatorActor } from '../operators/rows.ts';
import type { Sessions } from '../operators/session-api.ts';
import type { Caller } from '../../contract/handlers.ts';
import type { Names } from './payment-page.ts';

/** A file that was prepared for a window and waits to be fetched. */
export type Shelf = {
  readonly addBytes: (file: {
    readonly name: string; readonly mime: string; readonly bytes: Uint8Array;
    readonly rows: number;
  }) => Promise<PreparedFile>;
  /** Where a file of this name may be written, and how it is put on the shelf afterwards. */
  readonly reserve: (name: string) => Promise<{
    readonly path: string;
    readonly done: (mime: string, rows: number, sha256: string) => Promise<PreparedFile>;
  }>;
};

export type PreparedFile = {
  readonly fileId: string; readonly name: string; readonly mime: string; readonly bytes: number;
  readonly rows: number; readonly sha256: string;
};

/** One setting of the installation, as settings screen and environment know it. */
export type SettingsDesk = {
  readonly list: () => Promise<readonly SettingItem[]>;
  readonly save: (ask: Ask, name: string, value: string) => Promise<Result<SettingItem>>;
};
export type SettingItem = {
  readonly name: string; readonly label: string; readonly value: string;
  readonly source: 'default' | 'stored' | 'environment'; readonly needsRestart: boolean;
};

/** What the contract's handlers are given. */
export type ViewDeps = {
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly names: Names;
  readonly shelf: Shelf;
  readonly settings: SettingsDesk;
  readonly backups: BackupDesk;
  readonly deliver: (fileId: string, caller: Caller) => Promise<Result<{
    readonly savedTo: string | null; readonly downloadUrl: string | null;
  }>>;
  /** An address for one more browser; null where the door has none. */
  readonly newWindow: () => string | null;
  readonly nowMs: () => number;
  readonly sandbox: boolean;
  readonly version: string;
  readonly dataFolder: string;
  readonly listenerUrl: () => string | null;
  readonly halted: () => string | null;
};

/** A handler's work once it is known who asks. */
type Signed<I, O> = (input: I, who: {
  readonly operator: Operator; readonly ask: Ask; readonly caller: Caller;
}) => Promise<Result<O>>;

/** Answers a query to a signed-in operator. */
export function reads<I, O>({ sessions }: Pick<ViewDeps, 'sessions'>, work: Signed<I, O>) {
  return (input: I, caller: Caller): Promise<Result<O>> => signed(sessions, work, input, caller);
}

/** Carries out a command of a signed-in operator; a person did something, so idling begins anew. */
export function acts<I, O>({ sessions }: Pick<ViewDeps, 'sessions'>, work: Signed<I, O>) {
  return (input: I, caller: Caller): Promise<Result<O>> => {
    sessions.touch(caller);
    return signed(sessions, work, input, caller);
  };
}

async function signed<I, O>(
  sessions: Sessions,
  work: Signed<I, O>,
  input: I,
  caller: Caller,
): Promise<Result<O>> {
  const operator = await sessions.requireOperator(caller);
  if (!operator.ok) return operator;
  const actor: Actor = operatorActor(operator.value);
  try {
    return await work(input, {
      operator: operator.value, ask: { actor, idempotency: null }, caller,
    });
  } catch (error) {
    return unreadList(input, error);
  }
}

/**
 * A list that is not read: for a page after the first it is the cursor, else there are too many
 * lists at once.
 */
function unreadList(input: unknown, error: unknown) {
  if (!(error instanceof ReadRefusedError)) throw error;
  const cursor: unknown = Reflect.get(Object(input), 'cursor');
  return typeof cursor === 'string'
    ? refuse('invalid_request', { cursor: 'cannot be read' }, error.message)
    : refuse('rate_limited', {}, error.message);
}

type Confirming = { readonly engine: Pick<Engine, 'operators'> };

export type SecondCredentials = {
  readonly name: string; readonly password: string; readonly code: string;
};

/**
 * The second operator of a decision: another person, who may approve, verified by the own password
 * and, where they have an authenticator app, a code of it.
 */
export async function secondOperator(
  { engine }: Confirming,
  first: Operator,
  { name, password, code }: SecondCredentials,
): Promise<Result<Operator>> {
  const verified = await engine.operators.verify({ name, password });
  if (!verified.ok) return verified;
  const second = verified.value;
  if (second.id === first.id) return refuse('same_operator');
  if (!mayDo(second.role, 'approve')) {
    return refuse('forbidden', { second: second.name },
      'The second operator\'s role may not approve; ask an approver.');
  }
  if (second.mustChangePassword) {
    return refuse('password_change_needed', { second: second.name },
      'The second operator has to set a password of their own first.');
  }
  if (second.code === null) {
    return await engine.operators.appRequired()
      ? refuse('code_setup_needed', { second: second.name },
        'The second operator has to set up an authenticator app first.')
      : accept(second);
  }
  return code === '' ? refuse('code_needed', { second: second.name },
    'The second operator has an authenticator app: its code is needed too.')
    : engine.operators.checkCode(second, code);
}

/** Who confirms it beside the first: verified where somebody was named, else nobody. */
export async function confirmedBy(
  deps: Confirming,
  first: Operator,
  second: SecondCredentials | null,
): Promise<Result<Operator | null>> {
  return second === null ? accept(null) : secondOperator(deps, first, second);
}
