import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import { FolderInUseError } from './http/folder-lock.ts';
import { createSandboxServer } from './http-server.ts';
import type { SandboxServer } from './http-server.ts';

const HOLD = { amount: '0.001', currency: 'BTC', timeout_seconds: 3600 };
const running: SandboxServer[] = [];
const folders: string[] = [];

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-server-'));
  folders.push(folder);
  return join(folder, 'data');
}

async function start(dataDir = freshFolder()): Promise<SandboxServer> {
  const server = await createSandboxServer({ dataDir, signing: 'hash', chain: 'model' });
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function post(url: string, body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body: JSON.stringify(body), ...init });
}

function controlOf({ connections: { control } }: SandboxServer) {
  const headers = { authorization: `Bearer ${control.token}` };
  return {
    get: (path: string) => fetch(`${control.url}${path}`, { headers }),
    post: (path: string, body: object) => post(`${control.url}${path}`, body, { headers }),
    delete: (path: string) => fetch(`${control.url}${path}`, { method: 'DELETE', headers }),
  };
}

/** The system's own word for why a connection failed. */
async function failureOf(answer: Promise<Response>): Promise<string> {
  try {
    return `answered ${(await answer).status}`;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    if (cause instanceof Error && 'code' in cause) return String(cause.code);
    return cause instanceof Error ? cause.name : 'unknown';
  }
}

describe('over HTTP', () => {
  test('each provider answers on its own port with its own secret', async () => {
    const { connections } = await start();
    const { walletDaemon, exchange, chain } = connections;
    const hold = await post(`${walletDaemon.url}/api/v1/escrow/create`, HOLD);
    expect(hold.status).toBe(200);
    expect(await hold.json()).toEqual({ address: expect.stringMatching(/^bcrt1q/) });
    const rate = `${exchange.url}/api/exchange/rate`;
    expect((await fetch(rate)).status).toBe(401);
    expect((await fetch(rate, { headers: { 'X-Api-Key': exchange.apiKey } })).status).toBe(200);
    const headers = { Authorization: `Bearer ${chain.token}` };
    expect((await fetch(`${chain.url}/rpc/escrow/x`, { headers })).status).toBe(404);
    const { evm: { rpcUrl }, ...others } = connections;
    const urls = [rpcUrl, ...Object.values(others).map(({ url }) => url)];
    expect(new Set(urls.map((url) => new URL(url).port)).size).toBe(7);
  });

  test('a body above a mebibyte is refused', async () => {
    const { connections } = await start();
    const url = `${connections.walletDaemon.url}/api/v1/refund`;
    expect((await post(url, { reason: 'x'.repeat(1_100_000) })).status).toBe(413);
  });
});

describe('a fault over HTTP', () => {
  test('down refuses connections until faults clear', async () => {
    const server = await start();
    const control = controlOf(server);
    const url = `${server.connections.walletDaemon.url}/api/v1/escrow/create`;
    await control.post('/faults', { provider: 'walletDaemon', operation: 'any', fault: 'down' });
    expect(await failureOf(post(url, HOLD))).toBe('ECONNREFUSED');
    expect((await fetch(`${server.connections.chain.url}/health`)).status).toBe(200);
    await control.delete('/faults');
    expect(await failureOf(post(url, HOLD))).toBe('answered 200');
  });

  test('drop-after closes the connection although it acted', async () => {
    const server = await start();
    const control = controlOf(server);
    await control.post('/faults', { provider: 'wallet-daemon', fault: 'drop-after', times: 1 });
    const url = `${server.connections.walletDaemon.url}/api/v1/escrow/create`;
    expect(await failureOf(post(url, HOLD))).toBe('UND_ERR_SOCKET');
    expect(await (await control.get('/books')).json()).toHaveLength(1);
  });

  test('timeout-after outlasts the caller although it acted', async () => {
    const server = await start();
    const control = controlOf(server);
    await control.post('/faults', { provider: 'walletDaemon', fault: 'timeout-after', times: 1 });
    const url = `${server.connections.walletDaemon.url}/api/v1/escrow/create`;
    const impatient = post(url, HOLD, { signal: AbortSignal.timeout(200) });
    expect(await failureOf(impatient)).not.toMatch(/answered/);
    expect(await (await control.get('/books')).json()).toHaveLength(1);
  });

  test('slow answers whole, later', async () => {
    const server = await start();
    const rule = { provider: 'chain', operation: 'health', fault: 'slow' } as const;
    server.sandbox.faults.add({ ...rule, delayMs: 50 });
    const begun = performance.now();
    expect((await fetch(`${server.connections.chain.url}/health`)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(49);
  });
});

describe('control', () => {
  test('answers nobody without its token', async () => {
    const { connections } = await start();
    const { url } = connections.control;
    expect((await fetch(`${url}/health`)).status).toBe(200);
    for (const path of ['/books', '/connections', '/faults', '/elsewhere']) {
      expect((await fetch(`${url}${path}`)).status).toBe(401);
    }
  });

  test('moves the clock, sets the rate, a balance and a contract', async () => {
    const server = await start();
    const control = controlOf(server);
    const before = server.sandbox.nowMs();
    expect((await control.post('/clock', { advanceMs: 3_600_000 })).status).toBe(200);
    expect(server.sandbox.nowMs()).toBeGreaterThanOrEqual(before + 3_600_000);
    const rate = await control.post('/rate', { rate: 90000.5 });
    expect(await rate.json()).toEqual({ rate: '90000.5' });
    expect((await control.post('/balances', { address: 'b', balance: '7' })).status).toBe(200);
    expect((await control.post('/contracts', { job_id: 'j', state: 'disputed' })).status).toBe(404);
  });

  test.each([
    ['/faults', { provider: 'nobody', fault: 'down' }, 400],
    ['/faults', { operation: 'dance', fault: 'down' }, 400],
    ['/faults', { fault: 'explode' }, 400],
    ['/faults', { fault: 'down', times: 0 }, 400],
    ['/faults', {}, 422],
    ['/clock', { advanceMs: -1 }, 422],
    ['/clock', {}, 400],
    ['/rate', { rate: '0' }, 400],
    ['/balances', { address: 'b', balance: 'much' }, 400],
    ['/contracts', { job_id: 'j', state: 'happy' }, 400],
    ['/elsewhere', {}, 404],
  ])('refuses %s %j with %i', async (path, body, status) => {
    const control = controlOf(await start());
    expect((await control.post(path, body)).status).toBe(status);
    expect(await (await control.get('/faults')).json()).toEqual({ items: [] });
  });

  test('tells its token holder every connection', async () => {
    const server = await start();
    const told = await (await controlOf(server).get('/connections')).json();
    expect(told).toEqual(server.connections);
  });
});

describe('the data folder', () => {
  test('keeps addresses, secrets and books over a restart', async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await post(`${first.connections.walletDaemon.url}/api/v1/escrow/create`, HOLD);
    const books = first.sandbox.books();
    await first.close();
    await first.close();
    const second = await start(dataDir);
    expect(second.connections).toEqual(first.connections);
    expect(second.sandbox.books()).toEqual(books);
  });

  test('is closed to others', async () => {
    const dataDir = freshFolder();
    await start(dataDir);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'sandbox.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'sandbox.jsonl')).mode & 0o777).toBe(0o600);
  });

  test('serves one server at a time', async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await expect(start(dataDir)).rejects.toThrow(FolderInUseError);
    await first.close();
    expect((await start(dataDir)).connections).toEqual(first.connections);
  });

  test('is refused in a sentence where it is a file', async () => {
    const dataDir = freshFolder();
    writeFileSync(dataDir, '');
    await expect(start(dataDir)).rejects.toThrow(
      /cannot be used .*EEXIST.*Nothing was started\. Choose a folder/);
  });

  test('whose port another program took is told so, in a sentence', async () => {
    const dataDir = freshFolder();
    const { connections, close } = await start(dataDir);
    await close();
    const port = Number(new URL(connections.chain.url).port);
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const warnings: string[] = [];
    const listen = ({ name }: Error): void => { warnings.push(name); };
    process.on('warning', listen);
    await expect(start(dataDir)).rejects.toThrow(
      `Another program listens on 127.0.0.1:${port}, where the sandbox answered before. Nothing`);
    process.off('warning', listen);
    other.close();
    expect(warnings).toEqual([]);
    expect((await start(dataDir)).connections).toEqual(connections);
  });
});

test('closing cuts a connection that still waits for its answer', async () => {
  const server = await start();
  const rule = { provider: 'chain', operation: 'health', fault: 'timeout-before' } as const;
  server.sandbox.faults.add({ ...rule, times: 1 });
  const socket = connect(Number(new URL(server.connections.chain.url).port), '127.0.0.1');
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => resolve('closed'));
    socket.once('error', () => resolve('closed'));
  });
  socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await expect.poll(() => server.sandbox.faults.list()).toEqual([]);
  await server.close();
  expect(await ended).toBe('closed');
});
