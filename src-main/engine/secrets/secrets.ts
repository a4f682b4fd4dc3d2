import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Sealed } from '../domain/records.ts';
import type { Random, Secrets } from '../ports.ts';

const CIPHER = 'aes-256-gcm';
export const KEY_BYTES = 32;
/** 96 bits, the nonce length for which GCM is specified (NIST SP 800-38D, 8.2). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed secret could not be opened: another key, another context, or a damaged box. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

export type SecretsDeps = {
  /** The data folder's key, 32 bytes. */
  readonly key: Uint8Array;
  /** Goes with every box, so that a later key can tell which boxes are still to be sealed again. */
  readonly keyId: string;
  readonly random: Random;
};

/**
 * Seals secrets at rest with AES-256-GCM. The context (`connection/<id>/<field>`) is authenticated
 * with the box, so that a box copied to another row does not open there. A box is
 * `base64url(nonce || ciphertext || tag)`. `open` throws `SealError`; its message names key and
 * context, never the secret (R12). Throws when the key is not 32 bytes long.
 */
export function createSecrets({ key, keyId, random }: SecretsDeps): Secrets {
  if (key.length !== KEY_BYTES) throw new SealError(`A data key has ${KEY_BYTES} bytes.`);
  const held = Uint8Array.from(key);
  return {
    seal: (plain, context) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, held, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context, 'utf8'));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const box = Buffer.concat([nonce, body, cipher.getAuthTag()]);
      return { keyId, box: box.toString('base64url') };
    },
    open: (sealed, context) => {
      if (sealed.keyId !== keyId) {
        throw new SealError(
          `The secret "${context}" was sealed with key ${sealed.keyId}, and this data folder's `
          + `key is ${keyId}. It was not opened; enter it again.`,
        );
      }
      return openBox(held, sealed, context);
    },
  };
}

function openBox(key: Uint8Array, { box }: Sealed, context: string): string {
  const bytes = Buffer.from(box, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new SealError(`The sealed secret "${context}" is cut short; enter it again.`);
  }
  const tagStart = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(bytes.subarray(tagStart));
  try {
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, tagStart));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SealError(
      `The sealed secret "${context}" does not open with this data folder's key, or it was `
      + 'sealed for another place. It was not used; enter it again.',
      { cause },
    );
  }
}
