import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { safeStorage } from 'electron';
import { z } from 'zod';

const keyBytes = 32;

/** Where a data folder keeps its key: sealed by the system's keychain, or as a 0600 file. */
export type KeyPlaces = { readonly sealedFile: string; readonly plainFile: string };

const sealedShape = z.strictObject({ backend: z.string(), sealed: z.base64() });

/**
 * The key under which this data folder's secrets are sealed (32 bytes), made on first use.
 *
 * A plain key file wins where there is one, since browser mode, which has no keychain, made it and
 * must be able to open the same folder. A new key goes into the system's keychain where that gives
 * protection, else into a file that only this user can read. Throws a sentence when a sealed key
 * cannot be opened; it is never replaced, because what it sealed would be lost.
 */
export function dataKey({ sealedFile, plainFile }: KeyPlaces): Buffer {
  if (existsSync(plainFile)) return checkedKey(readFileSync(plainFile, 'utf8'), plainFile);
  if (existsSync(sealedFile)) return unseal(sealedFile);
  const key = randomBytes(keyBytes).toString('hex');
  const backend = protectingBackend();
  if (backend === undefined) {
    writeFileSync(plainFile, `${key}\n`, { mode: 0o600, flag: 'wx' });
  } else {
    const sealed = safeStorage.encryptString(key).toString('base64');
    writeFileSync(sealedFile, JSON.stringify({ backend, sealed }), { mode: 0o600, flag: 'wx' });
  }
  return checkedKey(key, plainFile);
}

/** The name of the keychain, or undefined where it would only pretend to protect. */
function protectingBackend(): string | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform !== 'linux') return process.platform;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? undefined : backend;
}

function unseal(file: string): Buffer {
  const stored = sealedShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  const backend = protectingBackend();
  if (backend !== stored.backend) {
    throw new Error(
      `The key of this data folder was sealed by ${stored.backend}, and this session offers ` +
        `${backend ?? 'no keychain'}. Nothing was opened or changed. Start Paydesk in the ` +
        'session in which it was used before.',
    );
  }
  try {
    return checkedKey(safeStorage.decryptString(Buffer.from(stored.sealed, 'base64')), file);
  } catch (error) {
    throw new Error(
      'The keychain did not open the key of this data folder. Nothing was changed. Unlock the ' +
        'keychain, or sign in as the user who created the folder, and start again.',
      { cause: error },
    );
  }
}

function checkedKey(hex: string, file: string): Buffer {
  const key = Buffer.from(hex.trim(), 'hex');
  if (key.length !== keyBytes) throw new Error(`${file} holds no key of ${keyBytes} bytes.`);
  return key;
}
