import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const BITS = 4096;

/**
 * The RSA key under which clients encrypt the entity secret, kept in the data folder (mode 0600).
 * Making one takes a second or two of another thread: it begins with the first question for it.
 */
export function createEntityKey(path: string): () => KeyObject | Promise<KeyObject> {
  const found: { key: KeyObject | Promise<KeyObject> | null } = { key: readKey(path) };
  return () => {
    found.key ??= makeKey(path).then((key) => {
      found.key = key;
      return key;
    });
    return found.key;
  };
}

function readKey(path: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

async function makeKey(path: string): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
  const fresh = `${path}.new`;
  writeFileSync(fresh, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  renameSync(fresh, path);
  return privateKey;
}
