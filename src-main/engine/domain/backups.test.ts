import { describe, expect, test } from 'vitest';
import {
  backupsToRemove, dailyBackupDue, DEFAULT_BACKUP_RULE, type BackupKind, type BackupManifest,
} from './backups.ts';

const DAY = 86_400_000;

function copy(kind: BackupKind, createdAt: number, bytes = 1): BackupManifest {
  return {
    id: `${createdAt}-${kind}`, kind, createdAt, bytes, sha256: '',
    schema: { migrations: 1, newest: '' }, audit: { seq: 0, hash: '' },
    counts: { payments: 0, operations: 0, postings: 0 },
  };
}

/** One copy a day at noon, from day `from` to day `to`. */
function daily(from: number, to: number): readonly BackupManifest[] {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    copy('daily', (from + index) * DAY + DAY / 2));
}

function keptDays(all: readonly BackupManifest[], removed: readonly string[]): readonly number[] {
  return all.filter(({ id }) => !removed.includes(id))
    .map(({ createdAt }) => Math.floor(createdAt / DAY));
}

describe('the rule of backups', () => {
  test('keeps seven days and the last day of each of four weeks', () => {
    // Day 20,000 is a Friday; 20,044, 20,051 and 20,058 are Sundays.
    const all = daily(20_000, 20_061);
    const removed = backupsToRemove(all, DEFAULT_BACKUP_RULE);
    expect(keptDays(all, removed)).toEqual([
      20_044, 20_051, 20_055, 20_056, 20_057, 20_058, 20_059, 20_060, 20_061,
    ]);
  });

  test('keeps the newest of a day with two', () => {
    const all = [copy('daily', 5 * DAY), copy('daily', 5 * DAY + 1), ...daily(6, 8)];
    expect(backupsToRemove(all, { daily: 4, weekly: 0, bytesMax: 1_000 }))
      .toEqual([`${5 * DAY}-daily`]);
  });

  test('keeps ten of those that were asked for', () => {
    const all = Array.from({ length: 12 }, (_, index) => copy('asked', index));
    expect(backupsToRemove(all, DEFAULT_BACKUP_RULE)).toEqual(['0-asked', '1-asked']);
  });

  test('removes the oldest above the size, and never the two newest', () => {
    const all = [copy('daily', DAY, 60), copy('daily', 2 * DAY, 60), copy('daily', 3 * DAY, 60)];
    expect(backupsToRemove(all, { ...DEFAULT_BACKUP_RULE, bytesMax: 130 }))
      .toEqual([`${DAY}-daily`]);
    expect(backupsToRemove(all.slice(1), { ...DEFAULT_BACKUP_RULE, bytesMax: 1 })).toEqual([]);
  });

  test('keeps nothing of no copies', () => {
    expect(backupsToRemove([], DEFAULT_BACKUP_RULE)).toEqual([]);
  });
});

describe('the daily copy', () => {
  test('is due once a day, whatever was asked for', () => {
    const all = [copy('daily', 5 * DAY + 10), copy('asked', 6 * DAY + 10)];
    expect(dailyBackupDue(all, 6 * DAY - 1)).toBe(false);
    expect(dailyBackupDue(all, 6 * DAY + 20)).toBe(true);
    expect(dailyBackupDue([], 0)).toBe(true);
  });
});
