import type { z } from 'zod';
import { answer } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { isoTime } from '../world.ts';

/** What Circle answers where it says no. Source: guide to Circle and Arc, sections 1.5 and 1.7. */
export const REFUSALS = {
  badRequest: { status: 400, code: 2, message: 'API parameter invalid' },
  malformedAuth: {
    status: 401, code: 401,
    message: 'Malformed authorization. Is the authorization header set correctly?',
  },
  badKey: { status: 401, code: 401, message: 'Invalid credentials.' },
  notFound: { status: 404, code: 404, message: 'Resource not found' },
  tooMany: { status: 429, code: 429, message: 'Too many requests.' },
  noWallet: { status: 404, code: 156001, message: 'Cannot find target wallet in the system.' },
  noTransaction: {
    status: 404, code: 156003, message: 'Cannot find target transaction in the system.',
  },
  noSubscription: { status: 404, code: 404, message: 'Subscription not found.' },
  noToken: { status: 404, code: 156002, message: 'Cannot find target token in the system.' },
  // The statuses of the next three are not documented: 400 is our assumption.
  ciphertextReused: {
    status: 400, code: 156004,
    message: 'Reusing an entity secret ciphertext is not allowed. Please re-encrypt the secret.',
  },
  badSecret: { status: 400, code: 156013, message: 'The provided entity secret is invalid.' },
  keyReused: { status: 400, code: 156020, message: 'Please use a new idempotency key.' },
  badAmount: { status: 400, code: 156032, message: 'The amount is invalid for this token.' },
  pendingCap: {
    status: 400, code: 155264, message: 'Wait for pending transactions to be completed.',
  },
  notEligible: {
    status: 400, code: 155229, message: 'The transaction is not eligible for this operation.',
  },
} as const satisfies Record<string, { status: number; code: number; message: string }>;
export type RefusalName = keyof typeof REFUSALS;

type Complaint = {
  readonly error: string; readonly message: string; readonly location: string;
  readonly invalidValue?: unknown; readonly constraints?: object;
};

export function refusal(name: RefusalName, errors?: readonly Complaint[]): ProviderResponse {
  const { status, code, message } = REFUSALS[name];
  return answer(status, { code, message, ...(errors === undefined ? {} : { errors }) });
}

/** 400 with one complaint about one field. */
export function badField(
  location: string, message: string, invalidValue?: unknown,
): ProviderResponse {
  return refusal('badRequest', [{ error: 'invalid_value', message, location, invalidValue }]);
}

/** 400 with a complaint for each place where a body is not what it should be. */
export function badBody(error: z.ZodError): ProviderResponse {
  return refusal('badRequest', error.issues.map(({ code, message, path }) => ({
    error: code, message, location: path.join('.'),
  })));
}

/** `{"data": …}`, as everything that Circle answers. */
export function data(status: number, value: unknown): ProviderResponse {
  return answer(status, { data: value });
}

/** Times as Circle writes them: UTC, whole seconds. */
export function circleTime(atMs: number): string {
  return `${isoTime(atMs).slice(0, 19)}Z`;
}

/** Whether a check ended with an answer instead of what was looked for. */
export function isRefusal(found: object): found is ProviderResponse {
  return 'bodyText' in found;
}

/** The answer that `ask` gives by calling back: at once, or later where a real chain is asked. */
export function answerWhen(
  ask: (done: (response: ProviderResponse) => void) => void,
): ProviderResponse {
  const told: { now: ProviderResponse | null; later: (response: ProviderResponse) => void } = {
    now: null, later: (response) => { told.now = response; },
  };
  ask((response) => told.later(response));
  if (told.now !== null) return told.now;
  return {
    status: 500, headers: {}, bodyText: '',
    pending: new Promise((resolve) => { told.later = resolve; }),
  };
}
