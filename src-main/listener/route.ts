import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { readInput } from '../contract/read.ts';
import type { Ask } from '../engine/api.ts';
import type { Access } from './authenticate.ts';
import type { ApiKey, IdempotencyClaim, Refusal } from './engine-types.ts';
import { BODY_BYTES_MAX } from './body.ts';
import type { Problem } from './problems.ts';

/** What a handler answers; the pipeline writes it, refusals as problems. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  | {
    readonly kind: 'text'; readonly status: number; readonly type: string; readonly text: string;
    readonly headers?: Readonly<Record<string, string>>;
  }
  | { readonly kind: 'stream'; readonly stream: ReadableStream<Uint8Array> }
  | {
    readonly kind: 'refusal'; readonly refusal: Refusal;
    readonly headers?: Readonly<Record<string, string>>;
  };

/** A call that was admitted: who asks, and what the address names. */
export type Call = {
  /** Throws on an open route, where there is no caller. */
  readonly key: ApiKey;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly lastEventId: string | null;
  /** For the engine's commands: the key as a maker, with the claim of its Idempotency-Key. */
  readonly ask: Ask;
};

/** One answer of a route, for the published description. */
export type Described = {
  readonly description: string;
  readonly schema: z.ZodType | null;
  readonly type?: string;
};

/** What to do once body and query were understood. */
export type Prepared = {
  readonly run: (call: Call) => Promise<Reply>;
  /** Answers a request whose first answer was lost, from the present state of its subject. */
  readonly again: (call: Call, subjectId: string) => Promise<Reply>;
};

export type Parsed =
  | { readonly ok: true; readonly prepared: Prepared }
  | { readonly ok: false; readonly error: z.ZodError };

/** How a route says no where its source document has a form of its own. */
export type ErrorForm = {
  readonly schema: z.ZodType;
  readonly write: (
    problem: Problem, headers: IncomingHttpHeaders,
  ) => { readonly status: number; readonly body: unknown };
};

export type Route = {
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Segments with a colon are parameters: `/v1/jobs/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** S2 and S3 know no keys: where a setting says so, callers of this machine need none here. */
  readonly legacy?: true;
  readonly bodyBytesMax: number;
  readonly body: z.ZodType | null;
  readonly query: z.ZodObject | null;
  /** Signed routes take the bytes that were signed; `body` and `headers` only describe them. */
  readonly signed?: { readonly headers: z.ZodObject };
  /** Absent: problems (RFC 9457), as everywhere else. */
  readonly errors?: ErrorForm;
  readonly replies: Readonly<Record<number, Described>>;
  readonly prepare: (body: unknown, query: Readonly<Record<string, string>>) => Parsed;
};

type Head = Pick<Route, 'path' | 'summary' | 'access' | 'legacy' | 'errors' | 'replies'>;

/** A route that reads and changes nothing. */
export function get<Q extends z.ZodObject>(
  head: Head & { readonly query: Q },
  handle: (call: Call, query: z.output<Q>) => Promise<Reply>,
): Route {
  return {
    ...head, method: 'GET', bodyBytesMax: 0, body: null,
    prepare: (_body, query) => {
      const parsed = readInput(head.query, query);
      if (!parsed.success) return { ok: false, error: parsed.error };
      const run = (call: Call): Promise<Reply> => handle(call, parsed.data);
      return { ok: true, prepared: { run, again: run } };
    },
  };
}

/** An address that only says that it is there, as senders of webhooks ask before they send. */
export function present(path: string, summary: string): Route {
  const run = (): Promise<Reply> => Promise.resolve({
    kind: 'text', status: 200, type: 'text/plain', text: '',
  });
  return {
    method: 'HEAD', path, summary, access: 'open', bodyBytesMax: 0, body: null, query: null,
    replies: { 200: { description: 'It is there.', schema: null } },
    prepare: () => ({ ok: true, prepared: { run, again: run } }),
  };
}

/** A route that asks the engine for a change, and may carry an Idempotency-Key. */
export function post<B extends z.ZodType>(
  head: Head & { readonly body: B; readonly bodyBytesMax?: number },
  handlers: {
    readonly run: (call: Call, body: z.output<B>) => Promise<Reply>;
    readonly again: (call: Call, subjectId: string, body: z.output<B>) => Promise<Reply>;
  },
): Route {
  return {
    ...head, method: 'POST', query: null, bodyBytesMax: head.bodyBytesMax ?? BODY_BYTES_MAX,
    prepare: (body) => {
      const parsed = readInput(head.body, body ?? {});
      if (!parsed.success) return { ok: false, error: parsed.error };
      return {
        ok: true,
        prepared: {
          run: (call) => handlers.run(call, parsed.data),
          again: (call, subjectId) => handlers.again(call, subjectId, parsed.data),
        },
      };
    },
  };
}

/**
 * A route for webhooks: what is said is proven by a signature over the very bytes of the body,
 * which are handed over unread, and the message's own id stands for an Idempotency-Key. Where
 * `access` asks for a key, that says who speaks.
 */
export function webhook(
  head: Omit<Head, 'access'> & {
    readonly access?: Access;
    readonly body: z.ZodType; readonly bodyBytesMax: number; readonly headers: z.ZodObject;
  },
  handle: (call: Call, bytes: Uint8Array) => Promise<Reply>,
): Route {
  const { headers, access = 'open', ...rest } = head;
  return {
    ...rest, method: 'POST', access, query: null, signed: { headers },
    prepare: (body) => {
      const bytes = body instanceof Uint8Array ? body : new Uint8Array();
      const run = (call: Call): Promise<Reply> => handle(call, bytes);
      return { ok: true, prepared: { run, again: run } };
    },
  };
}

export function json(status: number, body: unknown): Reply {
  return { kind: 'json', status, body };
}

export function refused(refusal: Refusal): Reply {
  return { kind: 'refusal', refusal };
}

export function notFound(noun: string): Reply {
  return refused({
    code: 'not_found', message: `There is no ${noun} of yours under this id.`, details: {},
  });
}

/** The key as the actor of a command: a maker only, never a checker (R9). */
export function askOf(key: ApiKey, claim: IdempotencyClaim | null): Ask {
  return { actor: { kind: 'api-key', id: key.id, name: key.name }, idempotency: claim };
}
