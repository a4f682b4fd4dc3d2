import {
  events, lines, type CallName, type CallOutput, type CallParsed, type EventName, type EventPayload,
} from '../../src-main/contract/contract.ts';
import { RefusalError } from './call.ts';
import { readEvent } from './read-event.ts';
import { installTransport, type Transport } from './transport.ts';

export type DoubleHandlers = {
  readonly [C in CallName]?: (input: CallParsed<C>) => CallOutput<C> | Promise<CallOutput<C>>;
};

/** An engine without an engine, for component tests: installed as the window's transport. */
export type Double = {
  /** Every call in order, with its parsed input. */
  readonly asked: readonly { readonly name: CallName; readonly input: unknown }[];
  readonly emit: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  readonly remove: () => void;
};

type AnyHandler = (input: unknown) => unknown;

/**
 * Derived from the contract: inputs are parsed with the contract's schemas as main does, handlers
 * answer values or throw a `RefusalError`, and a call without a handler is refused as `not_found`.
 */
export function createDouble(handlers: DoubleHandlers): Double {
  const asked: { name: CallName; input: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  const transport: Transport = {
    host: 'browser',
    call: async (name, input) => {
      const parsed = lines.get(name)?.input.safeParse(input);
      if (parsed?.success !== true) {
        return refusal('invalid_request', `${name}: ${parsed?.error.message ?? 'no such call'}`);
      }
      asked.push({ name, input: parsed.data });
      const handler = handlers[name] as AnyHandler | undefined;
      if (handler === undefined) return refusal('not_found', `The double has no ${name}.`);
      try {
        return { ok: true, value: await handler(parsed.data) };
      } catch (error) {
        if (error instanceof RefusalError) {
          return refusal(error.code, error.message, error.details);
        }
        throw error;
      }
    },
    on: (name, listener) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all);
      const hear = (payload: unknown): void => readEvent(name, payload, listener);
      all.add(hear);
      return () => { all.delete(hear); };
    },
  };
  const remove = installTransport(transport);
  return {
    asked, remove,
    emit: (name, payload) => {
      const wire: unknown = events[name].payload.parse(payload);
      for (const listener of listeners.get(name) ?? []) listener(wire);
    },
  };
}

function refusal(code: string, message: string, details: Readonly<Record<string, string>> = {}) {
  return { ok: false, refusal: { code, message, details } };
}
