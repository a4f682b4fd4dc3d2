/** Receipts, exports, webhooks out, purchases and the audit log. */
import { z } from 'zod';
import { chainProblems } from '../engine/domain/audit-chain.ts';
import { command, nothing, query } from './define.ts';
import { id, instant, pageInput, pageOf } from './values.ts';
import { preparedFile } from './files.ts';
import { paymentFilter } from './payments.ts';

const timeZones: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
const timeZone = z.string().refine((zone) => timeZones.has(zone), 'There is no such time zone.');

/** What a window may hand over as a table. */
export const TABLE_ROWS_MAX = 5_000;

export const files = {
  /** `zone`: the reader's time zone, which a PDF shows beside UTC. */
  receipt: command(z.strictObject({
    paymentId: id, format: z.enum(['json', 'pdf']), zone: timeZone.nullable().optional(),
  }), preparedFile, 'see'),
  /** Everything known of a payment, as one ZIP without secrets. */
  evidence: command(z.strictObject({ paymentId: id }), preparedFile, 'see'),
  paymentsCsv: command(z.strictObject({ filter: paymentFilter }), preparedFile, 'see'),
  /** A table exactly as a window shows it: its columns in their order, every row. */
  tableCsv: command(z.strictObject({
    name: z.string().regex(/^[a-z-]{1,40}$/),
    columns: z.array(z.string().min(1).max(80)).min(1).max(40),
    rows: z.array(z.array(z.string().max(2_000)).max(40)).max(TABLE_ROWS_MAX),
  }), preparedFile, 'see'),
  /**
   * Hands the file over: Electron opens the save dialog and answers the path (null: dismissed);
   * browser mode answers a one-time address of our own to download from.
   */
  deliver: command(z.strictObject({ fileId: id }), z.object({
    savedTo: z.string().nullable(), downloadUrl: z.string().nullable(),
  }), 'see'),
};

export const deliveryView = z.object({
  id, type: z.string(), url: z.string(), state: z.enum(['waiting', 'delivered', 'dead']),
  paymentId: id.nullable(), tries: z.number().int(), createdAt: instant,
  lastTriedAt: instant.nullable(), deliveredAt: instant.nullable(),
  /** When it is tried next; null where nothing is due by itself. */
  nextTryAt: instant.nullable(),
  responseStatus: z.number().int().nullable(), responseBody: z.string(), body: z.string(),
  replayOf: id.nullable(),
});

export const webhooks = {
  list: query(pageInput.extend({
    state: z.enum(['waiting', 'delivered', 'dead']).nullable(),
    /** Instead of the state: one endpoint, type of event, or HTTP status of the last answer. */
    by: z.discriminatedUnion('field', [
      z.strictObject({ field: z.enum(['endpoint', 'type']), value: z.string().min(1).max(200) }),
      z.strictObject({ field: z.literal('response'), value: z.number().int().min(100).max(599) }),
    ]).nullable().default(null),
  }).refine(({ state, by }) => state === null || by === null, 'One filter at a time.'),
  pageOf(deliveryView)),
  get: query(z.strictObject({ id }), deliveryView),
  /** Sends a signed test event to one endpoint. */
  test: command(z.strictObject({ marketplaceId: id, webhookId: id }), z.object({ deliveryId: id }),
    'move'),
  /** Sends it again as a new delivery linked to the old one. */
  replay: command(z.strictObject({ deliveryIds: z.array(id).min(1).max(500) }),
    z.object({ replayed: z.number().int() }), 'move'),
};

export const auditEntry = z.object({
  seq: z.number().int(), at: instant, actor: z.string(), act: z.string(), subject: z.string(),
  subjectId: z.string(), reason: z.string(), hash: z.string(),
});

/** An entry whole: everything that its hash was computed over, and the hash before it. */
const auditDetail = auditEntry.extend({
  actorId: z.string(), actorKind: z.enum(['operator', 'api-key', 'engine', 'provider']),
  /** Names of facts, each of the act's own choosing, with plain texts. */
  data: z.record(z.string(), z.string()),
  rowsHash: z.string(), previousHash: z.string(),
});

const auditHead = z.object({ seq: z.number().int().min(0), hash: z.string().length(64) });

export const audit = {
  /**
   * Newest first. A search by anything but the subject looks at a bounded number of entries per
   * page; `searchedTo` is then how far back it looked, and `next` goes on from there.
   */
  list: query(pageInput.extend({
    subjectId: id.nullable(),
    /** The id of who acted, or the beginning of the name. */
    actor: z.string().min(1).max(100).nullable().default(null),
    /** The beginning of the act: `payment.` or `payment.release`. */
    act: z.string().min(1).max(80).nullable().default(null),
    fromMs: instant.nullable().default(null), toMs: instant.nullable().default(null),
  }), pageOf(auditEntry).extend({ searchedTo: instant.nullable() })),
  get: query(z.strictObject({ seq: z.number().int().min(1) }), auditDetail),
  /** Recomputes the next stretch of the chain; go on from `next` until it is null. */
  verify: query(z.strictObject({ after: auditHead.nullable() }), z.object({
    checked: z.number().int(), of: z.number().int(), next: auditHead.nullable(),
    headHash: z.string().nullable(),
    /** The first entry that does not fit, as it stands in the store. */
    broken: z.object({
      seq: z.number().int(), problem: z.enum(chainProblems), entry: z.string().nullable(),
      after: auditHead, previousHash: z.string().nullable(), hash: z.string().nullable(),
      computedHash: z.string().nullable(),
    }).nullable(),
  })),
  /** Recounts the ledger, the counters and the hashes of the rows. */
  recount: command(nothing, z.object({ problem: z.string().nullable() }), 'see'),
};
