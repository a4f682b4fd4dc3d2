/** Runs jobs one after another; `null` when `waitingMax` jobs wait already. */
export type OneAtATime = <T>(job: () => Promise<T>) => Promise<T> | null;

/**
 * A password check takes 128 MiB: side by side, a handful of guesses would take the machine. Each
 * job begins when the one before has ended, however it ended.
 */
export function createOneAtATime(waitingMax: number): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return <T>(job: () => Promise<T>): Promise<T> | null => {
    if (waiting >= waitingMax) return null;
    waiting += 1;
    const run = last.then(job, job).finally(() => {
      waiting -= 1;
    });
    last = run.catch(() => undefined);
    return run;
  };
}
