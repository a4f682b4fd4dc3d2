import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { RailReply, RailRequest } from '../rail.ts';
import { createClient } from './client.ts';
import { createDesk } from './test-desk.ts';
import { perform, sessionOf, type Session } from './transport.ts';

const URL_OF = 'http://127.0.0.1:20000/op/x/outgoing-payments/1';

function session(send: (request: RailRequest) => Promise<RailReply>): Session {
  const made = sessionOf({ ...createDesk().call(), send });
  if (made === null) throw new Error('No session.');
  return made;
}

function counting(reply: RailReply) {
  const requests: RailRequest[] = [];
  const made = session((request) => {
    requests.push(request);
    return Promise.resolve(reply);
  });
  return { made, requests };
}

const get = (made: Session) =>
  perform(made, (sdk) => sdk.outgoingPayment.get({ url: URL_OF, accessToken: 'T' }));

describe('a signed request', () => {
  test('carries the components that Open Payments asks for', async () => {
    const desk = createDesk();
    await desk.asked();
    const posts = desk.requests.filter(({ method }) => method === 'POST');
    for (const { headers, body } of posts) {
      const hasToken = headers['authorization'] !== undefined;
      expect(headers['signature-input']).toMatch(new RegExp(
        `^sig1=\\("@method" "@target-uri"${hasToken ? ' "authorization"' : ''} `
        + '"content-digest" "content-length" "content-type"\\);keyid="key-1";created=\\d+$',
      ));
      const digest = createHash('sha512').update(body ?? '').digest('base64');
      expect(headers['content-digest']).toBe(`sha-512=:${digest}:`);
      expect(headers['content-length']).toBe(String(Buffer.byteLength(body ?? '')));
    }
    expect(desk.requests[0]?.headers).not.toHaveProperty('signature');
  });

  test('is signed anew for every try of our own', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail('inquire', 'error-before', 2);
    const before = desk.requests.length;
    await desk.end(state);
    const tries = desk.requests.slice(before).filter(({ url }) => url.includes('outgoing'));
    for (const { headers } of tries) expect(headers['signature']).toMatch(/^sig1=:.+:$/);
  });

  test.each([408, 413, 429, 500, 502, 503, 504])(
    'is never repeated by the SDK when %i comes back', async (status) => {
      const { made, requests } = counting({
        ok: true, status, headers: { 'retry-after': '9' }, body: 'Internal Server Error',
      });
      expect(await get(made)).toMatchObject({ ok: true, status, body: 'Internal Server Error' });
      expect(requests).toHaveLength(1);
    });

  test.each(['no', 'maybe'] as const)(
    'that failed with sent: %s is told as that', async (sent) => {
      const { made, requests } = counting({ ok: false, sent, message: 'as it was' });
      expect(await get(made)).toEqual({ ok: false, sent, message: 'as it was' });
      expect(requests).toHaveLength(1);
    });

  test('answers with what came, whatever the SDK makes of it', async () => {
    const { made } = counting({ ok: true, status: 201, headers: {}, body: '{"id":"x"}' });
    expect(await get(made)).toMatchObject({ status: 201, body: '{"id":"x"}' });
    const empty = counting({ ok: true, status: 204, headers: {}, body: '' });
    const reply = await perform(empty.made, (sdk) =>
      sdk.token.revoke({ url: URL_OF, accessToken: 'T' }));
    expect(reply).toMatchObject({ status: 204 });
    expect(empty.requests[0]?.method).toBe('DELETE');
  });

  test('that the SDK refuses to make was not sent', async () => {
    const { made, requests } = counting({ ok: true, status: 200, headers: {}, body: '{}' });
    const reply = await perform(made, (sdk) =>
      sdk.outgoingPayment.get({ url: '$pointer', accessToken: 'T' }));
    expect(reply).toMatchObject({ ok: false, sent: 'no' });
    expect(requests).toEqual([]);
  });

  test('does not pass a bug of ours off as the provider\'s', async () => {
    const made = session(() => Promise.reject(new TypeError('bug')));
    await expect(get(made)).rejects.toThrow(TypeError);
  });

  test('stays with its own call among many at once', async () => {
    const desks = Array.from({ length: 5 }, () => createDesk());
    const asked = await Promise.all(desks.map((desk) => desk.asked()));
    expect(asked).toHaveLength(5);
    for (const desk of desks) expect(desk.requests).toHaveLength(7);
  });
});

describe('a session', () => {
  test('needs somebody who can sign', () => {
    const call = createDesk().call();
    expect(sessionOf({ ...call, seller: null })).toBeNull();
    const { seller } = call;
    expect(sessionOf({ ...call, seller: seller && { ...seller, privateKey: 'x' } })).toBeNull();
  });

  test('shows no secret that it came to know', () => {
    const made = session(() => Promise.reject(new Error('unused')));
    made.learn('T0KEN-1', '', 'a');
    expect(made.redact('a T0KEN-1 "sharedSecret": "abc" b'))
      .toBe('a [secret] "sharedSecret": "[secret]" b');
    expect(createClient(made)).toHaveProperty('createOutgoing');
  });
});
