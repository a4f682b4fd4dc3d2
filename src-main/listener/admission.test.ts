import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostsOf } from './admission.ts';
import { createFakeDeps } from './fake-engine.ts';
import { createListener, type Listener } from './listener.ts';
import { sendRaw } from './raw-socket.ts';

/** What a request must be before it is believed, sent as bytes (security guide 2.2). */
let listener: Listener;
let port = 0;
beforeAll(async () => {
  const { deps } = createFakeDeps({
    publicBaseUrl: 'https://pay.example.com', failureRate: { perSecond: 1_000, burst: 1_000 },
  });
  listener = await createListener(deps);
  port = Number.parseInt(new URL(listener.url).port, 10);
});
afterAll(() => listener.close());

const own = (): string => `Host: 127.0.0.1:${port}\r\n`;
const head = (line: string, headers: string): string => `${line}\r\n${headers}\r\n`;

describe('the door', () => {
  test('takes an ordinary request', async () => {
    const answer = await sendRaw(port, head('GET /health HTTP/1.1', own()));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      status: 'ok', service: 'payments', time: '2026-11-21T09:00:00.000Z',
    });
  });

  test.each([
    ['localhost'], ['LOCALHOST'], ['[::1]'],
  ])('takes %s with our port', async (name) => {
    const answer = await sendRaw(port, head('GET /health HTTP/1.1', `Host: ${name}:${port}\r\n`));
    expect(answer.status).toBe(200);
  });

  test('takes the host of the public address, with and without its port', async () => {
    for (const host of ['pay.example.com', 'pay.example.com:443']) {
      const answer = await sendRaw(port, head('GET /health HTTP/1.1', `Host: ${host}\r\n`));
      expect(answer.status).toBe(200);
    }
  });

  const bad = (line: string, headers: () => string, status: number) => ({ line, headers, status });
  test.each([
    ['an absolute-form target', bad('GET http://evil.example/health HTTP/1.1', own, 400)],
    ['a target of two slashes', bad('GET //evil.example/health HTTP/1.1', own, 400)],
    ['an asterisk target', bad('OPTIONS * HTTP/1.1', own, 400)],
    ['a backslash in the target', bad('GET /v1\\jobs HTTP/1.1', own, 400)],
    ['a target beyond 2,048 characters', bad(`GET /${'a'.repeat(2_100)} HTTP/1.1`, own, 400)],
    ['no Host', bad('GET /health HTTP/1.1', () => '', 400)],
    ['HTTP/1.0 without Host', bad('GET /health HTTP/1.0', () => '', 400)],
    ['two Hosts', bad('GET /health HTTP/1.1', () => own() + own(), 400)],
    ['two Hosts, the second foreign', bad('GET /health HTTP/1.1',
      () => `${own()}Host: evil.example\r\n`, 400)],
    ['a foreign Host', bad('GET /health HTTP/1.1', () => 'Host: evil.example\r\n', 421)],
    ['our address with another port', bad('GET /health HTTP/1.1',
      () => `Host: 127.0.0.1:${port + 1}\r\n`, 421)],
    ['our address without its port', bad('GET /health HTTP/1.1',
      () => 'Host: 127.0.0.1\r\n', 421)],
    ['a host that ends like ours', bad('GET /health HTTP/1.1',
      () => 'Host: evilpay.example.com\r\n', 421)],
    ['OPTIONS', bad('OPTIONS /v1/jobs HTTP/1.1', own, 405)],
    ['OPTIONS anywhere', bad('OPTIONS /nowhere HTTP/1.1', own, 405)],
    ['a method that the path does not take', bad('DELETE /v1/jobs HTTP/1.1', own, 405)],
    ['HEAD where an answer may be long', bad('HEAD /v1/events HTTP/1.1', own, 405)],
    ['an address that is none', bad('GET /nowhere HTTP/1.1', own, 404)],
    ['an Origin', bad('POST /v1/jobs HTTP/1.1', () => `${own()}Origin: null\r\n`, 403)],
    ['a Sec-Fetch header', bad('GET /v1/jobs/x HTTP/1.1',
      () => `${own()}Sec-Fetch-Site: cross-site\r\n`, 403)],
    ['both Content-Length and Transfer-Encoding', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, 400)],
    ['two lengths that differ', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Length: 2\r\nContent-Length: 3\r\n`, 400)],
    ['a space before a colon', bad('GET /health HTTP/1.1',
      () => `${own()}X-Api-Key : x\r\n`, 400)],
    ['a folded header', bad('GET /health HTTP/1.1', () => `${own()}X-A: b\r\n c\r\n`, 400)],
    ['headers beyond 16 KiB', bad('GET /health HTTP/1.1',
      () => `${own()}X-A: ${'a'.repeat(17_000)}\r\n`, 431)],
    ['a body beyond the cap, by its length', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Type: application/json\r\nContent-Length: 65537\r\n`, 413)],
    ['a body that is no JSON by its type', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Type: text/plain\r\nContent-Length: 2\r\n`, 415)],
    ['a compressed body', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Type: application/json\r\nContent-Encoding: gzip\r\n`
        + 'Content-Length: 2\r\n', 415)],
    ['a caller without a key', bad('POST /v1/jobs HTTP/1.1',
      () => `${own()}Content-Type: application/json\r\nContent-Length: 2\r\n`, 401)],
  ])('turns away %s and ends the connection', async (_what, { line, headers, status }) => {
    const answer = await sendRaw(port, head(line, headers()));
    expect(answer.status).toBe(status);
    expect(answer.closed).toBe(true);
  });

  test('turns away a chunked body as soon as it is beyond the cap', async () => {
    const chunk = `8000\r\n${' '.repeat(0x8000)}\r\n`;
    const answer = await sendRaw(port, head('POST /v1/jobs HTTP/1.1',
      `${own()}X-Api-Key: key-a\r\nContent-Type: application/json\r\n`
      + 'Transfer-Encoding: chunked\r\n') + chunk.repeat(3) + '0\r\n\r\n');
    expect(answer.status).toBe(413);
  });

  test('names the methods of a path in its 405', async () => {
    const posts = await sendRaw(port, head('GET /v1/jobs HTTP/1.1', own()));
    expect([posts.status, posts.headers.get('allow')]).toEqual([405, 'POST']);
    const reads = await sendRaw(port, head('POST /v1/jobs/x/payment HTTP/1.1', own()));
    expect([reads.status, reads.headers.get('allow')]).toEqual([405, 'GET']);
  });

  test('explains itself as a problem with an id of the request', async () => {
    const answer = await sendRaw(port, head('GET /v1/jobs?x=1 HTTP/1.1', own()));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const body: unknown = JSON.parse(answer.body);
    expect(body).toMatchObject({
      type: 'urn:paydesk:problem:method_not_allowed', title: 'Method Not Allowed', status: 405,
      instance: '/v1/jobs', code: 'method_not_allowed',
      request_id: answer.headers.get('x-request-id'),
    });
  });
});

describe('the hosts', () => {
  test('are the loopback names with our port and nothing else by default', () => {
    expect([...hostsOf(4001, null)])
      .toEqual(['127.0.0.1:4001', 'localhost:4001', '[::1]:4001']);
  });

  test('go without a port only on port 80', () => {
    expect(hostsOf(80, null).has('127.0.0.1')).toBe(true);
    expect(hostsOf(4001, 'https://a.example:8443').has('a.example')).toBe(false);
    expect(hostsOf(4001, 'https://a.example:8443').has('a.example:8443')).toBe(true);
  });
});
