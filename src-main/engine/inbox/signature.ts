import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingWebhook } from '../api.ts';

/** How old or how far ahead a message may be, against replays (Standard Webhooks). */
export const TOLERANCE_MS = 300_000;
/** A sender that rotates keys signs with two; the rest of a longer list is not looked at. */
const SIGNATURES_MAX = 8;
/** No full stop: with it, one signed text could be cut into id, time and body in two ways. */
const MESSAGE_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;
const TIMESTAMP = /^\d{1,12}$/;
/** HMAC-SHA256 in base64. */
const SIGNATURE = /^v1,([A-Za-z0-9+/]{43}=)$/;

/** The three headers, read; what they claim is not proven yet. */
export type SignedHead = {
  readonly messageId: string;
  readonly timestamp: string;
  readonly sentAt: number;
  readonly signatures: readonly Buffer[];
};

/** Null where a header is missing or malformed, or the message is too old or from the future. */
export function readSignedHead(
  { messageId, timestamp, signature }: IncomingWebhook,
  nowMs: number,
): SignedHead | null {
  if (!MESSAGE_ID.test(messageId) || !TIMESTAMP.test(timestamp)) return null;
  const sentAt = Number.parseInt(timestamp, 10) * 1_000;
  if (Math.abs(nowMs - sentAt) > TOLERANCE_MS) return null;
  const signatures = signature.split(' ').slice(0, SIGNATURES_MAX).flatMap((one) => {
    const encoded = SIGNATURE.exec(one)?.[1];
    return encoded === undefined ? [] : [Buffer.from(encoded, 'base64')];
  });
  return signatures.length === 0 ? null : { messageId, timestamp, sentAt, signatures };
}

/** Whether one of the signatures is the secret's over `id.timestamp.body`, in constant time. */
export function isSignedWith(secret: string, head: SignedHead, body: Uint8Array): boolean {
  const expected = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${head.messageId}.${head.timestamp}.`, 'utf8').update(body).digest();
  let found = false;
  for (const signature of head.signatures) {
    if (timingSafeEqual(signature, expected)) found = true;
  }
  return found;
}
