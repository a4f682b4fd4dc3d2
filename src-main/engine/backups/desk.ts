import { z } from 'zod';
import { ENGINE, type Actor } from '../domain/actor.ts';
import {
  backupsToRemove, DEFAULT_BACKUP_RULE, type Backup, type BackupDrill,
  type BackupKind, type BackupManifest, type BackupRule,
} from '../domain/backups.ts';
import type { AuditDraft, Operator } from '../domain/records.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, type Result } from '../domain/result.ts';
import type { Ask, Engine } from '../api.ts';
import type { BackupFiles, Clock, Ids, Log, Store, Write } from '../ports.ts';
import { createDailyBackups } from './daily.ts';
import { RESTORED, type Restored } from './restored.ts';

/** Two operators and why; the second is already verified by password. */
export type TwoPeople = { readonly second: Operator; readonly reason: string };

/** What is to be put in the place of the store, by whom. */
export type Restoring = {
  readonly backupId: string; readonly at: number;
  readonly by: { readonly id: string; readonly name: string };
  readonly second: { readonly id: string; readonly name: string };
  readonly reason: string; readonly replacedSeq: number | null;
};

export type BackupState = {
  readonly items: readonly Backup[];
  readonly rule: BackupRule;
  /** What is running now. */
  readonly busy: 'make' | 'drill' | null;
  readonly problem: string | null;
  readonly restored: Restored | null;
  /** Outcomes that are still open; a restored store is lifted when there are none. */
  readonly unclear: number;
};

/** What an operator may do with the copies of the store. */
export type BackupDesk = {
  readonly state: () => Promise<BackupState>;
  readonly make: (ask: Ask) => Promise<Result<BackupManifest>>;
  readonly drill: (ask: Ask, id: string) => Promise<Result<BackupDrill>>;
  readonly remove: (ask: Ask, id: string) => Promise<Result<string>>;
  readonly saveRule: (ask: Ask, rule: BackupRule) => Promise<Result<BackupRule>>;
  /** Examines the copy, keeps the order, and has Paydesk stop and start through it. */
  readonly restore: (ask: Ask, input: TwoPeople & { readonly id: string })
    => Promise<Result<string>>;
  /** Lets a restored store send again, once everything open is clear. */
  readonly lift: (ask: Ask, input: TwoPeople) => Promise<Result<null>>;
  /** Begins the daily copies. */
  readonly start: () => void;
  readonly stop: () => void;
};

export type BackupDeskDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly files: BackupFiles;
  readonly hold: Engine['hold'];
  /** Keeps the order on the disk and restarts; null where this door cannot. */
  readonly orderRestore: ((order: Restoring) => void) | null;
  /** What became of a restore at this start, as a sentence; null: nothing to say. */
  readonly notRestored: string | null;
};

const RULE = 'backup:rule';

const ruleShape = z.object({
  daily: z.number().int(), weekly: z.number().int(), bytesMax: z.number().int(),
});

type Desk = BackupDeskDeps & { busy: 'make' | 'drill' | null; problem: string | null };

/**
 * The copies of the store: made daily and when asked for, kept by rule, opened as a drill, and put
 * in the store's place. Copying and examining run in threads; nothing here delays a release.
 */
export function createBackupDesk(deps: BackupDeskDeps): BackupDesk {
  const desk: Desk = { ...deps, busy: null, problem: deps.notRestored };
  const daily = createDailyBackups({
    ...deps, busy: () => desk.busy !== null,
    make: () => copy(desk, ENGINE, 'daily'), drill: (id) => drill(desk, ENGINE, id),
  });
  return {
    state: () => stateOf(desk),
    make: (ask) => copy(desk, ask.actor, 'asked'),
    drill: (ask, id) => drill(desk, ask.actor, id),
    // It may be the very copy that is being drilled.
    remove: async (ask, id) => desk.busy === null
      ? remove(desk, ask.actor, id) : refuse('state_forbids', {}, BUSY),
    saveRule: (ask, rule) => saveRule(desk, ask.actor, rule),
    restore: (ask, input) => restore(desk, ask.actor, input),
    lift: (ask, input) => lift(desk, ask.actor, input),
    start: daily.start,
    stop: daily.stop,
  };
}

async function stateOf({ store, files, hold, busy, problem }: Desk): Promise<BackupState> {
  const restored = hold.state();
  return {
    items: files.list(), rule: await ruleOf(store), busy, problem, restored,
    unclear: restored === null ? 0 : await unclearIn(store),
  };
}

async function unclearIn(store: Store): Promise<number> {
  return (await store.read.counters('status:'))
    .filter(({ name }) => name.endsWith(':unclear'))
    .reduce((sum, { count }) => sum + count, 0);
}

async function ruleOf(store: Store): Promise<BackupRule> {
  const text = await store.read.setting(RULE);
  return text === null ? DEFAULT_BACKUP_RULE : ruleShape.parse(JSON.parse(text));
}

async function copy(desk: Desk, actor: Actor, kind: BackupKind): Promise<Result<BackupManifest>> {
  if (desk.busy !== null) return refuse('state_forbids', {}, BUSY);
  const { store, clock, files } = desk;
  return occupied(desk, 'make', async () => {
    const made = await files.make(kind, clock.nowMs());
    await store.commit({
      writes: [lastBackup(made)],
      audit: audited(actor, clock.nowMs(), {
        act: 'backup.make', id: made.id, reason: '',
        data: { sha256: made.sha256, auditSeq: String(made.audit.seq) },
      }),
    });
    for (const id of backupsToRemove(files.list(), await ruleOf(store))) {
      await remove(desk, ENGINE, id);
    }
    return accept(made);
  });
}

/** Told as `settings`, so that the screens read again. */
function lastBackup({ id }: BackupManifest): Write {
  return { write: 'setting', key: 'backup:last', value: id };
}

const BUSY = 'Another backup or drill is running; wait until it has ended.';

async function occupied<T>(
  desk: Desk,
  busy: 'make' | 'drill',
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  desk.busy = busy;
  try {
    const result = await work();
    desk.problem = null;
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    desk.log.error('a backup task failed', { error });
    desk.problem = busy === 'make'
      ? `The backup was not made (${reason}). The copies before it are as they were.`
      : `The drill did not end (${reason}). The copy is as it was.`;
    return refuse('internal', {}, desk.problem);
  } finally {
    desk.busy = null;
  }
}

async function drill(desk: Desk, actor: Actor, id: string): Promise<Result<BackupDrill>> {
  if (desk.busy !== null) return refuse('state_forbids', {}, BUSY);
  if (desk.files.read(id) === null) return refuse('not_found', { backup: id });
  const { store, clock, files } = desk;
  return occupied(desk, 'drill', async () => {
    const found = await files.drill(id);
    await store.commit({
      writes: [{ write: 'setting', key: 'backup:drilled', value: id }],
      audit: audited(actor, clock.nowMs(), {
        act: 'backup.drill', id, reason: found.problems[0] ?? '',
        data: { ok: String(found.ok) },
      }),
    });
    return accept(found);
  });
}

async function remove(
  { files, store, clock }: Desk,
  actor: Actor,
  id: string,
): Promise<Result<string>> {
  if (files.read(id) === null) return refuse('not_found', { backup: id });
  // The intent first: a copy that is gone without a trace would look like one that was stolen.
  const answer = await store.commit({
    writes: [{ write: 'setting', key: 'backup:removed', value: id }],
    audit: audited(actor, clock.nowMs(), { act: 'backup.remove', id, reason: '' }),
  });
  if (!answer.ok) return refuse('version_conflict');
  files.remove(id);
  return accept(id);
}

async function saveRule(
  { store, clock }: Desk,
  actor: Actor,
  rule: BackupRule,
): Promise<Result<BackupRule>> {
  const answer = await store.commit({
    writes: [{ write: 'setting', key: RULE, value: JSON.stringify(rule) }],
    audit: audited(actor, clock.nowMs(), {
      act: 'backup.rule', id: 'rule', reason: '',
      data: {
        daily: String(rule.daily), weekly: String(rule.weekly), bytesMax: String(rule.bytesMax),
      },
    }),
  });
  return answer.ok ? accept(rule) : refuse('version_conflict');
}

async function restore(
  desk: Desk,
  actor: Actor,
  { id, second, reason }: TwoPeople & { readonly id: string },
): Promise<Result<string>> {
  const { store, clock, orderRestore } = desk;
  if (second.id === actor.id) return refuse('same_operator');
  if (orderRestore === null) return refuse('state_forbids', {}, 'This door cannot restart itself.');
  const drilled = await drill(desk, actor, id);
  if (!drilled.ok) return drilled;
  if (!drilled.value.ok) {
    return refuse('state_forbids', { backup: id },
      `Nothing was restored: ${drilled.value.problems[0] ?? 'the drill found a problem.'}`);
  }
  const at = clock.nowMs();
  const head = await store.read.auditHead();
  await store.commit({
    writes: [{ write: 'setting', key: 'backup:restoring', value: id }],
    audit: audited(actor, at, {
      act: 'backup.restore', id, reason: `${reason} (second operator: ${second.name})`,
      data: { secondOperator: second.id },
    }),
  });
  orderRestore({
    backupId: id, at, by: { id: actor.id, name: actor.name },
    second: { id: second.id, name: second.name }, reason,
    replacedSeq: head === null ? null : head.seq + 1,
  });
  return accept(id);
}

async function lift(
  { store, clock, hold }: Desk,
  actor: Actor,
  { second, reason }: TwoPeople,
): Promise<Result<null>> {
  const restored = hold.state();
  if (second.id === actor.id) return refuse('same_operator');
  if (restored === null) return refuse('state_forbids', {}, 'The store is not held.');
  if (!restored.done) {
    return refuse('state_forbids', {}, 'Not every provider has answered yet; nothing was lifted.');
  }
  const unclear = await unclearIn(store);
  if (unclear > 0) {
    return refuse('outcome_unclear', { payments: String(unclear) },
      `${unclear} payments are still unclear; resolve them in Attention first.`);
  }
  const answer = await store.commit({
    writes: [{ write: 'setting', key: RESTORED, value: '' }],
    audit: audited(actor, clock.nowMs(), {
      act: 'backup.lift', id: restored.backupId,
      reason: `${reason} (second operator: ${second.name})`, data: { secondOperator: second.id },
    }),
  });
  if (!answer.ok) return refuse('version_conflict');
  hold.lifted();
  return accept(null);
}

/** The audit entry of something that was done with a copy. */
function audited(
  actor: Actor,
  at: number,
  { act, id, reason, data = {} }: {
    readonly act: string; readonly id: string; readonly reason: string;
    readonly data?: Readonly<Record<string, string>>;
  },
): AuditDraft {
  return { at, actor, act, subject: 'backup', subjectId: id, reason, data };
}
