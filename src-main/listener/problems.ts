import { STATUS_CODES } from 'node:http';
import type { RefusalCode } from './engine-types.ts';

/** A "no" of the door itself, before the engine was asked. */
export type Fault = {
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What is said of a "no", in whichever form it is written. */
export type Problem = {
  readonly status: number; readonly code: RefusalCode; readonly message: string;
  readonly details: Readonly<Record<string, string>>;
};

export const PROBLEM_TYPE = 'application/problem+json';

/**
 * The one error body (RFC 9457 with members of our own): `error` is the sentence for readers of the
 * source documents, `code` the stable word to branch on. It never holds provider bodies, paths or
 * stacks.
 */
export function problemBody(
  problem: Problem,
  request: { readonly path: string; readonly requestId: string },
): string {
  return JSON.stringify({
    type: `urn:paydesk:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    instance: request.path,
    error: problem.message,
    code: problem.code,
    details: problem.details,
    request_id: request.requestId,
  });
}
