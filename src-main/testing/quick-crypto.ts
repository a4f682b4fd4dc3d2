/**
 * Circle's SDK encrypts with the platform's own cryptography, which answers beside the event loop,
 * at a time that no turned clock decides. Tests take the same mathematics from `node:crypto`, which
 * answers at once, so that one seed tells one story.
 */
import {
  constants, createPublicKey, publicEncrypt, type KeyObject, type webcrypto,
} from 'node:crypto';

type Subtle = Pick<webcrypto.SubtleCrypto, 'importKey' | 'encrypt'>;

const keys = new WeakMap<object, KeyObject>();

function bytesOf(data: webcrypto.BufferSource): Buffer {
  return data instanceof ArrayBuffer ? Buffer.from(data)
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Answers RSA-OAEP of this process at once, from now on; everything else stays as it is. */
export function installQuickCrypto(): void {
  const { subtle } = globalThis.crypto;
  const original: Subtle = {
    importKey: subtle.importKey.bind(subtle), encrypt: subtle.encrypt.bind(subtle),
  };
  if (Reflect.get(subtle, 'isQuick') === true) return;
  Reflect.set(subtle, 'isQuick', true);
  Reflect.set(subtle, 'importKey', async (...input: Parameters<Subtle['importKey']>) => {
    const [format, data, , extractable, usages] = input;
    if (format !== 'spki' || !(data instanceof ArrayBuffer || ArrayBuffer.isView(data))) {
      return original.importKey(...input);
    }
    const key = { type: 'public', extractable, usages: [...usages] };
    keys.set(key, createPublicKey({ key: bytesOf(data), format: 'der', type: 'spki' }));
    return key;
  });
  Reflect.set(subtle, 'encrypt', async (...input: Parameters<Subtle['encrypt']>) => {
    const [, key, data] = input;
    const known = keys.get(key);
    if (known === undefined) return original.encrypt(...input);
    const box = publicEncrypt({
      key: known, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256',
    }, bytesOf(data));
    return box.buffer.slice(box.byteOffset, box.byteOffset + box.byteLength);
  });
}
