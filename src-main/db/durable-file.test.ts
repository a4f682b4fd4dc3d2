import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeDurably } from './durable-file.ts';

let folder: string;

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'paydesk-durable-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

describe('a durable write', () => {
  test('replaces a file whole', () => {
    const file = join(folder, 'kept');
    writeFileSync(file, 'a longer text than the new one');
    writeDurably(file, 'short');
    expect(readFileSync(file, 'utf8')).toBe('short');
  });

  test('that fails leaves what was there, and nothing beside it', () => {
    const file = join(folder, 'kept');
    // A folder of that name cannot be replaced by a file: the last step fails.
    mkdirSync(join(file, 'inside'), { recursive: true });
    expect(() => writeDurably(file, 'text')).toThrow(/kept/);
    expect(readdirSync(folder)).toEqual(['kept']);
    expect(readdirSync(file)).toEqual(['inside']);
  });
});
