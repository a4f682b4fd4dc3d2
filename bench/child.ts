/** A part of the bench in a process of its own, so that its work costs the measured one nothing. */
import { fork, type ChildProcess } from 'node:child_process';

export type Child = {
  /** What it said once it was ready. */
  readonly ready: unknown;
  /** Sends a message and answers with the next one that comes; one at a time. */
  readonly ask: (message: object) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** Starts `file` with the argument `serve` and waits until it says that it is ready. */
export async function startChild(file: string): Promise<Child> {
  const child = fork(file, ['serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    ready: await nextMessage(child),
    ask: (message) => {
      const answer = nextMessage(child);
      child.send(message);
      return answer;
    },
    close: () => new Promise((resolve) => {
      child.once('exit', () => { resolve(); });
      child.kill('SIGKILL');
    }),
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => { reject(new Error('A provider of the bench ended.')); };
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
