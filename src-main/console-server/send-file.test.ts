import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sendFile } from './send-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-send-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** More than the socket and its buffers take at once. */
const large = join(folder, 'large.csv');
writeFileSync(large, Buffer.alloc(32 * 1024 * 1024, 'a,b\n'));

/** Sends from a server of its own, while the reader does `read`; answers how sending ended. */
async function send(
  path: string, read: (url: string) => void,
): Promise<'sent' | Error> {
  const ended = Promise.withResolvers<'sent' | Error>();
  const server = createServer((_incoming, outgoing) => {
    sendFile(outgoing, { name: 'a.csv', mime: 'text/csv', path }, {})
      .then(() => ended.resolve('sent'), ended.resolve);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  read(`http://127.0.0.1:${port}/`);
  const outcome = await ended.promise;
  server.closeAllConnections();
  server.close();
  return outcome;
}

describe('a download', () => {
  test('that the person stops is no fault of ours', async () => {
    const outcome = await send(large, (url) => {
      const request = get(url, (incoming) => {
        incoming.once('data', () => request.destroy());
        incoming.on('error', () => undefined);
      });
      request.on('error', () => undefined);
    });
    expect(outcome).toBe('sent');
  });

  test('of a file that is gone rejects, so that it is told and logged', async () => {
    const outcome = await send(join(folder, 'gone'), (url) => {
      get(url).on('error', () => undefined);
    });
    expect(outcome).toMatchObject({ code: 'ENOENT' });
  });
});
