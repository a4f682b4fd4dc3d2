/** Copies of the store: what is known of one, and the rule by which they are kept. */

/** Why a copy was made: by the daily rule, by a person, or before the schema changed. */
export const backupKinds = ['daily', 'asked', 'migration'] as const;
export type BackupKind = (typeof backupKinds)[number];

/** What stands beside a copy, written when the copy is whole and on the disk. */
export type BackupManifest = {
  /** Also the name of its folder: UTC time and kind, so that names sort by age. */
  readonly id: string;
  readonly kind: BackupKind;
  readonly createdAt: number;
  readonly bytes: number;
  readonly sha256: string;
  /** How many migrations the copy has, and the hash of the newest. */
  readonly schema: { readonly migrations: number; readonly newest: string };
  /** The newest entry of the audit chain; `seq` 0 where nothing was written yet. */
  readonly audit: { readonly seq: number; readonly hash: string };
  readonly counts: {
    readonly payments: number; readonly operations: number; readonly postings: number;
  };
};

/** What a restore drill found in a copy; kept beside it. */
export type BackupDrill = {
  readonly at: number;
  readonly ok: boolean;
  /** One sentence per finding, at most a hundred; empty when everything fits. */
  readonly problems: readonly string[];
  readonly auditEntries: number;
  readonly tookMs: number;
};

export type Backup = BackupManifest & { readonly drill: BackupDrill | null };

/** How many copies are kept, by age and in total size. The two newest are never removed. */
export type BackupRule = {
  readonly daily: number;
  readonly weekly: number;
  readonly bytesMax: number;
};

export const DEFAULT_BACKUP_RULE: BackupRule = {
  daily: 7, weekly: 4, bytesMax: 20 * 1024 ** 3,
};

/** Copies that a person asked for, and those made before a migration, kept of each kind. */
const BY_KIND_MAX = 10;
const NEVER_REMOVED = 2;
const DAY_MS = 86_400_000;

/**
 * The copies that the rule no longer keeps, oldest first. Of the daily ones the newest of each of
 * the last `daily` days that have one stay, and the newest of each of the last `weekly` weeks.
 */
export function backupsToRemove(
  all: readonly BackupManifest[],
  { daily, weekly, bytesMax }: BackupRule,
): readonly string[] {
  const newestFirst = all.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const ofKind = (kind: BackupKind) => newestFirst.filter((one) => one.kind === kind);
  const kept = new Set([
    ...newestFirst.slice(0, NEVER_REMOVED),
    ...newestOfEach(ofKind('daily'), dayOf).slice(0, daily),
    ...newestOfEach(ofKind('daily'), weekOf).slice(0, weekly),
    ...ofKind('asked').slice(0, BY_KIND_MAX),
    ...ofKind('migration').slice(0, BY_KIND_MAX),
  ]);
  let bytes = 0;
  const staying = newestFirst.filter((one) => kept.has(one)).filter((one, index) => {
    bytes += one.bytes;
    return index < NEVER_REMOVED || bytes <= bytesMax;
  });
  return newestFirst.filter((one) => !staying.includes(one)).map(({ id }) => id).toReversed();
}

/** Whether the daily copy is due: none of that kind was made on this UTC day yet. */
export function dailyBackupDue(all: readonly BackupManifest[], nowMs: number): boolean {
  return !all.some(({ kind, createdAt }) => kind === 'daily' && dayOf({ createdAt }) === dayOf({
    createdAt: nowMs,
  }));
}

function newestOfEach(
  newestFirst: readonly BackupManifest[],
  periodOf: (one: BackupManifest) => number,
): readonly BackupManifest[] {
  const seen = new Set<number>();
  return newestFirst.filter((one) => {
    const period = periodOf(one);
    if (seen.has(period)) return false;
    seen.add(period);
    return true;
  });
}

function dayOf({ createdAt }: Pick<BackupManifest, 'createdAt'>): number {
  return Math.floor(createdAt / DAY_MS);
}

/** Weeks that begin on Monday; 1970-01-01 was a Thursday. */
function weekOf({ createdAt }: Pick<BackupManifest, 'createdAt'>): number {
  return Math.floor((createdAt / DAY_MS + 3) / 7);
}
