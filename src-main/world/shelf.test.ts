import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync,
  writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHandClock } from '../testing/hand-clock.ts';
import { createCountingIds } from '../testing/seeded.ts';
import { createShelf } from './shelf.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'paydesk-shelf-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function open() {
  const clock = createHandClock(0);
  return { clock, shelf: createShelf(join(folder, 'out'), { clock, ids: createCountingIds() }) };
}
const receipt = {
  name: 'receipt.pdf', mime: 'application/pdf', bytes: new TextEncoder().encode('paid'), rows: 1,
};

describe('a prepared file', () => {
  test('is readable by this user only, and its hash and size are its own', async () => {
    const { shelf } = open();
    const prepared = await shelf.addBytes(receipt);
    expect(prepared).toEqual({
      fileId: prepared.fileId, name: 'receipt.pdf', mime: 'application/pdf', bytes: 4, rows: 1,
      sha256: createHash('sha256').update('paid').digest('hex'),
    });
    const file = shelf.find(prepared.fileId);
    expect(readFileSync(file?.path ?? '', 'utf8')).toBe('paid');
    // Windows has no such bits: a folder of the user's profile is that user's by itself.
    const mode = process.platform === 'win32' ? 0o600 : statSync(file?.path ?? '').mode & 0o777;
    expect(mode).toBe(0o600);
  });

  test('shows its window no path and takes none from its name', async () => {
    const { shelf } = open();
    const prepared = await shelf.addBytes({ ...receipt, name: '../../escaped' });
    expect(JSON.stringify(prepared)).not.toContain(folder);
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readdirSync(join(folder, 'out'))).toEqual([prepared.fileId]);
  });

  test('is handed out once', async () => {
    const { shelf } = open();
    const { fileId } = await shelf.addBytes(receipt);
    expect(shelf.take(fileId)?.name).toBe('receipt.pdf');
    expect([shelf.take(fileId), shelf.find(fileId), shelf.take('exp_none')])
      .toEqual([null, null, null]);
  });

  test('is removed after a quarter of an hour, fetched or not', async () => {
    const { shelf, clock } = open();
    const kept = await shelf.addBytes(receipt);
    const path = shelf.find(kept.fileId)?.path ?? '';
    clock.turn(899_999);
    expect(existsSync(path)).toBe(true);
    clock.turn(1);
    expect([existsSync(path), shelf.find(kept.fileId)]).toEqual([false, null]);
  });

  test('that was delivered leaves neither file nor timer', async () => {
    const { shelf, clock } = open();
    const file = shelf.take((await shelf.addBytes(receipt)).fileId);
    if (file === null) throw new Error('There is no file.');
    shelf.remove(file);
    expect([existsSync(file.path), clock.pending()]).toEqual([false, 0]);
  });

  test('that was written to its reserved place is shelved as it lies there', async () => {
    const { shelf } = open();
    const place = await shelf.reserve('payments.csv');
    writeFileSync(place.path, 'a,b\n');
    const prepared = await place.done('text/csv', 3, 'hash');
    expect(prepared).toMatchObject({ name: 'payments.csv', bytes: 4, rows: 3, sha256: 'hash' });
    expect(shelf.find(prepared.fileId)?.path).toBe(place.path);
  });
});

test('nothing outlives its windows: the folder is emptied at start and gone at the end', () => {
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out', 'old'), 'left behind');
  const { shelf } = open();
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
  shelf.close();
  expect(existsSync(join(folder, 'out'))).toBe(false);
});
