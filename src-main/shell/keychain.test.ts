import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keychain } from '../testing/electron-stub.ts';
import { writeDurably } from '../db/durable-file.ts';
import { dataKey, type KeyPlaces } from './keychain.ts';

vi.mock('electron', () => import('../testing/electron-stub.ts'));

let folder: string;
let places: KeyPlaces;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paydesk-key-'));
  places = {
    sealedFile: join(folder, 'key.sealed'), plainFile: join(folder, 'key'), write: writeDurably,
  };
  Object.assign(keychain, { available: true, backend: 'gnome_libsecret', locked: false });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the key of a data folder', () => {
  test('is made once and then stays the same', () => {
    const key = dataKey(places);
    expect(key).toHaveLength(32);
    expect(dataKey(places).equals(key)).toBe(true);
  });

  test('lies sealed in a file of its owner alone', () => {
    const key = dataKey(places);
    expect(readFileSync(places.sealedFile, 'utf8')).not.toContain(key.toString('hex'));
    expect(statSync(places.sealedFile).mode & 0o077).toBe(0);
  });

  test.each([
    ['no keychain', { available: false }],
    ['a keychain that only pretends', { backend: 'basic_text' }],
  ])('lies in a plain file of its owner alone under %s', (_case, state) => {
    Object.assign(keychain, state);
    const key = dataKey(places);
    expect(readFileSync(places.plainFile, 'utf8')).toBe(`${key.toString('hex')}\n`);
    expect(statSync(places.plainFile).mode & 0o077).toBe(0);
  });

  test('is the one that browser mode made, where there is one', () => {
    writeFileSync(places.plainFile, 'ab'.repeat(32));
    expect(dataKey(places).toString('hex')).toBe('ab'.repeat(32));
  });

  test('is never replaced when the keychain changed', () => {
    dataKey(places);
    const sealed = readFileSync(places.sealedFile, 'utf8');
    Object.assign(keychain, { backend: 'kwallet6' });
    expect(() => dataKey(places)).toThrow(/sealed by gnome_libsecret.*offers kwallet6/);
    expect(readFileSync(places.sealedFile, 'utf8')).toBe(sealed);
  });

  test('is not made anew beside a database that was sealed with another', () => {
    writeFileSync(join(folder, 'paydesk.db'), '');
    expect(() => dataKey(places)).toThrow(/is missing.*Nothing was opened/s);
    expect(existsSync(places.sealedFile)).toBe(false);
  });

  test.each([[true, 'sealedFile'], [false, 'plainFile']] as const)(
    'is durable before it is used (a keychain: %s)', (available, place) => {
      Object.assign(keychain, { available });
      const written: string[] = [];
      dataKey({ ...places, write: (file) => { written.push(file); } });
      expect(written).toEqual([places[place]]);
    },
  );

  test('is asked for in words when the keychain is locked', () => {
    dataKey(places);
    Object.assign(keychain, { locked: true });
    expect(() => dataKey(places)).toThrow(/Unlock the keychain/);
  });

  test('is refused when the file holds something else', () => {
    writeFileSync(places.plainFile, 'short');
    expect(() => dataKey(places)).toThrow(/holds no key of 32 bytes/);
  });
});
