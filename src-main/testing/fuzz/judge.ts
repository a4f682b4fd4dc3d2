/** What every answer has to be, whatever was asked. A judgement is a sentence, or null. */
import { z } from 'zod';
import { lines } from '../../contract/contract.ts';
import { isRefusalCode, refusalStatus } from '../../engine/domain/refusals.ts';
import { PROBLEM_TYPE } from '../../listener/problems.ts';
import type { Answered } from './message.ts';

/** What an answer comes to: `ok`, or the code of the refusal. */
export type Outcome = { readonly word: string; readonly fault: string | null };

/** Refusals that are the true state of a provider or of the store's neighbours, not of us. */
const trueStates: ReadonlySet<string> = new Set([
  'no_connection', 'provider_unavailable', 'rate_stale',
]);

/**
 * GigStream's own words (the guide to Circle and Arc, 4.2); `WEBHOOK_NOT_CONFIGURED` is its
 * documented 500, so that senders repeat once a secret is set up.
 */
const gigstreamWords: ReadonlySet<string> = new Set([
  'INVALID_API_KEY', 'MISSING_AUTH_HEADER', 'MISSING_AUTH_HEADERS', 'INVALID_JSON',
  'INVALID_PAYLOAD', 'INVALID_SIGNATURE', 'PLATFORM_INACTIVE', 'WEBHOOK_NOT_CONFIGURED',
  'DLQ_ITEM_NOT_FOUND',
]);

const details = z.record(z.string(), z.string());
const problem = z.strictObject({
  type: z.string(), title: z.string().min(1), status: z.int(), detail: z.string().min(1),
  instance: z.string(), error: z.string().min(1), code: z.string(), details,
  request_id: z.string().min(1),
});
const gigstream = z.strictObject({
  error: z.strictObject({
    code: z.string(), message: z.string().min(1), details: details.optional(),
  }),
});
const refusal = z.strictObject({ code: z.string(), message: z.string().min(1), details });
const answerOfCall = z.union([
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), refusal }),
]);

/** Where our sources stand; a stack that got out names one. */
const STACK = /\.(?:ts|mjs|js):\d+:\d+|node:internal|node_modules/;

/** Judges what the listener answered. */
export function judgeAnswer(answer: Answered, method: string): Outcome {
  const { status, headers, text } = answer;
  const refused = status >= 400;
  if (STACK.test(text)) return { word: String(status), fault: 'a stack stands in the answer' };
  // Node's own parser turns away heads beyond its limit before anything of ours hears of them.
  if (status === 431 && text === '') return { word: 'head-too-large', fault: null };
  if (method === 'HEAD') return { word: refused ? `head-${status}` : 'ok', fault: null };
  if (!refused) return { word: 'ok', fault: acceptedFault(answer) };
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/html')) {
    return { word: `page-${status}`, fault: status >= 500 && status !== 503
      ? `a page with ${status}` : null };
  }
  const body = jsonOf(text);
  if (type === PROBLEM_TYPE) return judgeProblem(status, body);
  const told = gigstream.safeParse(body);
  if (type !== 'application/json' || !told.success) {
    return { word: String(status), fault: `a refusal in no known form: ${text.slice(0, 300)}` };
  }
  const { code } = told.data.error;
  const word = code.toLowerCase();
  if (!gigstreamWords.has(code) && !isRefusalCode(word)) {
    return { word, fault: `${code} is on no list` };
  }
  return { word, fault: status < 500 || code === 'WEBHOOK_NOT_CONFIGURED' || trueStates.has(word)
    ? null : `a ${status} with ${code}` };
}

function judgeProblem(status: number, body: unknown): Outcome {
  const read = problem.safeParse(body);
  if (!read.success) return { word: String(status), fault: `no problem: ${read.error.message}` };
  const { code, type } = read.data;
  const fault = !isRefusalCode(code) ? `${code} is no code of the closed list`
    : read.data.status !== status || refusalStatus(code) !== status
      ? `${code} came with status ${status}`
      : type !== `urn:paydesk:problem:${code}` ? `the type is ${type}`
        : status >= 500 && !trueStates.has(code) ? `a ${status} with ${code}` : null;
  return { word: code, fault };
}

function acceptedFault({ status, headers, text }: Answered): string | null {
  if (status < 200 || status >= 300) return `a status of ${status}`;
  if (headers['content-type'] !== 'application/json' || jsonOf(text) !== undefined) return null;
  return `an answer that is no JSON: ${text.slice(0, 200)}`;
}

/** Judges what a call of the contract was answered; accepted, it has to fit its own line. */
export function judgeCall(name: string, answer: unknown): Outcome {
  const read = answerOfCall.safeParse(answer);
  if (!read.success) return { word: 'no-answer', fault: `no answer: ${read.error.message}` };
  if (!read.data.ok) {
    const { code, message } = read.data.refusal;
    const fault = !isRefusalCode(code) ? `${code} is no code of the closed list`
      : code === 'internal' ? 'it was answered `internal`'
        : STACK.test(message) ? 'a stack stands in the refusal' : null;
    return { word: code, fault };
  }
  const line = lines.get(name);
  const fits = line?.output.safeParse(read.data.value);
  return {
    word: 'ok',
    fault: fits?.success === false
      ? `the answer does not fit its line: ${fits.error.message.slice(0, 400)}` : null,
  };
}

/** The value of JSON text; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
