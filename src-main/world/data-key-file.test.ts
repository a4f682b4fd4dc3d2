import {
  existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataKeyFile } from './data-key-file.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paydesk-data-key-'));
  file = join(folder, 'data.key');
});
afterEach(() => { rmSync(folder, { recursive: true }); });

describe('the key file of a data folder', () => {
  test('is made once, for its owner alone, and leaves nothing beside it', () => {
    const made = dataKeyFile(file);
    expect(dataKeyFile(file)).toEqual(made);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(folder)).toEqual(['data.key']);
  });

  test('is made anew over what a start that was cut off left half written', () => {
    writeFileSync(`${file}.new`, 'abc');
    expect(dataKeyFile(file).key).toHaveLength(32);
    expect(readdirSync(folder)).toEqual(['data.key']);
  });

  test('is not made beside a database, which another key had sealed', () => {
    writeFileSync(join(folder, 'paydesk.db'), '');
    expect(() => dataKeyFile(file)).toThrow(/data\.key is missing.*Nothing was opened; put the/);
    expect(existsSync(file)).toBe(false);
  });

  test('is not made where the keychain has the key', () => {
    writeFileSync(`${file}.sealed`, '{}');
    expect(() => dataKeyFile(file)).toThrow(/keychain of the desktop/);
  });

  test.each(['', 'abc\n', `${'g'.repeat(64)}\n`])('is never replaced when it holds %j', (text) => {
    writeFileSync(file, text);
    expect(() => dataKeyFile(file)).toThrow(/holds no key\. Nothing was opened; put the file back/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
