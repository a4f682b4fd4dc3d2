import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { StoreHaltedError } from '../engine/ports.ts';
import { pathOf } from './admission.ts';
import { presentsKey, type Authenticator } from './authenticate.ts';
import {
  bodyHeadFault, ConnectionClosedError, drain, readBody, readRawBody, type ReadBody,
} from './body.ts';
import type { ListenerDeps } from './deps.ts';
import type { ApiKey, IdempotencyClaim } from './engine-types.ts';
import { claimOf, readIdempotencyKey, type Idempotency } from './idempotency.ts';
import { isLegacyCaller, type LegacyDoor } from './legacy.ts';
import { PROBLEM_TYPE, problemBody, type Fault, type Problem } from './problems.ts';
import { askOf, type Call, type Prepared, type Reply, type Route } from './route.ts';

/** An answer as it goes over the wire. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ReadableStream<Uint8Array>;
};

export type Request = {
  readonly incoming: IncomingMessage;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
};

export type PipelineDeps = ListenerDeps & {
  readonly authenticator: Authenticator;
  readonly legacyDoor: LegacyDoor;
  readonly idempotency: Idempotency;
};

/**
 * One admitted request, in the order of security guide 2.2: size and type, caller, rate, body,
 * schema, Idempotency-Key, handler. Never throws: a bug is logged and answered without its stack.
 */
export async function answerRequest(deps: PipelineDeps, request: Request): Promise<Answer> {
  try {
    return await admitAndRun(deps, request);
  } catch (error) {
    if (error instanceof StoreHaltedError) {
      return problem(deps, request, {
        code: 'store_halted', details: {},
        message: 'The store stopped after a disk error; restart Paydesk to recover.',
      });
    }
    if (error instanceof ConnectionClosedError) {
      // Nobody is left to read it, and nothing was done.
      return faultAnswer(request, {
        status: 400, code: 'invalid_request', message: 'The request ended before its body did.',
      });
    }
    deps.log.error('a request met a bug', {
      requestId: request.requestId, route: request.route.path, error,
    });
    return problem(deps, request, {
      code: 'internal', details: {},
      message: 'Paydesk broke a promise of its own. Read the state of what you asked for, or '
        + 'repeat the request under the same Idempotency-Key.',
    });
  }
}

async function admitAndRun(deps: PipelineDeps, request: Request): Promise<Answer> {
  const { incoming, route } = request;
  const headFault = bodyHeadFault(incoming, route.bodyBytesMax);
  if (headFault !== null) {
    drain(incoming);
    return faultAnswer(request, headFault);
  }
  const caller = await callerOf(deps, request);
  if (!caller.ok) {
    drain(incoming);
    return faultAnswer(request, caller.fault);
  }
  const body = await bodyOf(request);
  if (!body.ok) return faultAnswer(request, body.fault);
  const parsed = route.prepare(body.value, queryOf(incoming.url ?? ''));
  if (!parsed.ok) return faultAnswer(request, schemaFault(parsed.error));
  const claim = claimFrom(request, caller.key, body.value);
  if (!claim.ok) return faultAnswer(request, claim.fault);
  const call = callOf(request, caller.key, claim.claim);
  if (claim.claim === null) return write(deps, request, await parsed.prepared.run(call));
  return runOnce(deps, request, { claim: claim.claim, call, prepared: parsed.prepared });
}

async function bodyOf({ incoming, route }: Request): Promise<ReadBody> {
  if (route.signed !== undefined) return readRawBody(incoming, route.bodyBytesMax);
  return route.body === null
    ? { ok: true, value: undefined } : readBody(incoming, route.bodyBytesMax);
}

type Caller =
  | { readonly ok: true; readonly key: ApiKey | null }
  | { readonly ok: false; readonly fault: Fault };

async function callerOf(
  { authenticator, legacyDoor }: PipelineDeps, { incoming, route }: Request,
): Promise<Caller> {
  if (route.access === 'open') return { ok: true, key: null };
  const legacy = route.legacy === true && !presentsKey(incoming.headers)
    ? await legacyDoor.admit(incoming) : null;
  const address = incoming.socket.remoteAddress ?? 'unknown';
  const known = legacy === null
    ? await authenticator.authenticate(incoming.headers, address)
    : { ok: true as const, key: legacy };
  if (!known.ok) return known;
  const scopes = route.access === 'any-key' ? [] : route.access;
  const fault = authenticator.permit(known.key, scopes);
  return fault === null ? known : { ok: false, fault };
}

function callOf(
  { incoming, params }: Request, key: ApiKey | null, claim: IdempotencyClaim | null,
): Call {
  const resume = incoming.headers['last-event-id'];
  const keyOf = (): ApiKey => {
    if (key === null) throw new Error('An open route asked who calls.');
    return key;
  };
  return {
    params, headers: incoming.headers,
    lastEventId: typeof resume === 'string' && resume !== '' ? resume : null,
    get key() { return keyOf(); },
    get ask() { return askOf(keyOf(), claim); },
  };
}

type Claim =
  | { readonly ok: true; readonly claim: IdempotencyClaim | null }
  | { readonly ok: false; readonly fault: Fault };

function claimFrom({ incoming, route }: Request, key: ApiKey | null, body: unknown): Claim {
  const header = incoming.headers['idempotency-key'];
  const takesNone = route.method !== 'POST' || route.signed !== undefined;
  if (takesNone || header === undefined || key === null) return { ok: true, claim: null };
  if (isLegacyCaller(key)) {
    return { ok: false, fault: {
      status: 400, code: 'invalid_request', details: { 'Idempotency-Key': 'needs an API key' },
      message: 'An Idempotency-Key belongs to an API key; nothing was done. Send a key as well.',
    } };
  }
  const named = typeof header === 'string' ? readIdempotencyKey(header) : null;
  if (named === null) {
    return { ok: false, fault: {
      status: 400, code: 'invalid_request',
      message: 'The Idempotency-Key has to be 1 to 255 visible characters, bare or in quotes.',
    } };
  }
  const path = pathOf(incoming.url ?? '');
  return { ok: true, claim: claimOf({
    apiKeyId: key.id, method: route.method, path, key: named, body,
  }) };
}

async function runOnce(
  deps: PipelineDeps, request: Request,
  { claim, call, prepared }: {
    readonly claim: IdempotencyClaim; readonly call: Call; readonly prepared: Prepared;
  },
): Promise<Answer> {
  const earlier = await deps.idempotency.begin(claim);
  if (earlier.kind === 'fault') return faultAnswer(request, earlier.fault, 'keep');
  if (earlier.kind === 'answered') {
    return answerJson(request, earlier, { 'idempotent-replayed': 'true' });
  }
  try {
    const reply = earlier.kind === 'lost'
      ? await prepared.again(call, earlier.subjectId)
      : await prepared.run(call);
    const answer = write(deps, request, reply);
    // A refusal that changed nothing stored no claim: the key stays free for the corrected request.
    // One that came after the change (a link that takes longer) is answered anew the next time.
    if (reply.kind === 'json' && typeof answer.body === 'string') {
      await keepAnswer(deps, claim, { status: answer.status, body: answer.body });
    }
    return earlier.kind === 'lost'
      ? { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } }
      : answer;
  } finally {
    earlier.done();
  }
}

/** What was asked for is durable already; an answer that cannot be kept is made again from it. */
async function keepAnswer(
  { engine, recordAnswer, log }: PipelineDeps, claim: IdempotencyClaim,
  { status, body }: { readonly status: number; readonly body: string },
): Promise<void> {
  try {
    // A command that found nothing to change stored no claim, and repeating it is as harmless.
    const { apiKeyId, route, key } = claim;
    if (await engine.read.idempotency(apiKeyId, route, key) === null) return;
    await recordAnswer(claim, status, body);
  } catch (error) {
    log.warn('the answer of an idempotent request could not be kept', {
      route: claim.route, error,
    });
  }
}

function write(deps: PipelineDeps, request: Request, reply: Reply): Answer {
  switch (reply.kind) {
    case 'json':
      return answerJson(request, { status: reply.status, body: JSON.stringify(reply.body) }, {});
    case 'text':
      return {
        status: reply.status, body: reply.text,
        headers: { ...commonHeaders(request), 'content-type': reply.type, ...reply.headers },
      };
    case 'stream':
      return {
        status: 200, body: reply.stream,
        headers: {
          ...commonHeaders(request), 'content-type': 'text/event-stream; charset=utf-8',
          'x-accel-buffering': 'no',
        },
      };
    case 'refusal': {
      const answer = problem(deps, request, reply.refusal);
      return { ...answer, headers: { ...answer.headers, ...reply.headers } };
    }
  }
}

/** When to ask again where nobody knows better: a limit lasts, a provider comes back. */
const retrySeconds: Readonly<Partial<Record<number, string>>> = { 429: '60', 503: '5' };

function problem(
  { facts }: PipelineDeps, request: Request,
  refusal: Extract<Reply, { readonly kind: 'refusal' }>['refusal'],
): Answer {
  const status = facts.refusalStatus(refusal.code);
  const answer = problemAnswer(request, { ...refusal, status });
  const seconds = retrySeconds[status];
  return seconds === undefined ? answer
    : { ...answer, headers: { ...answer.headers, 'retry-after': seconds } };
}

/** A "no" of the door: the connection ends with it, unless the request was read to its end. */
export function faultAnswer(
  request: Asked, fault: Fault, after: 'close' | 'keep' = 'close',
): Answer {
  const answer = problemAnswer(request, { ...fault, details: fault.details ?? {} });
  const closing = after === 'close' ? { connection: 'close' } : {};
  return { ...answer, headers: { ...answer.headers, ...fault.headers, ...closing } };
}

/** At the door no route is known yet. */
type Asked = Pick<Request, 'incoming' | 'requestId'> & Partial<Pick<Request, 'route'>>;

function problemAnswer(request: Asked, what: Problem): Answer {
  const form = request.route?.errors;
  if (form !== undefined) {
    const { status, body } = form.write(what, request.incoming.headers);
    return answerJson(request, { status, body: JSON.stringify(body) }, {});
  }
  return {
    status: what.status,
    headers: { ...commonHeaders(request), 'content-type': PROBLEM_TYPE },
    body: problemBody(what, {
      path: pathOf(request.incoming.url ?? ''), requestId: request.requestId,
    }),
  };
}

function answerJson(
  request: Asked, { status, body }: { readonly status: number; readonly body: string },
  headers: Readonly<Record<string, string>>,
): Answer {
  return {
    status, body,
    headers: { ...commonHeaders(request), 'content-type': 'application/json', ...headers },
  };
}

function commonHeaders({ requestId }: Asked): Record<string, string> {
  return {
    'x-request-id': requestId, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
  };
}

function queryOf(target: string): Record<string, string> {
  const query = target.indexOf('?');
  return query === -1 ? {} : Object.fromEntries(new URLSearchParams(target.slice(query)));
}

function schemaFault(error: z.ZodError): Fault {
  const details = Object.fromEntries(error.issues.slice(0, 10)
    .map((issue): [string, string] => [issue.path.join('.') || 'body', issue.message]));
  const [field = 'body', why = 'is not as expected'] = Object.entries(details)[0] ?? [];
  return {
    status: 400, code: 'invalid_request', details, message: `${field}: ${why}`,
  };
}
