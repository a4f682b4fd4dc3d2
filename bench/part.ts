import type { Figure } from './figures.ts';
import type { BenchProvider } from './provider.ts';

/** What every part of the bench is given. */
export type Bench = {
  readonly provider: BenchProvider;
  /** A folder of this run, removed at its end. */
  readonly folder: string;
  /** How often the two sides of a ratio are run, in turn. */
  readonly pairs: number;
  /** Smaller sizes, for a look; said in the output. */
  readonly quick: boolean;
  /** Payments in the large store of B5 to B8, B11 and B13. */
  readonly payments: number;
  /** How long the memory of the page is watched. */
  readonly minutes: number;
  /** Says what goes on, for a person who waits. */
  readonly tell: (line: string) => void;
};

export type Part = (bench: Bench) => Promise<readonly Figure[]>;
