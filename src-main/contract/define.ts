/**
 * How the contract is written: each call is one line, `query(input, output)`,
 * `command(input, output)` or `event(payload)`. Main's handlers, the preload bridge, the browser
 * client and the test double are all derived from these lines; a channel's name is derived too.
 */
import { z } from 'zod';

// In a window, zod must not probe for `new Function`: the content policy forbids it. This module
// is the first of the contract to run, so it is said here, before any schema is made.
if ('document' in globalThis) z.config({ jitless: true });

export type Query<I extends z.ZodType, O extends z.ZodType> = {
  readonly kind: 'query'; readonly input: I; readonly output: O;
};
export type Command<I extends z.ZodType, O extends z.ZodType> = {
  readonly kind: 'command'; readonly input: I; readonly output: O;
};
export type Event<P extends z.ZodType> = { readonly kind: 'event'; readonly payload: P };

/** Reads and changes nothing. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Query<I, O> {
  return { kind: 'query', input, output };
}

/** Asks for a change; answers when it is durable. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I, output: O,
): Command<I, O> {
  return { kind: 'command', input, output };
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
