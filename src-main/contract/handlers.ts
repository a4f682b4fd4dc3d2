/**
 * The shape of what answers the contract: one handler per call, all of them, typed from the
 * contract's lines. `app.ts` composes them; both doors dispatch through `createDispatcher`.
 */
import type { z } from 'zod';
import { refuse } from '../engine/domain/refusals.ts';
import type { Result } from '../engine/domain/result.ts';
import {
  lines, type CallName, type CallOutput, type CallParsed, type Line,
} from './contract.ts';
import type { Answer } from './define.ts';
import { readInput } from './read.ts';

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

/** A call that asks to be let in; `input` as its line parsed it. */
export type Knock = {
  readonly name: string;
  readonly line: Pick<Line, 'needs' | 'confirmed'>;
  readonly input: unknown;
  readonly caller: Caller;
};

/**
 * Whether a call may be made by whoever sits at the window. `giveBack` is called where the call was
 * refused after all, so that what it was confirmed with is not lost.
 */
export type Admit = (knock: Knock) => Promise<Result<{ readonly giveBack: () => void }>>;

export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<Answer<unknown>>;

type AnyHandler = (input: unknown, caller: Caller) => Promise<Result<unknown>>;

/**
 * Parses the input, asks whether the caller may, calls the handler, and turns refusals into data.
 * An unknown name or a bad input is a refusal; an exception is reported through `onBug` and
 * answered as `internal`.
 */
export function createDispatcher(
  handlers: Partial<Handlers>,
  { admit, onBug }: {
    readonly admit: Admit; readonly onBug: (name: string, error: unknown) => void;
  },
): Dispatch {
  const byName = new Map<string, AnyHandler>(
    Object.entries(handlers).map(([name, handler]) => [name, handler as AnyHandler]),
  );
  return async (name, input, caller) => {
    const line = lines.get(name);
    const handler = byName.get(name);
    if (line === undefined || handler === undefined) return refuse('not_found', { call: name });
    const parsed = readInput(line.input, input);
    if (!parsed.success) return refuse('invalid_request', problemsOf(parsed.error));
    try {
      const admitted = await admit({ name, line, input: parsed.data, caller });
      if (!admitted.ok) return admitted;
      const answer = await handler(parsed.data, caller);
      if (!answer.ok) admitted.value.giveBack();
      return answer;
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
