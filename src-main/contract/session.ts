import { z } from 'zod';
import { operatorRoles } from '../engine/domain/records.ts';
import { command, nothing, query } from './define.ts';
import { id, instant } from './values.ts';

export const operatorView = z.object({
  id, name: z.string(), role: z.enum(operatorRoles), disabled: z.boolean(), createdAt: instant,
});

/**
 * What the window needs before anything else: who is signed in, where it runs, and in which mode.
 */
export const sessionView = z.object({
  phase: z.enum(['first-run', 'signed-out', 'locked', 'signed-in']),
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

const credentials = z.strictObject({
  name: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});

export const session = {
  get: query(nothing, sessionView),
  /** Creates the first operator (role admin); refused once any exists. */
  createFirst: command(credentials, sessionView),
  signIn: command(credentials, sessionView),
  signOut: command(nothing, sessionView),
  /** A person is at the window (pointer or keys); sent at most once a minute. */
  touch: command(nothing, nothing),
  lock: command(nothing, sessionView),
  /**
   * The window says in which language it speaks, at its start and after each change, so that what
   * its door draws outside the page (menus, tray, notifications) says the same. Nothing keeps it.
   */
  speak: command(z.strictObject({ language: z.enum(windowLanguages) }), nothing),
  unlock: command(z.strictObject({ password: z.string().min(1).max(200) }), sessionView),
};

export const operators = {
  list: query(nothing, z.object({ items: z.array(operatorView) })),
  create: command(credentials, operatorView),
};
