/**
 * What the engine does with operators, as sessions and contract handlers see it. Passwords and
 * codes arrive as they were typed; times are UTC milliseconds.
 */
import type { Operator, OperatorRole } from './domain/records.ts';
import type { Result } from './domain/result.ts';
import type { Ask } from './api.ts';

export type Credentials = { readonly name: string; readonly password: string };

/**
 * An act on somebody's account. `second`: who confirms it beside the admin, verified before; needed
 * where it touches one who may approve and there is a third person who could (R9).
 */
export type OnOperator = {
  readonly operatorId: string; readonly version: number; readonly second: Operator | null;
};

export type OperatorCommands = {
  readonly any: () => Promise<boolean>;
  readonly list: () => Promise<readonly Operator[]>;
  /**
   * Creates an operator. The first one is `admin`, by anyone; later ones by an admin, with a
   * password that they have to change.
   */
  readonly create: (ask: Ask | null, input: Credentials & {
    readonly role?: OperatorRole; readonly second?: Operator | null;
  }) => Promise<Result<Operator>>;
  /** Checks name and password (scrypt, one at a time), counting failures and locking out. */
  readonly verify: (input: Credentials) => Promise<Result<Operator>>;
  /** As `verify`, and remembers when they came. */
  readonly signIn: (input: Credentials) => Promise<Result<Operator>>;
  /** Role and whether the account may be used; never one's own. */
  readonly change: (ask: Ask, input: OnOperator & {
    readonly role: OperatorRole; readonly disabled: boolean;
  }) => Promise<Result<Operator>>;
  /** A password that its owner has to change; opens a locked account. Never one's own. */
  readonly resetPassword: (
    ask: Ask, input: OnOperator & { readonly password: string },
  ) => Promise<Result<Operator>>;
  /** Takes the authenticator app of somebody else away, who lost it. */
  readonly removeCode: (ask: Ask, input: OnOperator) => Promise<Result<Operator>>;
  /** Whether everybody who moves money or gives power has to have an authenticator app. */
  readonly appRequired: () => Promise<boolean>;
  /**
   * Demands the app, which takes an admin who has one; or demands it no more, which takes a second
   * person where there is one.
   */
  readonly requireApp: (
    ask: Ask, input: { readonly required: boolean; readonly second: Operator | null },
  ) => Promise<Result<boolean>>;
  /** One's own password. */
  readonly changePassword: (
    operator: Operator, input: { readonly current: string; readonly next: string },
  ) => Promise<Result<Operator>>;
  /**
   * A secret for an authenticator app, not in use before `confirmCode`; it is in this answer only.
   */
  readonly beginCode: (
    operator: Operator, password: string,
  ) => Promise<Result<{ readonly secret: string; readonly uri: string }>>;
  readonly confirmCode: (operator: Operator, code: string) => Promise<Result<Operator>>;
  /** Whether the code of the app is right; each counts once, and failures lock as passwords do. */
  readonly checkCode: (operator: Operator, code: string) => Promise<Result<Operator>>;
  /** A printed code with which an admin comes back; the one before it ends. In this answer only. */
  readonly makeRecoveryCode: (
    operator: Operator, password: string,
  ) => Promise<Result<string>>;
  /** Sets an admin's password with the printed code, which ends, as does the authenticator app. */
  readonly recover: (
    input: Credentials & { readonly recoveryCode: string },
  ) => Promise<Result<Operator>>;
};
