/** Codec of the small files beside a copy. They are read back from disk, so nothing is believed. */
import { z } from 'zod';
import {
  backupKinds, type BackupDrill, type BackupManifest,
} from '../engine/domain/backups.ts';

const whole = z.number().int().min(0);

const manifestShape = z.object({
  id: z.string(), kind: z.enum(backupKinds), createdAt: whole, bytes: whole,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  schema: z.object({ migrations: whole, newest: z.string() }),
  audit: z.object({ seq: whole, hash: z.string() }),
  counts: z.object({ payments: whole, operations: whole, postings: whole }),
});

const drillShape = z.object({
  at: whole, ok: z.boolean(), problems: z.array(z.string()), auditEntries: whole,
  tookMs: z.number(),
});

/** Null where the text is not a manifest. */
export function parseManifest(text: string): BackupManifest | null {
  return manifestShape.safeParse(jsonOf(text)).data ?? null;
}

/** Null where the text is not the result of a drill. */
export function parseDrill(text: string): BackupDrill | null {
  return drillShape.safeParse(jsonOf(text)).data ?? null;
}

/** Null where the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
