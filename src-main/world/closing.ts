import type { Log } from '../engine/ports.ts';

/** What was opened, to be closed in the opposite order. */
export type Closing = {
  /** Remembers how to close what was just opened. */
  readonly add: (close: () => Promise<unknown> | void) => void;
  /** Closes everything once, also when one part fails to. Safe to call twice. */
  readonly run: () => Promise<void>;
  /** Whether `run` was called: nothing may be started any more. */
  readonly hasBegun: () => boolean;
};

export function createClosing(log: Log): Closing {
  const closers: (() => Promise<unknown> | void)[] = [];
  let running: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      try {
        await close();
      } catch (error) {
        // The folder's lock, which comes last, must not outlive the rest.
        log.error('a part did not close', { error });
      }
    }
  };
  return {
    add: (close) => {
      closers.push(close);
    },
    run: () => (running ??= closeAll()),
    hasBegun: () => running !== null,
  };
}
