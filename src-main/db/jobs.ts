import type { Job } from '../engine/domain/job.ts';
import { createCodec } from './codec.ts';
import type { Database } from './open.ts';
import { reader, type RowReader } from './query.ts';
import type { RowMemory } from './row-memory.ts';
import { jobs } from './schema-work.ts';

export const jobCodec = createCodec(jobs, {
  write: (job: Job) => ({
    id: job.id,
    marketplace_id: job.marketplaceId,
    state: job.state,
    payload: job.payload,
    ttl_ms: job.ttlMs,
    expires_at: job.expiresAt,
    payment_id: job.paymentId,
    reason: job.reason,
    created_at: job.createdAt,
    updated_at: job.updatedAt,
    ended_at: job.endedAt,
    version: job.version,
  }),
  read: (row): Job => ({
    id: row.id,
    marketplaceId: row.marketplace_id,
    state: row.state,
    payload: row.payload,
    ttlMs: row.ttl_ms,
    expiresAt: row.expires_at,
    paymentId: row.payment_id,
    reason: row.reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    endedAt: row.ended_at,
    version: row.version,
  }),
});

export function createJobReads(
  database: Database,
  memory: RowMemory<Job>,
): { readonly byId: RowReader<Job> } {
  return { byId: reader(database, jobCodec, memory).one('where id = ?') };
}
