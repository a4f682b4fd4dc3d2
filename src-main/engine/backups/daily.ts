import { ENGINE } from '../domain/actor.ts';
import { dailyBackupDue, type BackupDrill, type BackupManifest } from '../domain/backups.ts';
import type { Result } from '../domain/result.ts';
import { openItem } from '../attention/items.ts';
import { attentionId, counterWrite } from '../payments/record.ts';
import type { BackupFiles, Clock, Log, Store, Write } from '../ports.ts';

export type DailyBackupDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Pick<BackupFiles, 'list'>;
  /** Whether a copy or a drill is running. */
  readonly busy: () => boolean;
  readonly make: () => Promise<Result<BackupManifest>>;
  readonly drill: (id: string) => Promise<Result<BackupDrill>>;
};

const LOOK_MS = 900_000;
const FIRST_LOOK_MS = 60_000;
const DRILL_EVERY_MS = 7 * 86_400_000;
const ITEM = { subject: 'work', subjectId: 'backup', reason: 'work-broken' } as const;
const ITEM_ID = attentionId(ITEM.subject, ITEM.subjectId, ITEM.reason);

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
    if (dailyBackupDue(files.list(), clock.nowMs())) {
      const made = await deps.make();
      await tell(deps, made.ok ? null : `It was not made: ${made.refusal.message}`);
    }
    const [newest] = files.list();
    const drilledAt = Math.max(0, ...files.list().map((one) => one.drill?.at ?? 0));
    if (newest === undefined || clock.nowMs() - drilledAt < DRILL_EVERY_MS) return;
    const found = await deps.drill(newest.id);
    if (found.ok && !found.value.ok) {
      await tell(deps, `The copy ${newest.id} cannot be relied on: ${found.value.problems[0]}`);
    }
  } catch (error) {
    log.error('the daily backup failed', { error });
  }
}

/** Opens the item of failing backups, or closes it: nothing fails silently (R14). */
async function tell(
  { store, clock }: DailyBackupDeps,
  problem: string | null,
): Promise<void> {
  const nowMs = clock.nowMs();
  const present = await store.read.attention(ITEM_ID);
  const open = present !== null && present.closedAt === null;
  if (open === (problem !== null)) return;
  const writes: readonly Write[] = problem === null
    ? [
      { write: 'attention-closed', id: ITEM_ID, at: nowMs },
      counterWrite(`attention:${ITEM.reason}`, -1),
    ]
    : await openItem(store, {
      ...ITEM, nowMs, text: `The daily backup needs you. ${problem} Paydesk goes on trying.`,
    });
  await store.commit({
    writes, audit: {
      at: nowMs, actor: ENGINE, act: problem === null ? 'backup.works' : 'backup.failed',
      subject: 'backup', subjectId: 'backup', reason: problem ?? '', data: {},
    },
  });
}
