import { createHmac } from 'node:crypto';
import type { Random } from '../ports.ts';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new endpoint secret, `whsec_<base64>`, as Standard Webhooks writes it. */
export function makeWebhookSecret(random: Random): string {
  return PREFIX + Buffer.from(random.bytes(SECRET_BYTES)).toString('base64');
}

/** The context under which an endpoint's secret is sealed: it opens nowhere else. */
export function webhookSecretContext(endpointId: string): string {
  return `webhook/${endpointId}/secret`;
}

/**
 * The three headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, base64, `v1`.
 * `messageId` stays the same however often the message is sent, so that a receiver can tell a
 * repetition from news; the timestamp (seconds) is that of this sending.
 */
export function signedHeaders(
  secret: string,
  message: { readonly messageId: string; readonly sentAtMs: number; readonly body: string },
): Readonly<Record<string, string>> {
  const timestamp = `${Math.floor(message.sentAtMs / 1_000)}`;
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(encoded, 'base64');
  const signature = createHmac('sha256', key)
    .update(`${message.messageId}.${timestamp}.${message.body}`, 'utf8')
    .digest('base64');
  return {
    'webhook-id': message.messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
