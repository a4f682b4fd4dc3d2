import { z } from 'zod';
import {
  lines, type CallInput, type CallName, type CallOutput,
} from '../../src-main/contract/contract.ts';
import { refusalWire, type RefusalWire } from '../../src-main/contract/define.ts';
import { askForCode } from './step-up.ts';
import { transport } from './transport.ts';
import { t } from '../words/t.ts';
import { refusalText } from '../words/engine-text.ts';

/** An expected "no". Callers branch on `code`; `message` is the sentence that a person reads. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly code: string;
  readonly details: Readonly<Record<string, string>>;

  constructor(refusal: RefusalWire, options?: ErrorOptions) {
    super(refusal.message, options);
    this.code = refusal.code;
    this.details = refusal.details;
  }
}

const answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: refusalWire }),
]);

type Hear = (error: RefusalError) => void;
const refusalListeners = new Set<Hear>();

/** Hears every refusal before its caller does: the session uses it to notice that it ended. */
export function onRefusal(listener: Hear): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

/**
 * Asks the engine. Answers what the contract says, or throws a `RefusalError`: the engine's own
 * codes, or `unreachable` when no answer came and `bad_answer` when it could not be read.
 */
export async function call<C extends CallName>(
  name: C, input: CallInput<C>,
): Promise<CallOutput<C>> {
  const read = answer.safeParse(await ask(name, input));
  if (!read.success) return refuse(badAnswer(name));
  if (!read.data.ok) {
    const { code, details: { digest } } = read.data.refusal;
    // The same act again, once it was confirmed: the engine lets exactly this one in.
    const proven = code === 'code_needed' && digest !== undefined && await askForCode(digest);
    return proven ? call(name, input) : refuse(new RefusalError(read.data.refusal));
  }
  const value = lines.get(name)?.output.safeParse(read.data.value);
  if (value?.success !== true) return refuse(badAnswer(name, value?.error));
  return value.data as CallOutput<C>;
}

/** The sentence of whatever was thrown, for the one place where it is shown. */
export function errorText(error: unknown): string {
  if (error instanceof RefusalError) return refusalText(error.code, error.message);
  return error instanceof Error ? error.message : t('common.silentFailure');
}

async function ask(name: CallName, input: unknown): Promise<unknown> {
  try {
    return await transport().call(name, input);
  } catch (error) {
    if (error instanceof RefusalError) return refuse(error);
    return refuse(new RefusalError({
      code: 'unreachable', details: { call: name },
      message: t(lines.get(name)?.kind === 'command'
        ? 'common.silence.command' : 'common.silence.query'),
    }, { cause: error }));
  }
}

function refuse(error: RefusalError): never {
  for (const listener of refusalListeners) listener(error);
  throw error;
}

function badAnswer(name: CallName, cause?: unknown): RefusalError {
  return new RefusalError({
    code: 'bad_answer', details: { call: name },
    message: t('common.silence.badAnswer'),
  }, { cause });
}
