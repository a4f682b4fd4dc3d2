import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openHttpServer, urlOf } from './http-server.ts';
import { sendRaw } from './raw-socket.ts';

const log = { error: (): void => undefined };

describe('a server', () => {
  test('is bound when it is opened, and refuses a port that is taken', async () => {
    const first = await openHttpServer({
      host: '127.0.0.1', port: 0, log,
      handle: (_incoming, outgoing) => void outgoing.end('first'),
    });
    const second = openHttpServer({
      host: '127.0.0.1', port: first.port, log,
      handle: (_incoming, outgoing) => void outgoing.end(),
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const answer = await sendRaw(first.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer.body).toBe('first');
    await first.close(1_000);
  });

  test.each([
    ['head', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: '],
    ['body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nnot yet'],
  ])('gives up on a caller whose %s does not end', async (_part, begun) => {
    const server = await openHttpServer({
      host: '127.0.0.1', port: 0, log,
      patience: { headersMs: 20, requestMs: 20, checkEveryMs: 5, keepAliveMs: 20 },
      handle: (incoming, outgoing) => { incoming.resume().once('end', () => outgoing.end()); },
    });
    expect(await sendRaw(server.port, begun)).toMatchObject({ status: 408, closed: true });
    await server.close(1_000);
  });

  test('lets a running answer end before it closes, and takes no new one', async () => {
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const server = await openHttpServer({
      host: '127.0.0.1', port: 0, log,
      handle: (_incoming, outgoing) => {
        entered.resolve();
        void leave.promise.then(() => outgoing.end('late'));
      },
    });
    const request = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const running = sendRaw(server.port, request);
    await entered.promise;
    const closing = server.close(10_000);
    await expect(sendRaw(server.port, request)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    leave.resolve();
    expect((await running).body).toContain('late');
    await closing;
  });

  test('cuts what has not ended when its patience is over', async () => {
    const entered = Promise.withResolvers<void>();
    const server = await openHttpServer({
      host: '127.0.0.1', port: 0, log, handle: () => entered.resolve(),
    });
    const running = sendRaw(server.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const outcome = running.then(() => 'answered', () => 'cut');
    await entered.promise;
    await server.close(1);
    expect(await outcome).toBe('cut');
  });

  // Left alone, the connection would stay for the five seconds of keep-alive.
  test('waits for no connection that an answer left open', { timeout: 3_000 }, async () => {
    const leave = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const server = await openHttpServer({
      host: '127.0.0.1', port: 0, log,
      handle: (_incoming, outgoing) => {
        entered.resolve();
        void leave.promise.then(() => outgoing.end('late'));
      },
    });
    const socket = connect(server.port, '127.0.0.1');
    const ended = new Promise((resolve) => { socket.resume().once('close', resolve); });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await entered.promise;
    const closing = server.close(600_000);
    leave.resolve();
    await expect(Promise.all([closing, ended])).resolves.toBeDefined();
  });

  test('is written as callers write it', () => {
    expect(urlOf('127.0.0.1', 4001)).toBe('http://127.0.0.1:4001');
    expect(urlOf('::1', 4001)).toBe('http://[::1]:4001');
  });
});
