import { constants, privateDecrypt, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { sameSecret } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { badBody, badField, data, isRefusal, refusal } from './answers.ts';
import { sha256, UUID_V4, type Call } from './core.ts';
import type { CircleEvent, KeptCall } from './state.ts';

/** Reads a body of a known shape; anything else is 400 with what is wrong with it. */
export function readBody<T>(bodyText: string, shape: z.ZodType<T>): { body: T } | ProviderResponse {
  const parsed = shape.safeParse(parsedOrNull(bodyText));
  return parsed.success ? { body: parsed.data } : badBody(parsed.error);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const mutation = z.looseObject({
  idempotencyKey: z.string(), entitySecretCiphertext: z.string().optional(),
});

/** What a call that changes something comes to: what is written, and what is answered. */
export type Change = {
  readonly event: Omit<CircleEvent, 'type' | 'atMs' | 'calls'>;
  readonly status?: number;
  readonly data: unknown;
  /** Called once it is written. */
  readonly after?: () => void;
};

/**
 * A call that changes something, once for each idempotency key: the same key again gets the
 * answer that it got, whatever became of it since (guide 1.8), and with another body 156020. The
 * entity secret is judged before the key is looked up, since a repeated body repeats its
 * ciphertext. What is refused is not remembered under its key.
 */
export function changing<T>(
  call: Call, { shape, withSecret = true }: {
    readonly shape: z.ZodType<T>; readonly withSecret?: boolean;
  },
  make: (body: T, key: string) => Change | ProviderResponse,
): ProviderResponse {
  const read = readBody(call.request.bodyText, shape);
  if (isRefusal(read)) return read;
  const opened = readBody(call.request.bodyText, mutation);
  if (isRefusal(opened)) return opened;
  const { idempotencyKey: key, entitySecretCiphertext, ...rest } = opened.body;
  if (!UUID_V4.test(key)) return badField('idempotencyKey', 'must be a UUID of version 4', key);
  const once = (ciphertexts: readonly string[]): ProviderResponse =>
    answerOnce(call, { key, fingerprint: fingerprintOf(call, rest), ciphertexts }, () =>
      make(read.body, key));
  if (!withSecret) return once([]);
  if (entitySecretCiphertext === undefined) {
    return badField('entitySecretCiphertext', 'is required');
  }
  return withEntityKey(call, (entityKey) => {
    const digest = secretDigest(call, entityKey, entitySecretCiphertext);
    return typeof digest === 'string' ? once([digest]) : digest;
  });
}

/** Runs with the entity key, at once where it is made already. */
export function withEntityKey(
  { secrets }: Call, run: (key: KeyObject) => ProviderResponse,
): ProviderResponse {
  const key = secrets.entityKey();
  if (!('then' in key)) return run(key);
  return { status: 500, headers: {}, bodyText: '', pending: key.then(run) };
}

/** The digest of a ciphertext that holds the entity secret and was not seen before. */
function secretDigest(
  { state, secrets }: Call, entityKey: KeyObject, ciphertext: string,
): string | ProviderResponse {
  const digest = sha256(ciphertext);
  if (state.ciphertexts.has(digest)) return refusal('ciphertextReused');
  let secret: string;
  try {
    secret = privateDecrypt(
      { key: entityKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.from(ciphertext, 'base64'),
    ).toString('hex');
  } catch {
    // However it cannot be decrypted: it was not made with this key.
    return refusal('badSecret');
  }
  if (!sameSecret(secret, secrets.entitySecret.toLowerCase())) return refusal('badSecret');
  // Written down only with what changes: a repeated call acts on nothing, and tells so.
  state.ciphertexts.add(digest);
  return digest;
}

function answerOnce(
  { world, state, commit }: Call,
  { key, fingerprint, ciphertexts }: {
    readonly key: string; readonly fingerprint: string; readonly ciphertexts: readonly string[];
  },
  make: () => Change | ProviderResponse,
): ProviderResponse {
  const kept = state.calls.get(key);
  if (kept !== undefined) {
    // A changed body under a used key: the code is Circle's, the status 400 is our assumption.
    if (kept.fingerprint !== fingerprint) return refusal('keyReused');
    return {
      status: kept.status, headers: { 'content-type': 'application/json' },
      bodyText: kept.bodyText,
    };
  }
  const made = make();
  if (isRefusal(made)) return made;
  const response = data(made.status ?? 201, made.data);
  const { status, bodyText } = response;
  const answered: KeptCall = { key, fingerprint, status, bodyText };
  commit({ type: 'put', atMs: world.nowMs(), ...made.event, calls: [answered], ciphertexts });
  made.after?.();
  return response;
}

/** The same body, whatever the order of its fields, its key and its ciphertext. */
function fingerprintOf({ request }: Call, body: Record<string, unknown>): string {
  const fields = Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([request.method, request.path, fields]));
}
