import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'node:http';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../contract/handlers.ts';
import { sendPlain, type Answered } from '../listener/api-client.ts';
import { sendRaw } from '../listener/raw-socket.ts';
import { createConsoleServer, type ConsoleServer } from './console-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'),
  '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/a.js">');
writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
writeFileSync(join(folder, 'assets', 'a.js.map'), '{}');
writeFileSync(join(folder, 'export.csv'), 'not served: its kind is not one of the renderer');
afterAll(() => rmSync(folder, { recursive: true }));

type Tell = (name: 'changed' | 'session' | 'halted', payload: unknown) => void;
let nowMs = 0;
let calls: { name: string; input: unknown; caller: Caller }[] = [];
let tellers = new Map<string, Tell>();
let server: ConsoleServer;
let port = 0;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 21);
  calls = [];
  tellers = new Map();
  let seed = 0;
  const silent = (): void => undefined;
  server = await createConsoleServer({
    dispatch: async (name, input, caller) => {
      calls.push({ name, input, caller });
      if (name === 'session.lock') throw new Error('secret detail');
      return name === 'payments.get'
        ? { ok: false, refusal: { code: 'not_found', message: 'Nothing.', details: {} } }
        : { ok: true, value: { asked: name } };
    },
    subscribe: (caller, tell) => {
      tellers.set(caller.sessionId, tell);
      return () => tellers.delete(caller.sessionId);
    },
    openFile: async (token) => {
      if (token === 'csv') {
        const prepared = { bytes: 12, rows: 1, path: join(folder, 'export.csv') };
        return { ...prepared, name: 'pay ü/"x".csv', mime: 'text/csv' };
      }
      return token === 'pdf'
        ? { name: 'r.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') }
        : token === 'lost' ? { name: 'l', mime: 'text/csv', path: join(folder, 'gone') } : null;
    },
    rendererFolder: folder, host: '127.0.0.1', port: 0,
    clock: { nowMs: () => nowMs, after: () => silent },
    ids: { next: (prefix) => `${prefix}_${(seed += 1)}` },
    random: { bytes: (length) => Buffer.alloc(length, (seed += 1)) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  port = Number.parseInt(new URL(server.url).port, 10);
});
afterEach(() => server.close());

type Headers = Record<string, string>;
const SAME = { 'sec-fetch-site': 'same-origin' };

function send(
  method: string, path: string, headers: Headers = {}, body?: unknown,
): Promise<Answered> {
  const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return sendPlain(server.url + path, {
    method, headers: { ...type, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
}

async function launch(launchUrl = server.launchUrl): Promise<Headers> {
  const token = new URL(launchUrl).hash.slice('#t='.length);
  const answer = await send('POST', '/session/launch', SAME, { token });
  if (answer.status !== 200) throw new Error(answer.text);
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { ...SAME, cookie, 'x-console-session': String(Object(answer.body).consoleToken) };
}

describe('the pages', () => {
  test('are served with a policy whose nonce the page carries', async () => {
    const page = await send('GET', '/');
    const policy = String(page.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(page.status).toBe(200);
    expect(page.text).toContain(`content="${nonce}"`);
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    const again = await send('GET', '/');
    expect(again.text).not.toBe(page.text);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
      'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'loopback-network=(), local-network=()',
    });
  });

  test('are the same page for every screen', async () => {
    for (const path of ['/payments', '/payments/pay_1?tab=ledger', '/index.html']) {
      const page = await send('GET', path);
      expect([page.status, page.headers['content-type']])
        .toEqual([200, 'text/html; charset=utf-8']);
    }
  });

  test('bring their scripts, and a HEAD brings no body', async () => {
    const script = await send('GET', '/assets/a.js');
    expect([script.text, script.headers['content-type']])
      .toEqual(['export {};', 'text/javascript; charset=utf-8']);
    const head = await send('HEAD', '/assets/a.js');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '10']);
  });

  test.each([
    '/assets/b.js', '/assets/a.js.map', '/export.csv', '/assets/..%2fexport.csv', '/../a.js',
    '/%2e%2e/%2e%2e/etc/passwd.txt', '/rpc', '/session/other',
  ])('do not hold %s', async (path) => {
    const answer = await sendRaw(port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    expect(answer.body).not.toContain('not served');
    expect(path === '/rpc' ? [200] : [404, 405]).toContain(answer.status);
  });
});

describe('the door of the console', () => {
  const own = (): string => `Host: 127.0.0.1:${port}\r\n`;
  const bad = (line: string, headers: () => string, status: number) => ({ line, headers, status });
  test.each([
    ['an absolute-form target', bad('GET http://evil.example/ HTTP/1.1', own, 400)],
    ['a target of two slashes', bad('GET //evil.example HTTP/1.1', own, 400)],
    ['no Host', bad('GET / HTTP/1.1', () => '', 400)],
    ['HTTP/1.0 without Host', bad('GET / HTTP/1.0', () => '', 400)],
    ['two Hosts', bad('GET / HTTP/1.1', () => own() + own(), 400)],
    ['a foreign Host', bad('GET / HTTP/1.1', () => 'Host: evil.example\r\n', 421)],
    ['another port', bad('GET / HTTP/1.1', () => `Host: 127.0.0.1:${port + 1}\r\n`, 421)],
    ['OPTIONS', bad('OPTIONS /rpc/session.get HTTP/1.1', own, 405)],
    ['a read of a call', bad('GET /rpc/session.get HTTP/1.1', own, 405)],
    ['a write of a page', bad('POST / HTTP/1.1', own, 405)],
    ['a call from another site', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Sec-Fetch-Site: cross-site\r\n`, 403)],
    ['a call from another port of this host', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Sec-Fetch-Site: same-site\r\nOrigin: http://127.0.0.1:1\r\n`, 403)],
    ['a call with a foreign Origin', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Origin: http://evil.example\r\n`, 403)],
    ['a call with an Origin that begins like ours', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Origin: http://127.0.0.1:${port}.evil.example\r\n`, 403)],
    ['a call that says nothing about its page', bad('POST /rpc/session.get HTTP/1.1', own, 403)],
    ['events for another site', bad('GET /events HTTP/1.1',
      () => `${own()}Sec-Fetch-Site: cross-site\r\n`, 403)],
    ['Content-Length beside Transfer-Encoding', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, 400)],
    ['a call without a session', bad('POST /rpc/session.get HTTP/1.1',
      () => `${own()}Origin: http://127.0.0.1:${port}\r\n`, 401)],
  ])('turns away %s', async (_what, { line, headers, status }) => {
    const answer = await sendRaw(port, `${line}\r\n${headers()}\r\n`);
    expect([answer.status, answer.closed]).toEqual([status, true]);
    expect(calls).toEqual([]);
  });
});

describe('a session', () => {
  test('begins with the launch token, once', async () => {
    const token = new URL(server.launchUrl).hash.slice('#t='.length);
    const answer = await send('POST', '/session/launch', SAME, { token });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0])
      .toMatch(/^console_sid_\w+=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect((await send('POST', '/session/launch', SAME, { token })).status).toBe(401);
  });

  test('begins within ten minutes, and later with a new address', async () => {
    nowMs += 10 * 60_000;
    await expect(launch()).rejects.toThrow('open the newest one');
    const session = await launch(server.newLaunchUrl());
    expect((await send('POST', '/rpc/session.get', session, {})).status).toBe(200);
  });

  test('is not begun by guessing', async () => {
    const guess = () => send('POST', '/session/launch', SAME, { token: 'x' });
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect((await launch()).cookie).toContain('console_sid_');
  });

  test('needs both of its secrets, and both of the same session', async () => {
    const first = await launch();
    const second = await launch(server.newLaunchUrl());
    const both = await send('POST', '/rpc/session.get', {
      ...first, cookie: `other=1; ${second['cookie'] ?? ''}; ${first['cookie'] ?? ''}`,
    }, {});
    expect(both.status).toBe(200);
    for (const headers of [
      { ...SAME, cookie: first['cookie'] ?? '' },
      { ...SAME, 'x-console-session': first['x-console-session'] ?? '' },
      { ...first, 'x-console-session': second['x-console-session'] ?? '' },
      { ...first, cookie: `${first['cookie'] ?? ''}x` },
    ]) {
      const answer = await send('POST', '/rpc/session.get', headers, {});
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } });
    }
    expect(calls).toHaveLength(1);
  });

  test('ends after twelve hours', async () => {
    const session = await launch();
    nowMs += 12 * 3_600_000 - 1;
    expect((await send('POST', '/rpc/session.get', session, {})).status).toBe(200);
    nowMs += 1;
    expect((await send('POST', '/rpc/session.get', session, {})).status).toBe(401);
  });
});

describe('a call', () => {
  test('is handed over with the caller, and answered with 200, refusals too', async () => {
    const session = await launch();
    const input = { paymentId: 'p', version: 3, deep: [1.5] };
    const refused = await send('POST', '/rpc/payments.get', session, input);
    expect([refused.status, refused.body]).toEqual([200, {
      ok: false, refusal: { code: 'not_found', message: 'Nothing.', details: {} },
    }]);
    const answered = await send('POST', '/rpc/session.get', session, {});
    expect([answered.status, answered.body]).toEqual([200, {
      ok: true, value: { asked: 'session.get' },
    }]);
    expect(calls[0]).toMatchObject({ name: 'payments.get', input, caller: { host: 'browser' } });
    expect(calls[0]?.caller).toEqual(calls[1]?.caller);
  });

  test('of another session has another caller', async () => {
    await send('POST', '/rpc/session.get', await launch(), {});
    await send('POST', '/rpc/session.get', await launch(server.newLaunchUrl()), {});
    expect(calls[0]?.caller.sessionId).not.toBe(calls[1]?.caller.sessionId);
  });

  test('may come from a browser that names only its Origin', async () => {
    const { 'sec-fetch-site': _site, ...session } = await launch();
    const answer = await send('POST', '/rpc/session.get', { ...session, origin: server.url }, {});
    expect(answer.status).toBe(200);
  });

  test.each([
    ['{"a":1,"a":2}', 'application/json', 400], ['{', 'application/json', 400],
    ['{}', 'text/plain', 415], [' '.repeat(300_000), 'application/json', 413],
  ])('with the body %.20s is not handed over', async (body, type, status) => {
    const session = await launch();
    const answer = await sendPlain(`${server.url}/rpc/session.get`, {
      method: 'POST', headers: { ...session, 'content-type': type }, body,
    });
    expect([answer.status, Object(answer.body).ok, calls.length]).toEqual([status, false, 0]);
  });

  test('may hand over a long table to be written into a file', async () => {
    const input = { rows: [['a'.repeat(300_000)]] };
    const answer = await send('POST', '/rpc/files.tableCsv', await launch(), input);
    expect([answer.status, calls[0]?.input]).toEqual([200, input]);
  });

  test('that meets a bug says nothing of it', async () => {
    const answer = await send('POST', '/rpc/session.lock', await launch(), {});
    expect([answer.status, answer.text.includes('secret')]).toEqual([500, false]);
    expect(answer.body).toMatchObject({ ok: false, refusal: { code: 'internal' } });
  });
});

describe('a download', () => {
  test('comes as a file with a harmless name', async () => {
    const { cookie = '' } = await launch();
    const file = await send('GET', '/files/csv', { ...SAME, cookie });
    expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv']);
    expect(file.headers['content-disposition']).toBe(
      'attachment; filename="pay ___x_.csv"; filename*=UTF-8\'\'pay%20%C3%BC__x_.csv',
    );
    expect(file.text).toContain('not served');
    expect((await send('GET', '/files/pdf', { ...SAME, cookie })).text).toBe('%PDF');
  });

  test('is for a session, once, and from our own page', async () => {
    const { cookie = '' } = await launch();
    expect((await send('GET', '/files/csv', SAME)).status).toBe(401);
    expect((await send('GET', '/files/none', { ...SAME, cookie })).status).toBe(404);
    expect((await send('GET', '/files/csv', { cookie, 'sec-fetch-site': 'cross-site' })).status)
      .toBe(403);
  });

  test('of a file that was lost is an error and no cut answer', async () => {
    const { cookie = '' } = await launch();
    expect((await send('GET', '/files/lost', { ...SAME, cookie })).status).toBe(500);
  });
});

describe('events', () => {
  test('reach the window that listens, and end when the console closes', async () => {
    const session = await launch();
    expect((await send('GET', '/events', SAME)).status).toBe(401);
    const parts: string[] = [];
    const ended = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const outgoing = request(`${server.url}/events`, { headers: session, agent: false });
    outgoing.once('response', (incoming) => {
      incoming.setEncoding('utf8');
      incoming.on('data', (part: string) => {
        if (parts.push(part) === 1) {
          for (const tell of tellers.values()) tell('changed', { nouns: ['payments'] });
        } else arrived.resolve();
      });
      incoming.once('end', () => ended.resolve());
    });
    outgoing.end();
    await arrived.promise;
    expect(parts.join('')).toBe(
      ': still here\n\nevent: changed\ndata: {"nouns":["payments"]}\n\n',
    );
    await server.close();
    await ended.promise;
    expect(tellers.size).toBe(0);
  });
});
