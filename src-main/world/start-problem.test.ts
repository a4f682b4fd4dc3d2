import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startProblem } from './start-problem.ts';

/** The error that the system gives a second listener of a port. */
async function portTaken(): Promise<unknown> {
  const first = createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  const address = first.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const second = createServer().listen(port, '127.0.0.1');
  const [error]: unknown[] = await once(second, 'error');
  first.close();
  return error;
}

test('a port that is taken is named, with what to do', async () => {
  expect(startProblem(await portTaken()))
    .toMatch(/^127\.0\.0\.1:\d+ is taken by another program, .* choose another port/);
});

test('what has its own sentence keeps it, and what is no error is said as it is', () => {
  expect(startProblem(new Error('The key does not fit.'))).toBe('The key does not fit.');
  expect(startProblem('stopped')).toBe('stopped');
});
