import { join } from 'node:path';
import type { Backup, BackupRule } from '../domain/backups.ts';
import { refuse } from '../domain/refusals.ts';
import { accept } from '../domain/result.ts';
import type { BackupState } from '../backups/desk.ts';
import type { CallParsed } from '../../contract/contract.ts';
import type { BackupView, RestoredView } from '../../contract/backups.ts';
import type { Handlers } from '../../contract/handlers.ts';
import { acts, reads, secondOperator, type ViewDeps } from './guard.ts';

type BackupHandlers = Pick<Handlers, Extract<keyof Handlers, `backups.${string}`>>;

export function backupHandlers(deps: ViewDeps): BackupHandlers {
  const { backups } = deps;
  return {
    'backups.list': reads(deps, async () => {
      const state = await backups.state();
      return accept({
        items: state.items.map(backupView), rule: state.rule, busy: state.busy,
        problem: state.problem, restored: restoredView(state),
        folder: join(deps.dataFolder, 'backups'),
      });
    }),
    'backups.restored': reads(deps, async () =>
      accept({ restored: restoredView(await backups.state()) })),
    'backups.make': acts(deps, async (_input, { ask }) => {
      const made = await backups.make(ask);
      return made.ok ? accept({ backupId: made.value.id }) : made;
    }),
    'backups.drill': acts(deps, async ({ backupId }: { backupId: string }, { ask }) => {
      const found = await backups.drill(ask, backupId);
      return found.ok
        ? accept({ ...found.value, problems: [...found.value.problems] }) : found;
    }),
    'backups.remove': acts(deps, async ({ backupId }: { backupId: string }, { ask }) => {
      const removed = await backups.remove(ask, backupId);
      return removed.ok ? accept({ backupId: removed.value }) : removed;
    }),
    'backups.saveRule': acts(deps, (rule: BackupRule, { ask }) => backups.saveRule(ask, rule)),
    ...restoringHandlers(deps),
  };
}

function restoringHandlers(deps: ViewDeps) {
  const { backups } = deps;
  return {
    'backups.restore': acts(deps, async (
      { backupId, confirmation, reason, second }: CallParsed<'backups.restore'>,
      { ask, operator },
    ) => {
      if (confirmation.trim() !== backupId) {
        return refuse('invalid_request', { confirmation: 'is not the name of the backup' },
          'The name that was typed is not the backup\'s; nothing was restored.');
      }
      const verified = await secondOperator(deps, operator, second);
      if (!verified.ok) return verified;
      const ordered = await backups.restore(ask, {
        id: backupId, reason, second: verified.value,
      });
      return ordered.ok ? accept({ backupId: ordered.value }) : ordered;
    }),
    'backups.lift': acts(deps, async (
      { reason, second }: CallParsed<'backups.lift'>, { ask, operator },
    ) => {
      const verified = await secondOperator(deps, operator, second);
      if (!verified.ok) return verified;
      const lifted = await backups.lift(ask, { reason, second: verified.value });
      return lifted.ok ? accept({}) : lifted;
    }),
  } satisfies Partial<BackupHandlers>;
}

function backupView(
  { id, kind, createdAt, bytes, sha256, schema, audit, counts, drill }: Backup,
): BackupView {
  return {
    id, kind, createdAt, bytes, sha256, schemaVersion: schema.migrations, auditSeq: audit.seq,
    auditHash: audit.hash, payments: counts.payments, postings: counts.postings,
    drill: drill === null ? null : { ...drill, problems: [...drill.problems] },
  };
}

function restoredView({ restored, unclear }: BackupState): RestoredView | null {
  if (restored === null) return null;
  const {
    at, backupId, backupAt, by, second, reason, done, asked, differing, silent, replacedSeq,
    backupSeq,
  } = restored;
  return {
    at, backupId, backupAt, by: by.name, second: second.name, reason, done, asked, differing,
    silent, unclear,
    missingEntries: replacedSeq === null ? null : Math.max(0, replacedSeq - backupSeq),
  };
}
