import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { HttpRequest } from './engine/ports.ts';
import { createHttpClient, publicLookup } from './http-client.ts';

const client = createHttpClient();
afterAll(() => client.close());

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Serves on a free port; answers the address and how many connections were made. */
async function serve(
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<{ readonly url: string; readonly connections: () => number }> {
  const server = createServer(handle);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  return { url: await listen(server), connections: () => connections };
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const ask = (url: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET', url, headers: {}, body: null, deadlineMs: 5_000, responseBytesMax: 1_000,
  ...changes,
});

describe('a call', () => {
  test('brings the request over and the answer back', async () => {
    const { url } = await serve((incoming, outgoing) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (body += part));
      incoming.on('end', () => {
        const seen = `${incoming.method} ${String(incoming.headers['x-key'])}`;
        outgoing.writeHead(201, { 'X-Seen': seen });
        outgoing.end(`got ${body}, ${incoming.headers['content-length']} bytes`);
      });
    });
    const answer = await client.send(ask(url, {
      method: 'POST', headers: { 'x-key': 'k' }, body: 'é',
    }));
    expect(answer).toMatchObject({ ok: true, response: {
      status: 201, body: 'got é, 2 bytes', headers: { 'x-seen': 'POST k' },
    } });
  });

  test('keeps its connection for the next one', async () => {
    const { url, connections } = await serve((_incoming, outgoing) => void outgoing.end('ok'));
    for (let count = 0; count < 3; count += 1) expect((await client.send(ask(url))).ok).toBe(true);
    expect(connections()).toBe(1);
  });

  test('follows no redirect', async () => {
    const { url, connections } = await serve((_incoming, outgoing) => {
      outgoing.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await client.send(ask(url))).toMatchObject({ ok: true, response: { status: 302 } });
    expect(connections()).toBe(1);
  });

  test('that is refused was certainly not sent', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await client.send(ask(url, { method: 'POST', body: '{}' }))).toMatchObject({
      ok: false, failure: { sent: 'no', cause: 'refused' },
    });
    const everyAddress = url.replace('127.0.0.1', 'localhost');
    expect(await client.send(ask(everyAddress))).toMatchObject({
      ok: false, failure: { sent: 'no', cause: 'refused' },
    });
  });

  test('to a name that does not resolve was certainly not sent', async () => {
    expect(await client.send(ask('http://paydesk.invalid/'))).toMatchObject({
      ok: false, failure: { sent: 'no', cause: 'other' },
    });
  });

  test.each(['', 'nonsense', 'ftp://127.0.0.1/', 'file:///etc/passwd'])(
    'to the address %j is never made', async (url) => {
      expect(await client.send(ask(url))).toMatchObject({ ok: false, failure: { sent: 'no' } });
    },
  );

  test('with a header that Node refuses is never made', async () => {
    const { url, connections } = await serve((_incoming, outgoing) => void outgoing.end());
    const answer = await client.send(ask(url, { headers: { 'x-a': 'b\r\nc: d' } }));
    expect(answer).toMatchObject({ ok: false, failure: { sent: 'no' } });
    expect(connections()).toBe(0);
  });

  test('whose connection is dropped may have been received', async () => {
    const { url } = await serve((incoming) => void incoming.socket.destroy());
    expect(await client.send(ask(url, { method: 'POST', body: '{}' }))).toMatchObject({
      ok: false, failure: { sent: 'maybe', cause: 'reset' },
    });
  });

  test('that breaks off in the middle of the answer may have been received', async () => {
    const { url } = await serve((incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '100' });
      outgoing.write('half', () => incoming.socket.destroy());
    });
    expect(await client.send(ask(url))).toMatchObject({
      ok: false, failure: { sent: 'maybe', cause: 'reset' },
    });
  });

  test('ends at its deadline when nothing comes', async () => {
    const { url } = await serve(() => undefined);
    expect(await client.send(ask(url, { deadlineMs: 30 }))).toMatchObject({
      ok: false, failure: { sent: 'maybe', cause: 'timeout' },
    });
  });

  test('ends at its deadline when the answer trickles', async () => {
    const { url } = await serve((_incoming, outgoing) => {
      outgoing.writeHead(200);
      const timer = setInterval(() => outgoing.write('x'), 5);
      outgoing.once('close', () => clearInterval(timer));
    });
    expect(await client.send(ask(url, { deadlineMs: 40 }))).toMatchObject({
      ok: false, failure: { sent: 'maybe', cause: 'timeout' },
    });
  });

  test('reads no more than it was told to', async () => {
    const { url } = await serve((_incoming, outgoing) => void outgoing.end('x'.repeat(1_001)));
    expect(await client.send(ask(url))).toMatchObject({
      ok: false, failure: { sent: 'maybe', cause: 'too-large' },
    });
    const answer = await client.send(ask(url, { responseBytesMax: 1_001 }));
    expect(answer.ok).toBe(true);
  });

  test('to something that speaks no HTTP may have been received', async () => {
    const server = createTcpServer((socket) => void socket.end('hello\r\n\r\n'));
    const url = await listen(server);
    expect(await client.send(ask(url))).toMatchObject({ ok: false, failure: { sent: 'maybe' } });
  });
});

describe('a call to an address that a stranger wrote', () => {
  test('does not leave for this computer or the own network', async () => {
    const { url, connections } = await serve((_incoming, outgoing) => void outgoing.end('ok'));
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '10.0.0.1', 'desk.local']) {
      expect(await client.send(ask(`http://${host}:${port}/`, { publicOnly: true })))
        .toMatchObject({ ok: false, failure: { sent: 'no' } });
    }
    expect(connections()).toBe(0);
    expect((await client.send(ask(url))).ok).toBe(true);
  });

  test('does not follow a name there either', async () => {
    const found = await new Promise<unknown>((resolve) => {
      publicLookup('localhost', {}, (error) => { resolve(error?.code); });
    });
    expect(found).toBe('EINSIDE');
  });
});
