import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';

const keyBytes = 32;

/** Where a data folder keeps its key: sealed by the system's keychain, or as a 0600 file. */
export type KeyPlaces = {
  readonly sealedFile: string;
  readonly plainFile: string;
  /** Writes a new file for this user only, durable when it answers: what it seals is, too. */
  readonly write: (file: string, text: string) => void;
};

const sealedShape = z.strictObject({ backend: z.string(), sealed: z.base64() });

/**
 * The key under which this data folder's secrets are sealed (32 bytes), made on first use.
 *
 * A plain key file wins where there is one, since browser mode, which has no keychain, made it and
 * must be able to open the same folder. A new key goes into the system's keychain where that gives
 * protection, else into a file that only this user can read. Throws a sentence when a sealed key
 * cannot be opened, or is missing beside a database; it is never replaced, because what it sealed
 * would be lost.
 */
export function dataKey({ sealedFile, plainFile, write }: KeyPlaces): Buffer {
  if (existsSync(plainFile)) return checkedKey(readFileSync(plainFile, 'utf8'), plainFile);
  if (existsSync(sealedFile)) return unseal(sealedFile);
  if (existsSync(join(dirname(plainFile), 'paydesk.db'))) {
    throw new Error(
      'The key of this data folder is missing, and the database in it was sealed with it. ' +
        `Nothing was opened; put ${sealedFile} or ${plainFile} back from where it was copied.`,
    );
  }
  const key = randomBytes(keyBytes).toString('hex');
  const backend = protectingBackend();
  if (backend === undefined) {
    write(plainFile, `${key}\n`);
  } else {
    const sealed = safeStorage.encryptString(key).toString('base64');
    write(sealedFile, JSON.stringify({ backend, sealed }));
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
