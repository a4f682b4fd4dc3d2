import { createHash } from 'node:crypto';
import type { Reads } from '../engine/ports.ts';
import type { IdempotencyClaim } from './engine-types.ts';
import { canonicalJson } from './exact-json.ts';
import type { Fault } from './problems.ts';

/** What an earlier request under the same key means for this one. */
export type Earlier =
  /** None: go on; `done` must be called when the answer is out. */
  | { readonly kind: 'none'; readonly done: () => void }
  /** It was answered: the same status and body again. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  /** It took effect and its answer was lost in a crash: answer from what became of its subject. */
  | { readonly kind: 'lost'; readonly subjectId: string; readonly done: () => void }
  | { readonly kind: 'fault'; readonly fault: Fault };

export type Idempotency = {
  readonly begin: (claim: IdempotencyClaim) => Promise<Earlier>;
};

/** Visible ASCII, as the draft's structured string allows; UUIDs and the like. */
const BARE_KEY = /^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/;

/** The key of the header, quoted or bare; null where the header is not a usable one. */
export function readIdempotencyKey(header: string): string | null {
  const quoted = /^"(.*)"$/.exec(header.trim());
  const key = quoted?.[1] ?? header.trim();
  return BARE_KEY.test(key) ? key : null;
}

/**
 * The claim of a request: scoped to the API key and the address (path included), recognised by the
 * SHA-256 of method, address and canonical body (security guide 2.9).
 */
export function claimOf(request: {
  readonly apiKeyId: string; readonly method: string; readonly path: string;
  readonly key: string; readonly body: unknown;
}): IdempotencyClaim {
  const route = `${request.method} ${request.path}`;
  const fingerprint = createHash('sha256')
    .update(`${route}\n${canonicalJson(request.body ?? null)}`)
    .digest('hex');
  return { apiKeyId: request.apiKeyId, route, key: request.key, fingerprint };
}

/**
 * Remembers which claims are being answered in this process. A stored claim without an answer that
 * is not among them belongs to a process that ended, since one process owns a data folder.
 */
export function createIdempotency(read: Pick<Reads, 'idempotency'>): Idempotency {
  const running = new Map<string, string>();
  return {
    begin: async (claim) => {
      const name = JSON.stringify([claim.apiKeyId, claim.route, claim.key]);
      const present = running.get(name);
      if (present !== undefined) {
        return { kind: 'fault', fault: present === claim.fingerprint ? inProgress : reused };
      }
      running.set(name, claim.fingerprint);
      const done = (): void => void running.delete(name);
      try {
        const record = await read.idempotency(claim.apiKeyId, claim.route, claim.key);
        if (record === null) return { kind: 'none', done };
        if (record.fingerprint !== claim.fingerprint) {
          done();
          return { kind: 'fault', fault: reused };
        }
        if (record.status === null || record.body === null) {
          return { kind: 'lost', subjectId: record.subjectId, done };
        }
        done();
        return { kind: 'answered', status: record.status, body: record.body };
      } catch (error) {
        done();
        throw error;
      }
    },
  };
}

const reused: Fault = {
  status: 422, code: 'idempotency_key_reused',
  message: 'This Idempotency-Key was used before with another request; nothing was done.',
};

const inProgress: Fault = {
  status: 409, code: 'idempotency_in_progress',
  message: 'The first request with this Idempotency-Key is still being answered; ask again soon.',
  headers: { 'retry-after': '1' },
};
