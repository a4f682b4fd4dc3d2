/**
 * The contract: everything that a window may ask, and what it is told, written once. A name is
 * `noun.verb`; main's handlers (`contract/handlers.ts` of each door's wiring), the preload bridge,
 * the browser client and the renderer's test double are derived from this object.
 */
import { z } from 'zod';
import { nouns } from '../engine/domain/nouns.ts';
import { attention } from './attention.ts';
import { backups } from './backups.ts';
import { batches } from './batches.ts';
import { consents } from './consents.ts';
import { event, type Command, type Query } from './define.ts';
import { escrows } from './escrows.ts';
import { explain } from './explain.ts';
import { inbox } from './inbox.ts';
import { exchange, purchases } from './exchange.ts';
import { jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { overview } from './overview.ts';
import { payees } from './payees.ts';
import { payments } from './payments.ts';
import { payouts } from './payouts.ts';
import { audit, files, webhooks } from './records.ts';
import { rehearsal } from './rehearsal.ts';
import { sellers } from './sellers.ts';
import { sending } from './sending.ts';
import { operators, session, sessionPhases } from './session.ts';
import { connections, keys, marketplaces, settings } from './settings.ts';
import { views } from './views.ts';

export const contract = {
  escrows, explain, payees, views,
  session, operators, overview, attention, inbox, payments, jobs, batches, files, webhooks,
  messages, consents, sellers, payouts,
  purchases,
  audit, connections, keys, marketplaces, settings, backups, exchange, sending,
  rehearsal,
};

/** What may change besides what is stored: the state of the rehearsal. */
const changeNoun = z.enum([...nouns, 'rehearsal']);

/**
 * What windows are told. `changed` names nouns and payments; the window reads again what it shows.
 */
export const events = {
  changed: event(z.object({
    nouns: z.array(changeNoun), paymentIds: z.array(z.string()), at: z.number(),
  })),
  session: event(z.object({ phase: z.enum(sessionPhases) })),
  /** Something outside the page (a notification, the tray) asks to show a screen. */
  open: event(z.object({ path: z.string().regex(/^\/[^/\\]/) })),
  halted: event(z.object({ reason: z.string() })),
};

export type Contract = typeof contract;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]['payload']>;

/** Every `noun.verb` of the contract. */
export type CallName = {
  [N in keyof Contract & string]: `${N}.${keyof Contract[N] & string}`
}[keyof Contract & string];

type LineOf<C extends CallName> = C extends `${infer N}.${infer V}`
  ? N extends keyof Contract ? V extends keyof Contract[N] ? Contract[N][V] : never : never
  : never;

export type CallInput<C extends CallName> =
  LineOf<C> extends Query<infer I, infer _O> ? z.input<I>
    : LineOf<C> extends Command<infer I, infer _O> ? z.input<I> : never;
export type CallParsed<C extends CallName> =
  LineOf<C> extends Query<infer I, infer _O> ? z.output<I>
    : LineOf<C> extends Command<infer I, infer _O> ? z.output<I> : never;
export type CallOutput<C extends CallName> =
  LineOf<C> extends Query<infer _I, infer O> ? z.output<O>
    : LineOf<C> extends Command<infer _I, infer O> ? z.output<O> : never;

export type Line = Query<z.ZodType, z.ZodType> | Command<z.ZodType, z.ZodType>;

/** The lines by name, for whoever registers or validates calls. */
export const lines: ReadonlyMap<string, Line> = new Map(
  Object.entries<Readonly<Record<string, Line>>>(contract).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, line]): [string, Line] => [`${noun}.${verb}`, line])),
);
