import { z } from 'zod';
import { answer } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';

/** One question as JSON-RPC 2.0 asks it. */
const question = z.object({
  jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string(), params: z.array(z.unknown()).optional(),
});
export type RpcQuestion = z.infer<typeof question>;

/** A refusal in JSON-RPC's words, with the code that a node gives. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const BATCH_MAX = 100;

/** The questions of a body, alone or in a batch; null where it is none. */
export function readQuestions(bodyText: string): readonly RpcQuestion[] | null {
  let value: unknown;
  try {
    value = JSON.parse(bodyText);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = z.array(question).min(1).max(BATCH_MAX)
    .safeParse(Array.isArray(value) ? value : [value]);
  return parsed.data ?? null;
}

/** Answers every question of a body with what `ask` returns or throws. */
export function answerRpc(
  bodyText: string, ask: (question: RpcQuestion) => unknown,
): ProviderResponse {
  const questions = readQuestions(bodyText);
  if (questions === null) {
    return answer(200, {
      jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error' },
    });
  }
  const answers = questions.map((one) => {
    const head = { jsonrpc: '2.0', id: one.id ?? null };
    try {
      return { ...head, result: ask(one) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { ...head, error: { code: error.code, message: error.message } };
    }
  });
  return answer(200, bodyText.trimStart().startsWith('[') ? answers : answers[0]);
}
