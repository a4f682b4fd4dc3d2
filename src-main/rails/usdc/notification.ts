import { createPublicKey, verify, type KeyObject } from 'node:crypto';

import { z } from 'zod';

import { readExactJson } from '../exact-json.ts';
import type { RailCall } from '../rail.ts';
import { createClient } from './client.ts';
import { readState, type CircleState } from './translate.ts';
import { sessionOf } from './transport.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SIGNATURE_LENGTH_MAX = 200;

/**
 * Whether a notification is Circle's (guide 2): ECDSA over P-256 with SHA-256, over the bytes as
 * they came. `publicKey` is base64 of its SPKI form, `signature` the header `X-Circle-Signature`.
 * The signature covers no time: what is repeated is told by `notificationId` alone.
 */
export function isGenuine(
  rawBody: Uint8Array,
  { signature, publicKey }: { readonly signature: string; readonly publicKey: string },
): boolean {
  const key = keyOf(publicKey);
  if (key === null || signature.length > SIGNATURE_LENGTH_MAX) return false;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
  return verify('sha256', rawBody, key, Buffer.from(signature, 'base64'));
}

function keyOf(base64: string): KeyObject | null {
  try {
    const bytes = Buffer.from(base64, 'base64');
    const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch (error) {
    // Whatever OpenSSL says of it, it is no key.
    if (error instanceof Error) return null;
    throw error;
  }
}

const text = z.string().max(300).nullish().catch(null).transform((value) =>
  value === '' ? null : value ?? null);
const envelope = z.object({
  notificationId: z.string().regex(UUID),
  notificationType: z.string().min(1).max(100),
  notification: z.object({ id: text, refId: text, state: text }).catch({
    id: null, refId: null, state: null,
  }),
});

/** What a notification says; only ever a hint to ask Circle, never a fact (R13). */
export type CircleNotification = {
  /** The same over all its deliveries: by it a repeated one is told. */
  readonly notificationId: string;
  /** `transactions.outbound`, `webhooks.test`, and what may come. */
  readonly type: string;
  readonly transactionId: string | null;
  /** Our operation's key. */
  readonly refId: string | null;
  /** Null where it is none that we know. */
  readonly state: CircleState | null;
};

/** Reads a notification whose signature was verified; null where it is none. */
export function readNotification(rawBody: Uint8Array): CircleNotification | null {
  const parsed = envelope.safeParse(readExactJson(Buffer.from(rawBody).toString('utf8')));
  if (!parsed.success) return null;
  const { notificationId, notificationType: type, notification } = parsed.data;
  const { id, refId, state } = notification;
  return {
    notificationId: notificationId.toLowerCase(), type, transactionId: id, refId,
    state: state === null ? null : readState(state),
  };
}

/** `unknown`: Circle has no such key, for ever. The caller keeps answers and bounds the asking. */
export type NotificationKey =
  | { readonly kind: 'key'; readonly publicKey: string }
  | { readonly kind: 'unknown'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/**
 * Fetches the public key that a notification names in `X-Circle-Key-Id`. A key never changes under
 * its id, so it may be kept; anybody can send ids, so the caller limits how often this is called.
 */
export async function notificationKey(call: RailCall, keyId: string): Promise<NotificationKey> {
  if (!UUID.test(keyId)) return { kind: 'unknown', message: 'Key ids of Circle are UUIDs.' };
  const answer = await createClient(sessionOf(call)).readNotificationKey(keyId.toLowerCase());
  if (answer.kind === 'refused') {
    return answer.code === 'provider_auth' ? { kind: 'unavailable', message: answer.message }
      : { kind: 'unknown', message: answer.message };
  }
  if (answer.kind !== 'read') return { kind: 'unavailable', message: answer.message };
  const { algorithm, publicKey } = answer.value;
  return algorithm === 'ECDSA_SHA_256' && keyOf(publicKey) !== null
    ? { kind: 'key', publicKey }
    : { kind: 'unknown', message: `Circle's key is of a kind that is not used: ${algorithm}.` };
}
