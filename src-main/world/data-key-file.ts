import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  dataKeyOf, formatDataKey, makeDataKey, parseDataKey, type DataKey,
} from '../engine/secrets/data-key.ts';
import { systemRandom } from './ports.ts';

/**
 * The data folder's key without a keychain: a file that only this user can read, made on first
 * use. A file that holds no key stops the start; it is never replaced, because what was sealed
 * under the lost key could not be opened again.
 */
export function dataKeyFile(file: string): DataKey {
  if (!existsSync(file)) {
    if (existsSync(`${file}.sealed`)) {
      throw new Error(
        'The key of this data folder lies in the keychain of the desktop application. Nothing was '
        + 'opened; start the Paydesk window, or use another data folder.',
      );
    }
    const fresh = makeDataKey(systemRandom);
    writeFileSync(file, formatDataKey(fresh), { mode: 0o600, flag: 'wx' });
    return fresh;
  }
  const key = parseDataKey(readFileSync(file, 'utf8'));
  if (key === null) {
    throw new Error(`${file} holds no key. Nothing was opened; put the file back and start again.`);
  }
  return dataKeyOf(key.key);
}
