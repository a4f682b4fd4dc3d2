import { hash as digest } from 'node:crypto';
import type {
  AuditHead, AuditStretch, BrokenLink, ChainProblem,
} from '../engine/domain/audit-chain.ts';
import type { AuditDraft, AuditEntry } from '../engine/domain/records.ts';
import type { Cell } from './codec.ts';
import { DamagedRowError } from '../engine/ports.ts';
import { BrokenRuleError } from './errors.ts';
import type { Database } from './open.ts';
import { eachRow, numberCell, prepareRead, rowOf, rowsOf, textCell } from './query.ts';

export type { AuditHead } from '../engine/domain/audit-chain.ts';

const ZERO = Buffer.alloc(1);
/** The hash before the first entry. */
const GENESIS = '0'.repeat(64);

/** `hash = SHA-256(0x00 || previous hash, as bytes || canonical JSON of the entry)` (R10). */
export function auditHash(previousHash: string, entry: string): string {
  const message = Buffer.concat([ZERO, Buffer.from(previousHash, 'hex'), Buffer.from(entry)]);
  return digest('sha256', message, 'hex');
}

/** SHA-256 over the hashes of the rows of one commit, in the order in which they were written. */
export function rowsHashOf(hashes: readonly string[]): string {
  return digest('sha256', Buffer.from(hashes.join(''), 'hex'), 'hex');
}

/** Appends one link to the chain after `head`, and answers the new head. */
export function createAuditWrite(
  database: Database,
): (draft: AuditDraft, rowsHash: string, head: AuditHead) => AuditHead {
  const insert = database.prepare(
    'insert into audit (seq, subject_id, entry, previous_hash, hash) values (?, ?, ?, ?, ?)',
  );
  return (draft, rowsHash, head) => {
    const seq = head.seq + 1;
    const { at, actor, act, subject, subjectId, reason, data } = draft;
    const entry = canonicalEntry({
      at, actor, act, subject, subjectId, reason, data, rowsHash, seq,
    });
    const hash = auditHash(head.hash, entry);
    insert.run(seq, subjectId, entry, head.hash, hash);
    return { seq, hash };
  };
}

/** What the canonical JSON of an entry holds. */
type EntryText = AuditDraft & { readonly seq: number; readonly rowsHash: string };

/** RFC 8785 of an entry: keys in the order of their code units, no spaces, texts well-formed. */
export function canonicalEntry(
  { at, actor, act, subject, subjectId, reason, data, rowsHash, seq }: EntryText,
): string {
  const facts = Object.keys(data).toSorted()
    .map((key) => `${quoted(key)}:${quoted(data[key] ?? '')}`).join(',');
  return `{"act":${quoted(act)},"actor":{"id":${quoted(actor.id)},"kind":${quoted(actor.kind)},`
    + `"name":${quoted(actor.name)}},"at":${at},"data":{${facts}},"reason":${quoted(reason)},`
    + `"rowsHash":${quoted(rowsHash)},"seq":${seq},"subject":${quoted(subject)},`
    + `"subjectId":${quoted(subjectId)}}`;
}

/** Half of a character has no canonical form; everything else is what `JSON.stringify` writes. */
function quoted(text: string): string {
  if (text.isWellFormed()) return JSON.stringify(text);
  throw new BrokenRuleError('A text of an audit entry is no valid Unicode; it was not written.');
}

export const COLUMNS = 'seq, subject_id, entry, previous_hash, hash';

export function decodeEntry(cells: readonly Cell[]): AuditEntry {
  const entry = JSON.parse(textCell(cells[2])) as EntryText;
  return {
    at: entry.at, actor: entry.actor, act: entry.act, subject: entry.subject,
    subjectId: entry.subjectId, reason: entry.reason, data: entry.data, seq: entry.seq,
    rowsHash: entry.rowsHash, previousHash: textCell(cells[3]), hash: textCell(cells[4]),
  };
}

export function createAuditReads(database: Database): {
  readonly head: () => AuditHead;
  readonly last: () => AuditEntry | null;
} {
  const last = prepareRead(database, `select ${COLUMNS} from audit order by seq desc limit 1`);
  const readLast = (): AuditEntry | null => {
    const cells = rowOf(last, []);
    return cells === null ? null : decodeEntry(cells);
  };
  return { head: () => readLast() ?? { seq: 0, hash: GENESIS }, last: readLast };
}

/** The problem of one entry in its place, or null where it fits. */
export function entryProblem(cells: readonly Cell[], before: AuditHead): ChainProblem | null {
  const [seq, subjectId, entry, previousHash, hash] = cells;
  if (typeof entry !== 'string' || typeof subjectId !== 'string') return 'unreadable';
  if (numberCell(seq) !== before.seq + 1) return 'number';
  if (previousHash !== before.hash) return 'previous';
  if (auditHash(before.hash, entry) !== hash) return 'content';
  // Keys are sorted and inner values are strings, so these texts can stand in one place only.
  if (!entry.includes(`,"seq":${numberCell(seq)},"subject":`)) return 'own-number';
  return entry.endsWith(`,"subjectId":${JSON.stringify(subjectId)}}`) ? null : 'subject';
}

/** A problem in words; `before` is the entry that it had to follow. */
export function problemText(problem: ChainProblem, before: AuditHead): string {
  return problem === 'number' ? `it should be number ${before.seq + 1}` : problemTexts[problem];
}

const problemTexts = {
  unreadable: 'it cannot be read',
  previous: 'it does not name the hash of the entry before',
  content: 'its content does not match its hash',
  'own-number': 'it says another number',
  subject: 'it stands under another subject',
} as const satisfies Record<Exclude<ChainProblem, 'number'>, string>;

/** Walks the whole chain in order; answers how many entries fit, and the first that does not. */
export function verifyChain(database: Database): {
  readonly entries: number; readonly head: AuditHead;
  readonly broken: { readonly seq: number; readonly problem: string } | null;
} {
  const { head, broken } = walkChain(database, BEFORE_ALL, Number.MAX_SAFE_INTEGER);
  return {
    entries: head.seq, head,
    broken: broken === null
      ? null : { seq: broken.seq, problem: problemText(broken.problem, broken.after) },
  };
}

/** How many entries one stretch of a verification checks: a few tenths of a second. */
export const STRETCH_ENTRIES = 20_000;

/** Checks the entries after `after`, or from the first, as far as one stretch goes. */
export function verifyStretch(
  database: Database, after: AuditHead | null, entriesMax = STRETCH_ENTRIES,
): AuditStretch {
  const newest = rowOf(prepareRead(database, 'select max(seq) from audit'), [])?.[0] ?? null;
  const of = newest === null ? 0 : numberCell(newest);
  const { head, broken } = walkChain(database, after ?? BEFORE_ALL, entriesMax);
  return {
    checked: head.seq, of: Math.max(of, head.seq),
    next: broken === null && head.seq < of ? head : null,
    headHash: head.seq === 0 ? null : head.hash, broken,
  };
}

const BEFORE_ALL: AuditHead = { seq: 0, hash: GENESIS };

function walkChain(database: Database, after: AuditHead, entriesMax: number): {
  readonly head: AuditHead; readonly broken: BrokenLink | null;
} {
  const following = prepareRead(
    database, `select ${COLUMNS} from audit where seq > ? order by seq limit ?`,
  );
  // From the first, and only there, a number below the first is looked for as well.
  const from = after.seq === 0 ? Number.MIN_SAFE_INTEGER : after.seq;
  let head = after;
  for (const cells of eachRow(following, [from, entriesMax])) {
    const problem = entryProblem(cells, head);
    if (problem !== null) return { head, broken: brokenLink(cells, head, problem) };
    head = { seq: head.seq + 1, hash: textCell(cells[4]) };
  }
  return { head, broken: null };
}

function brokenLink(
  [seq, _subject, entry, previousHash, hash]: readonly Cell[],
  after: AuditHead,
  problem: ChainProblem,
): BrokenLink {
  const text = (cell: Cell | undefined): string | null => typeof cell === 'string' ? cell : null;
  return {
    seq: numberCell(seq), problem, after, entry: text(entry), previousHash: text(previousHash),
    hash: text(hash),
    computedHash: typeof entry === 'string' ? auditHash(after.hash, entry) : null,
  };
}

/** Checks the newest entry at start: a store whose chain cannot be continued must not write. */
export function assertHeadFits(database: Database): AuditHead {
  const newest = prepareRead(
    database,
    `select ${COLUMNS} from audit order by seq desc limit 2`);
  const [last, previous] = rowsOf(newest, []);
  if (last === undefined) return { seq: 0, hash: GENESIS };
  const before: AuditHead = previous === undefined
    ? { seq: 0, hash: GENESIS }
    : { seq: numberCell(previous[0]), hash: textCell(previous[4]) };
  const problem = entryProblem(last, before);
  if (problem !== null) {
    const said = problemText(problem, before);
    throw new DamagedRowError('audit', String(last[0]), `is broken: ${said}`);
  }
  return { seq: before.seq + 1, hash: textCell(last[4]) };
}
