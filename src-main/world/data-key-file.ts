import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  dataKeyOf, formatDataKey, makeDataKey, parseDataKey, type DataKey,
} from '../engine/secrets/data-key.ts';
import { writeDurably } from '../db/durable-file.ts';
import { systemRandom } from './ports.ts';

/**
 * The data folder's key without a keychain: a file that only this user can read, made on first
 * use, before there is a database. A file that holds no key stops the start, and so does a missing
 * one beside a database: a key is never replaced by us, because what was sealed under the lost one
 * could not be opened again.
 */
export function dataKeyFile(file: string): DataKey {
  if (!existsSync(file)) return freshKey(file);
  const key = parseDataKey(readFileSync(file, 'utf8'));
  if (key === null) {
    throw new Error(`${file} holds no key. Nothing was opened; put the file back and start again.`);
  }
  return dataKeyOf(key.key);
}

function freshKey(file: string): DataKey {
  if (existsSync(`${file}.sealed`)) {
    throw new Error(
      'The key of this data folder lies in the keychain of the desktop application. Nothing was '
      + 'opened; start the Paydesk window, or use another data folder.',
    );
  }
  if (existsSync(join(dirname(file), 'paydesk.db'))) {
    throw new Error(
      `${file} is missing, and the database beside it was sealed with it. Nothing was opened; put `
      + 'the file back from where the folder was copied. Where the key is lost for good, write 64 '
      + 'random hexadecimal digits into that file, and enter every provider\'s secrets again.',
    );
  }
  const fresh = makeDataKey(systemRandom);
  // Durable before anything is sealed under it: the database is, and would outlive its key.
  writeDurably(file, formatDataKey(fresh));
  return fresh;
}
