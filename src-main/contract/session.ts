import { z } from 'zod';
import { operatorRoles } from '../engine/domain/records.ts';
import { command, nothing, query } from './define.ts';
import { appCode, id, instant, secondOperator } from './values.ts';

export const operatorView = z.object({
  id, name: z.string(), role: z.enum(operatorRoles), disabled: z.boolean(), createdAt: instant,
  version: z.number().int(),
  signedInAt: instant.nullable(),
  /** Too many failed attempts; null where it is open. */
  lockedUntil: instant.nullable(),
  /** Somebody else has set the password. */
  mustChangePassword: z.boolean(),
  /** An authenticator app is set up; a printed code exists with which an admin comes back. */
  hasCode: z.boolean(), hasRecoveryCode: z.boolean(),
});
export type OperatorView = z.infer<typeof operatorView>;

/**
 * `first-run` nobody has an account yet · `signed-out` · `locked` someone is signed in and has to
 * show the password again · `change-password` someone is signed in with a password that somebody
 * else has set · `signed-in`.
 */
export const sessionPhases = [
  'first-run', 'signed-out', 'locked', 'change-password', 'signed-in',
] as const;
export type SessionPhase = (typeof sessionPhases)[number];

/**
 * What the window needs before anything else: who is signed in, where it runs, and in which mode.
 */
export const sessionView = z.object({
  phase: z.enum(sessionPhases),
  operator: operatorView.nullable(),
  sandbox: z.boolean(),
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  /** The engine's clock, so that the window shows one time. */
  nowMs: instant,
  halted: z.string().nullable(),
});
export type SessionView = z.infer<typeof sessionView>;

/** The languages of the window. */
export const windowLanguages = ['en', 'es'] as const;
export type WindowLanguage = (typeof windowLanguages)[number];

const passwordText = z.string().min(1).max(200);
const credentials = z.strictObject({
  name: z.string().trim().min(1).max(100),
  password: passwordText,
});

export const session = {
  get: query(nothing, sessionView, 'anyone'),
  /** Creates the first operator (role admin); refused once any exists. */
  createFirst: command(credentials, sessionView, 'anyone'),
  signIn: command(credentials, sessionView, 'anyone'),
  signOut: command(nothing, sessionView, 'anyone'),
  /** A person is at the window (pointer or keys); sent at most once a minute. */
  touch: command(nothing, nothing, 'anyone'),
  lock: command(nothing, sessionView, 'anyone'),
  /**
   * The window says in which language it speaks, at its start and after each change, so that what
   * its door draws outside the page (menus, tray, notifications) says the same. Nothing keeps it.
   */
  speak: command(z.strictObject({ language: z.enum(windowLanguages) }), nothing, 'anyone'),
  unlock: command(z.strictObject({ password: passwordText }), sessionView, 'anyone'),
  /** One's own password; every other session of this operator ends. */
  changePassword: command(z.strictObject({ current: passwordText, next: passwordText }),
    sessionView, 'anyone'),
  /**
   * Confirms one act with a code of the authenticator app: the one whose refusal `code_needed`
   * named this digest. It then has to be asked for again, as it was, within a minute.
   */
  prove: command(z.strictObject({
    digest: z.string().regex(/^[0-9a-f]{64}$/), code: appCode,
  }), nothing, 'see'),
  /**
   * An address at which one more browser on this machine finds the sign-in screen, once, within ten
   * minutes; refused where the door has no address.
   */
  newWindow: command(nothing, z.object({ url: z.url() }), 'see'),
  /** A secret for an authenticator app, in this answer only; in use once `confirmCode` knows it. */
  beginCode: command(z.strictObject({ password: passwordText }),
    z.object({ secret: z.string(), uri: z.string() }), 'see', 'confirmed'),
  confirmCode: command(z.strictObject({ code: appCode }), operatorView, 'see'),
  /** A code to be printed, with which an admin comes back; it is in this answer only. */
  makeRecoveryCode: command(z.strictObject({ password: passwordText }),
    z.object({ recoveryCode: z.string() }), 'people', 'confirmed'),
  /** Sets an admin's password with the printed code, which then ends, as does the app. */
  recover: command(credentials.extend({ recoveryCode: z.string().min(1).max(100) }), nothing,
    'anyone'),
};

const onOperator = z.strictObject({
  operatorId: id, version: z.number().int(),
  /** Needed where it touches somebody who may approve and a third person could confirm it. */
  second: secondOperator.nullable(),
});

export const operators = {
  list: query(nothing, z.object({ items: z.array(operatorView), appRequired: z.boolean() })),
  /** The password is one that they have to change. */
  create: command(credentials.extend({
    role: z.enum(operatorRoles), second: secondOperator.nullable(),
  }), operatorView, 'people', 'confirmed'),
  /** Role and whether the account may be used; never one's own. */
  change: command(onOperator.extend({ role: z.enum(operatorRoles), disabled: z.boolean() }),
    operatorView, 'people', 'confirmed'),
  /** A password that its owner has to change; opens a locked account. */
  resetPassword: command(onOperator.extend({ password: passwordText }), operatorView, 'people',
    'confirmed'),
  /** Takes away the authenticator app of somebody who lost it. */
  removeCode: command(onOperator, operatorView, 'people', 'confirmed'),
  /** Demands an authenticator app of everybody who moves money or gives power, or no more. */
  requireApp: command(z.strictObject({ required: z.boolean(), second: secondOperator.nullable() }),
    nothing, 'people', 'confirmed'),
};
