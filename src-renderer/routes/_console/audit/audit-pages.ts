import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';

export type AuditPage = CallOutput<'audit.list'>;
export type AuditEntry = AuditPage['items'][number];

const PAGE_ROWS = 100;

export function readAudit(subjectId: string | null, cursor: string | null): Promise<AuditPage> {
  return call('audit.list', { subjectId, cursor, limit: PAGE_ROWS });
}
