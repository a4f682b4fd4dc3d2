/** GigStream's own form of errors (S4; the guide to Circle and Arc, 4.2). */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { presentsKey } from './authenticate.ts';
import type { RefusalCode } from './engine-types.ts';
import type { Problem } from './problems.ts';
import { json, type ErrorForm, type Reply } from './route.ts';

/** GigStream serves everything under `/api/v1`; the documents name the routes without. */
export const gigstreamBases = ['', '/api/v1'] as const;

export const gigstreamError = z.object({
  error: z.object({
    code: z.string().meta({ description: 'Stable, in capitals; branch on it.' }),
    message: z.string(), details: z.record(z.string(), z.string()).optional(),
  }),
});
type GigstreamError = z.infer<typeof gigstreamError>;

type Word = { readonly code: string; readonly status?: number };

/** Where GigStream has a word of its own; elsewhere it is our code, in capitals as its are. */
const words: Partial<Record<RefusalCode, Word>> = {
  internal: { code: 'INTERNAL_ERROR' },
  unauthenticated: { code: 'INVALID_API_KEY' },
};

/**
 * Writes every "no" of a route in GigStream's form. `missingKey` is its word for a call without a
 * key; `more` are words that only this route has.
 */
export function gigstreamErrors(
  missingKey: 'MISSING_AUTH_HEADER' | 'MISSING_AUTH_HEADERS',
  more: Partial<Record<RefusalCode, Word>> = {},
): ErrorForm {
  return {
    schema: gigstreamError,
    write: (problem, headers) => {
      const { code, status } = isKeyMissing(problem, headers) ? { code: missingKey }
        : more[problem.code] ?? words[problem.code] ?? { code: problem.code.toUpperCase() };
      return {
        status: status ?? problem.status, body: bodyOf(code, problem.message, problem.details),
      };
    },
  };
}

function isKeyMissing({ code }: Problem, headers: IncomingHttpHeaders): boolean {
  return code === 'unauthenticated' && !presentsKey(headers);
}

/** A "no" that a handler says itself. */
export function gigstreamNo(status: number, code: string, message: string): Reply {
  return json(status, bodyOf(code, message, {}));
}

function bodyOf(
  code: string, message: string, details: Readonly<Record<string, string>>,
): GigstreamError {
  return { error: {
    code, message, ...(Object.keys(details).length === 0 ? {} : { details }),
  } };
}
