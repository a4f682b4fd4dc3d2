/** Copies of the store: made, kept by rule, examined, and put in its place. */
import { z } from 'zod';
import { backupKinds } from '../engine/domain/backups.ts';
import { command, nothing, query } from './define.ts';
import { id, instant, reasonText, secondOperator } from './values.ts';

const drillView = z.object({
  at: instant, ok: z.boolean(), problems: z.array(z.string()), auditEntries: z.number().int(),
  tookMs: z.number(),
});

export const backupView = z.object({
  id, kind: z.enum(backupKinds), createdAt: instant, bytes: z.number().int(), sha256: z.string(),
  schemaVersion: z.number().int(), auditSeq: z.number().int(), auditHash: z.string(),
  payments: z.number().int(), postings: z.number().int(), drill: drillView.nullable(),
});
export type BackupView = z.infer<typeof backupView>;

const gib = 1024 ** 3;
export const backupRule = z.strictObject({
  daily: z.number().int().min(1).max(60), weekly: z.number().int().min(0).max(60),
  bytesMax: z.number().int().min(gib / 4).max(4_096 * gib),
});

/** A store that was put in the place of another and sends nothing yet. */
const restoredView = z.object({
  at: instant, backupId: id, backupAt: instant, by: z.string(), second: z.string(),
  reason: z.string(), done: z.boolean(), asked: z.number().int(), differing: z.number().int(),
  silent: z.number().int(), unclear: z.number().int(),
  /** Audit entries that the replaced store had and the copy has not; null where unknown. */
  missingEntries: z.number().int().nullable(),
});
export type RestoredView = z.infer<typeof restoredView>;

export const backups = {
  list: query(nothing, z.object({
    items: z.array(backupView), rule: backupRule, busy: z.enum(['make', 'drill']).nullable(),
    problem: z.string().nullable(), restored: restoredView.nullable(), folder: z.string(),
  })),
  /** For the notice on every screen. */
  restored: query(nothing, z.object({ restored: restoredView.nullable() })),
  make: command(nothing, z.object({ backupId: id }), 'configure'),
  drill: command(z.strictObject({ backupId: id }), drillView, 'configure'),
  remove: command(z.strictObject({ backupId: id }), z.object({ backupId: id }), 'configure'),
  saveRule: command(backupRule, backupRule, 'configure'),
  /** `confirmation` is the copy's id, typed. Answered before Paydesk stops and starts again. */
  restore: command(z.strictObject({
    backupId: id, confirmation: z.string().max(128), reason: reasonText, second: secondOperator,
  }), z.object({ backupId: id }), 'configure', 'confirmed'),
  lift: command(z.strictObject({ reason: reasonText, second: secondOperator }), nothing,
    'configure', 'confirmed'),
};
