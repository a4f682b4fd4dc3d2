import { createHash } from 'node:crypto';
import type { Random } from '../ports.ts';
import { KEY_BYTES } from './secrets.ts';

/** The key under which a data folder's secrets are sealed, and the public name of that key. */
export type DataKey = { readonly key: Uint8Array; readonly keyId: string };

const KEY_TEXT = /^[0-9a-f]{64}$/i;

/** A new key, 32 random bytes. */
export function makeDataKey(random: Random): DataKey {
  return dataKeyOf(random.bytes(KEY_BYTES));
}

/**
 * Names a key by the beginning of a digest of it, so that a box tells which key opens it and
 * nothing about the key. Throws where the key has another length than 32 bytes.
 */
export function dataKeyOf(key: Uint8Array): DataKey {
  if (key.length !== KEY_BYTES) throw new Error(`A data key has ${KEY_BYTES} bytes.`);
  const digest = createHash('sha256').update('paydesk data key\0').update(key).digest('hex');
  return { key: Uint8Array.from(key), keyId: `dk_${digest.slice(0, 16)}` };
}

/** The key file's text: 64 hexadecimal digits and a line feed. Both doors read and write it. */
export function formatDataKey({ key }: DataKey): string {
  return `${Buffer.from(key).toString('hex')}\n`;
}

/** Reads the key file's text; null where it holds no key. */
export function parseDataKey(text: string): DataKey | null {
  const trimmed = text.trim();
  return KEY_TEXT.test(trimmed) ? dataKeyOf(Buffer.from(trimmed, 'hex')) : null;
}
