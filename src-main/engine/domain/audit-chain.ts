/** What can be wrong with one entry of the audit chain in its place (R10). */
export const chainProblems = [
  'unreadable', 'number', 'previous', 'content', 'own-number', 'subject',
] as const;
export type ChainProblem = (typeof chainProblems)[number];

/** The last entry that fits; `seq` 0 stands before the first. */
export type AuditHead = { readonly seq: number; readonly hash: string };

/** The first entry that does not fit its chain, as it stands in the store. */
export type BrokenLink = {
  readonly seq: number;
  readonly problem: ChainProblem;
  /** The number and the hash that it had to follow. */
  readonly after: AuditHead;
  /** Canonical JSON, or what became of it; null where it is no text. */
  readonly entry: string | null;
  readonly previousHash: string | null;
  readonly hash: string | null;
  /** What its content hashes to after the entry before; null where it cannot be read. */
  readonly computedHash: string | null;
};

/** One stretch of a verification: go on from `next` until it is null. */
export type AuditStretch = {
  /** How many entries fit, counted from the first. */
  readonly checked: number;
  /** How many there are. */
  readonly of: number;
  readonly next: AuditHead | null;
  /** The newest entry that was checked; null where there is none. */
  readonly headHash: string | null;
  readonly broken: BrokenLink | null;
};
