import { ENGINE } from '../domain/actor.ts';
import {
  dailyBackupDue, type Backup, type BackupDrill, type BackupManifest,
} from '../domain/backups.ts';
import type { Result } from '../domain/result.ts';
import { openItem } from '../attention/items.ts';
import { noticeWrite } from '../notices/notices.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import type { BackupFiles, Clock, Ids, Log, Store, Write } from '../ports.ts';
import { inEnglish, tell } from '../views/told.ts';

export type DailyBackupDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly files: Pick<BackupFiles, 'list'>;
  /** Whether a copy or a drill is running. */
  readonly busy: () => boolean;
  readonly make: () => Promise<Result<BackupManifest>>;
  readonly drill: (id: string) => Promise<Result<BackupDrill>>;
};

const LOOK_MS = 900_000;
/** Whoever has just signed in comes first; a copy, and the word of it, follows a little later. */
const FIRST_LOOK_MS = 300_000;
const DRILL_EVERY_MS = 7 * 86_400_000;
/** The item of failing copies, and that of failing drills: one that works closes only its own. */
const ITEMS = { copy: 'backup', drill: 'backup-drill' } as const;
const ITEM = { subject: 'work', reason: 'work-broken' } as const;

/** Looks every quarter of an hour whether the copy of the day, or the drill of the week, is due. */
export function createDailyBackups(
  deps: DailyBackupDeps,
): { readonly start: () => void; readonly stop: () => void } {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const look = (delayMs: number): void => {
    if (stopped) return;
    cancel = deps.clock.after(delayMs, () => {
      void keepUp(deps).finally(() => { look(LOOK_MS); });
    });
  };
  return {
    start: () => { look(FIRST_LOOK_MS); },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}

async function keepUp(deps: DailyBackupDeps): Promise<void> {
  const { clock, files, log } = deps;
  try {
    if (deps.busy()) return;
    if (dailyBackupDue(files.list(), clock.nowMs())) await copyOfTheDay(deps);
    const drilled = drillDue(files.list(), clock.nowMs());
    if (drilled !== null) await drillOfTheWeek(deps, drilled.id);
  } catch (error) {
    log.error('the daily backup failed', { error });
  }
}

/** The newest copy, where none was found whole for a week and this one was not examined since. */
function drillDue(newestFirst: readonly Backup[], nowMs: number): Backup | null {
  const [newest] = newestFirst;
  if (newest === undefined || nowMs - (newest.drill?.at ?? 0) < DRILL_EVERY_MS) return null;
  const wholeAt = newestFirst.map(({ drill }) => (drill?.ok === true ? drill.at : 0));
  return nowMs - Math.max(0, ...wholeAt) < DRILL_EVERY_MS ? null : newest;
}

async function copyOfTheDay(deps: DailyBackupDeps): Promise<void> {
  const made = await deps.make();
  if (!made.ok) {
    const why = made.refusal.message;
    await report(deps, 'copy', {
      backupId: 'daily', problem: why, text: inEnglish(tell('notice.backupFailed', { why })),
      waits: inEnglish(tell('waits.backup', { why })),
    });
    return;
  }
  const backupId = made.value.id;
  const text = inEnglish(tell('notice.backupMade', { backup: backupId }));
  await report(deps, 'copy', { backupId, problem: null, waits: '', text });
}

async function drillOfTheWeek(deps: DailyBackupDeps, backupId: string): Promise<void> {
  const found = await deps.drill(backupId);
  // Somebody began a copy or a drill meanwhile: that is no failure, and it is looked at again.
  if (!found.ok && found.refusal.code !== 'internal') return;
  const why = found.ok ? found.value.problems[0] ?? 'it is not whole.' : found.refusal.message;
  const values = { backup: backupId, why };
  if (found.ok && found.value.ok) {
    const text = inEnglish(tell('notice.drillFine', { backup: backupId }));
    await report(deps, 'drill', { backupId, problem: null, waits: '', text });
    return;
  }
  const ended = found.ok ? 'drillBad' : 'drillFailed';
  await report(deps, 'drill', {
    backupId, problem: why, text: inEnglish(tell(`notice.${ended}`, values)),
    waits: inEnglish(tell(`waits.${ended}`, values)),
  });
}

/**
 * Tells for information how it ended, and opens the item of what fails, or closes it: nothing
 * fails silently (R14). What goes on failing is told once.
 */
async function report(
  { store, clock, ids }: DailyBackupDeps,
  what: keyof typeof ITEMS,
  { backupId, problem, text, waits }: {
    readonly backupId: string; readonly problem: string | null;
    /** For information, and for the item of what failed. */
    readonly text: string; readonly waits: string;
  },
): Promise<void> {
  const nowMs = clock.nowMs();
  const subjectId = ITEMS[what];
  const itemId = attentionId(ITEM.subject, subjectId, ITEM.reason);
  const present = await store.read.attention(itemId);
  const isOpen = present !== null && present.closedAt === null;
  if (isOpen && problem !== null) return;
  const notice = noticeWrite(ids, {
    kind: 'backup-done', subject: 'backup', subjectId: backupId, text, at: nowMs,
  });
  if (!isOpen && problem === null) {
    await store.commit({ writes: [notice], audit: null });
    return;
  }
  const changes: readonly Write[] = problem === null
    ? [
      { write: 'attention-closed', id: itemId, at: nowMs },
      counterWrite(`attention:${ITEM.reason}`, -1),
    ]
    : await openItem(store, { ...ITEM, subjectId, nowMs, text: waits });
  await store.commit({
    writes: [...changes, notice], audit: {
      at: nowMs, actor: ENGINE, subject: 'backup', subjectId, reason: problem ?? '', data: {},
      act: problem === null ? 'backup.works' : 'backup.failed',
    },
  });
}
