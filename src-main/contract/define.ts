/**
 * How the contract is written: each call is one line, `query(input, output)`,
 * `command(input, output, right)` or `event(payload)`. Main's handlers, the preload bridge, the
 * browser client and the test double are all derived from these lines; a channel's name is too.
 */
import { z } from 'zod';
import type { Right } from '../engine/domain/authority.ts';

// In a window, zod must not probe for `new Function`: the content policy forbids it. This module
// is the first of the contract to run, so it is said here, before any schema is made.
if ('document' in globalThis) z.config({ jitless: true });

/** What one has to be allowed to ask for a line; `anyone`: before somebody has signed in. */
export type Needs = Right | 'anyone';

export type Query<I extends z.ZodType, O extends z.ZodType> = {
  readonly kind: 'query'; readonly input: I; readonly output: O; readonly needs: Needs;
  readonly confirmed: false;
};
export type Command<I extends z.ZodType, O extends z.ZodType> = {
  readonly kind: 'command'; readonly input: I; readonly output: O; readonly needs: Needs;
  /** Whoever has an authenticator app confirms each of these with a code of its own. */
  readonly confirmed: boolean;
};
export type Event<P extends z.ZodType> = { readonly kind: 'event'; readonly payload: P };

/** Reads and changes nothing; for everybody who has signed in. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  input: I, output: O, needs: Needs = 'see',
): Query<I, O> {
  return { kind: 'query', input, output, needs, confirmed: false };
}

/** Asks for a change; answers when it is durable. `confirmed`: it moves money or gives power. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I, output: O, needs: Needs, how: 'plain' | 'confirmed' = 'plain',
): Command<I, O> {
  return { kind: 'command', input, output, needs, confirmed: how === 'confirmed' };
}

/** Tells the window *what* changed, never how. */
export function event<P extends z.ZodType>(payload: P): Event<P> {
  return { kind: 'event', payload };
}

/** The empty input or output. */
export const nothing = z.strictObject({});

/** A refusal as it crosses the wire; the renderer branches on `code`, never on text. */
export const refusalWire = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.string()),
});
export type RefusalWire = z.infer<typeof refusalWire>;

/** Every call's answer: the value, or a refusal. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: RefusalWire };
