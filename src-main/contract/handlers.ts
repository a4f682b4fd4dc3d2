/**
 * The shape of what answers the contract: one handler per call, all of them, typed from the
 * contract's lines. `app.ts` composes them; both doors dispatch through `createDispatcher`.
 */
import type { z } from 'zod';
import { refuse } from '../engine/domain/refusals.ts';
import type { Result } from '../engine/domain/result.ts';
import {
  lines, type CallName, type CallOutput, type CallParsed,
} from './contract.ts';
import type { Answer } from './define.ts';

/** The window that calls. A door makes one per window or browser session and keeps it. */
export type Caller = {
  readonly sessionId: string;
  readonly host: 'electron' | 'browser';
};

export type Handlers = {
  readonly [C in CallName]: (
    input: CallParsed<C>, caller: Caller,
  ) => Promise<Result<CallOutput<C>>>;
};

export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<Answer<unknown>>;

type AnyHandler = (input: unknown, caller: Caller) => Promise<Result<unknown>>;

/**
 * Parses the input, calls the handler, and turns refusals into data. An unknown name or a bad
 * input is a refusal; an exception is reported through `onBug` and answered as `internal`.
 */
export function createDispatcher(
  handlers: Handlers,
  onBug: (name: string, error: unknown) => void,
): Dispatch {
  const byName = new Map<string, AnyHandler>(
    Object.entries(handlers).map(([name, handler]) => [name, handler as AnyHandler]),
  );
  return async (name, input, caller) => {
    const line = lines.get(name);
    const handler = byName.get(name);
    if (line === undefined || handler === undefined) return refuse('not_found', { call: name });
    const parsed = line.input.safeParse(input);
    if (!parsed.success) return refuse('invalid_request', problemsOf(parsed.error));
    try {
      return await handler(parsed.data, caller);
    } catch (error) {
      onBug(name, error);
      return refuse('internal');
    }
  };
}

function problemsOf(error: z.ZodError): Record<string, string> {
  const entries = error.issues.slice(0, 10)
    .map((issue): [string, string] => [issue.path.join('.') || 'input', issue.message]);
  return Object.fromEntries(entries);
}
