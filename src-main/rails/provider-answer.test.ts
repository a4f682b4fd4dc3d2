import { describe, expect, test } from 'vitest';

import {
  failedFinding, failedOutcome, outcomeBeforeSending, readReply, type ProviderAnswer,
} from './provider-answer.ts';
import { reply } from './test-rail.ts';

function failed(status: number, body: unknown, headers: Record<string, string> = {}) {
  const answer = readReply(reply(status, body, headers), 0);
  if (answer.kind === 'taken') throw new Error('It was taken.');
  return answer;
}

describe('a reply', () => {
  test('that was provably not sent was not received', () => {
    expect(readReply({ ok: false, sent: 'no', message: 'refused' }, 0))
      .toEqual({ kind: 'not-received', message: 'refused', retryAfterMs: null });
  });

  test('that may have been sent is unknown', () => {
    expect(readReply({ ok: false, sent: 'maybe', message: 'timeout' }, 0).kind).toBe('unknown');
  });

  test.each([100, 301, 307, 408, 425, 500, 502, 503, 504, 599])('%i proves nothing', (status) => {
    const answer = failed(status, '');
    expect(answer.kind).toBe('unknown');
    expect(failedOutcome(answer).kind).toBe('unclear');
    expect(failedFinding(answer).kind).toBe('unavailable');
  });

  test('of 2xx that is no JSON is unknown', () => {
    expect(readReply(reply(200, '<p>It works'), 0).kind).toBe('unknown');
    expect(readReply(reply(204, ''), 0).kind).toBe('unknown');
  });

  test('of 2xx with JSON is taken, its numbers exact', () => {
    const answer: ProviderAnswer = readReply(reply(201, '{"n":0.10}'), 0);
    expect(answer).toEqual({ kind: 'taken', status: 201, json: { n: '0.10' }, raw: '{"n":0.10}' });
  });

  test('429 was not received and says when to come back', () => {
    expect(failed(429, { detail: 'Too many' }, { 'retry-after': '3' })).toEqual({
      kind: 'not-received', retryAfterMs: 3_000, message: 'The provider answered 429: Too many',
    });
  });
});

describe('a refusal', () => {
  test.each([
    [400, { detail: 'Bad' }, 'provider_refused'],
    [401, { detail: 'No key' }, 'provider_auth'],
    [402, { detail: 'Too poor' }, 'insufficient_balance'],
    [403, { error: 'Forbidden' }, 'provider_auth'],
    [404, { detail: 'Not Found' }, 'provider_route'],
    [404, '', 'provider_route'],
    [404, { detail: 'Escrow not found: esc_1' }, 'provider_unknown_escrow'],
    [405, { detail: 'Method Not Allowed' }, 'provider_route'],
    [409, { message: 'Conflict' }, 'provider_conflict'],
    [422, { detail: [{ msg: 'Field required' }] }, 'provider_refused'],
    [451, 'no', 'provider_refused'],
  ])('%i %j is rejected as %s', (status, body, code) => {
    expect(failedOutcome(failed(status, body))).toMatchObject({ kind: 'rejected', code });
  });

  test.each([
    [{ detail: 'a' }, ': a'],
    [{ detail: [{ msg: 'a' }, { msg: 'b' }] }, ': a; b'],
    [{ error: 'e', message: 'm' }, ': m'],
    [{ title: 't' }, ': t'],
    ['<b>plain</b>', ': <b>plain</b>'],
    [{ detail: { odd: 1 } }, '.'],
  ])('%j keeps the sentence', (body, end) => {
    expect(failedOutcome(failed(400, body))).toMatchObject({
      message: `The provider answered 400${end}`,
    });
  });

  test('of a question means that this provider cannot say', () => {
    expect(failedFinding(failed(404, { detail: 'Escrow not found' })).kind).toBe('cannot-tell');
    expect(failedFinding(failed(405, '')).kind).toBe('cannot-tell');
    expect(failedFinding(failed(400, '')).kind).toBe('unavailable');
  });

  test('of a question ahead of the request leaves the request unsent', () => {
    expect(outcomeBeforeSending(failed(500, '')).kind).toBe('not-received');
    expect(outcomeBeforeSending(failed(400, '')).kind).toBe('not-received');
    expect(outcomeBeforeSending(failed(401, ''))).toMatchObject({ code: 'provider_auth' });
  });
});
