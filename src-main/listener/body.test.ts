import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ConnectionClosedError, readRawBody } from './body.ts';

test.each([
  ['as an error', (incoming: IncomingMessage) => incoming.destroy(new Error('aborted'))],
  ['by closing', (incoming: IncomingMessage) => incoming.destroy()],
])('a caller who hangs up in the middle of a body, which Node tells %s, is no bug', async (
  _how, hangUp,
) => {
  const incoming = new IncomingMessage(new Socket());
  const reading = readRawBody(incoming, 100);
  incoming.push('{"amount":');
  hangUp(incoming);
  await expect(reading).rejects.toBeInstanceOf(ConnectionClosedError);
});
