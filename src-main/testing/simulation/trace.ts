import { createHash } from 'node:crypto';

/** What happened, line by line: hashed always, kept and printed only when somebody reads it. */
export type Trace = {
  readonly note: (line: string) => void;
  readonly hash: () => string;
};

export function createTrace(print: ((line: string) => void) | null): Trace {
  const hash = createHash('sha256');
  return {
    note: (line) => {
      hash.update(line).update('\n');
      print?.(line);
    },
    hash: () => hash.digest('hex'),
  };
}

/** Counts of what a run met, so that a simulation that tests nothing is seen to test nothing. */
export type Coverage = Map<string, number>;

export function count(coverage: Coverage, name: string): void {
  coverage.set(name, (coverage.get(name) ?? 0) + 1);
}

/** The first promise of Paydesk that did not hold; it ends the history. */
export type Verdict = {
  readonly fail: (sentence: string) => void;
  readonly first: () => string | null;
};

export function createVerdict(trace: Trace): Verdict {
  let first: string | null = null;
  return {
    fail: (sentence) => {
      first ??= sentence;
      trace.note(`VIOLATION ${sentence}`);
    },
    first: () => first,
  };
}
