import { z } from 'zod';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { dayStart } from '../payments/payments-search.ts';

export type AuditPage = CallOutput<'audit.list'>;
export type AuditEntry = AuditPage['items'][number];
export type AuditDetail = CallOutput<'audit.get'>;

const PAGE_ROWS = 100;
const DAY_MS = 86_400_000;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine((name) => dayStart(name) !== null)
  .optional().catch(undefined);

/** What the address says: whose acts, which, about what, on which UTC days, both inclusive. */
export const auditSearch = z.object({
  subject: z.string().min(1).max(128).optional().catch(undefined),
  actor: z.string().min(1).max(100).optional().catch(undefined),
  act: z.string().min(1).max(80).optional().catch(undefined),
  from: day, to: day,
  /** The number of the entry that is open beside the list. */
  open: z.coerce.number().int().min(1).optional().catch(undefined),
});
export type AuditSearch = z.output<typeof auditSearch>;

/** Whether entries are searched for by what they say, which is not live: it may take a while. */
export function isSearch({ actor, act, from, to }: AuditSearch): boolean {
  return [actor, act, from, to].some((value) => value !== undefined);
}

/** What the entries are asked for, without the one that is open. */
export function filterOf({ open: _open, ...filter }: AuditSearch): AuditSearch {
  return filter;
}

export function readAudit(
  search: AuditSearch, cursor: string | null, limit = PAGE_ROWS,
): Promise<AuditPage> {
  const { subject, actor, act, from, to } = search;
  const last = to === undefined ? null : dayStart(to);
  return call('audit.list', {
    subjectId: subject ?? null, actor: actor ?? null, act: act ?? null,
    fromMs: from === undefined ? null : dayStart(from),
    toMs: last === null ? null : last + DAY_MS - 1,
    cursor, limit,
  });
}
