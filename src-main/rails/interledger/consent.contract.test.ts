import { describe, expect, test } from 'vitest';

import type { FaultWord } from '../../sandbox/faults.ts';
import { reply } from '../test-rail.ts';
import { amount, BASE_URL, consentOf, createDesk, newKey, payoutOf, stateOf } from './test-desk.ts';

const BEFORE: readonly FaultWord[] = ['drop-before', 'timeout-before', 'error-before'];
const AFTER: readonly FaultWord[] = ['drop-after', 'timeout-after', 'error-after', 'nonsense'];

describe('fetching a consent', () => {
  test('gives the right to pay exactly what was asked for', async () => {
    const desk = createDesk();
    const granted = await desk.granted();
    expect(granted).toMatchObject({ debit: amount(1132n), receive: amount(1000n) });
    expect(stateOf(granted.state).outgoingToken).not.toBeNull();
    expect(desk.sent().at(-1)).toBe('POST /auth/continue/:id');
    // Asked twice by accident, it is still the same right.
    expect(await desk.fetch(granted.state)).toEqual(granted);
  });

  test('waits until the server\'s wait is over', async () => {
    const desk = createDesk();
    const { state, link } = await desk.asked();
    const back = consentOf().readReturn(state, desk.browse(link, 'accept'));
    const consented = back.kind === 'consented' ? back.state : '';
    expect(await desk.fetch(consented)).toEqual({ kind: 'early', waitMs: 5_300 });
    desk.pass(5_300);
    expect((await desk.fetch(consented)).kind).toBe('granted');
  });

  test('is refused without a consent', async () => {
    const desk = createDesk();
    const { state } = await desk.asked();
    for (const text of [state, '', '{}']) {
      expect(await desk.fetch(text)).toMatchObject({ kind: 'rejected', code: 'consent_missing' });
    }
  });

  test.each(BEFORE)('under %s is asked for again, and nobody is troubled', async (fault) => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.fail('continue', fault);
    expect((await desk.fetch(state)).kind).toBe('unavailable');
    expect((await desk.fetch(state)).kind).toBe('granted');
  });

  test.each(AFTER)('under %s is lost, and ended', async (fault) => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.fail('continue', fault);
    expect((await desk.fetch(state)).kind).toBe('unavailable');
    desk.fail('cancel', 'drop-before');
    expect((await desk.fetch(state)).kind).toBe('unavailable');
    expect((await desk.fetch(state)).kind).toBe('lost');
  });

  test.each([
    ['leads elsewhere', (body: string) => body.replace(/"manage":"http:/, '"manage":"https:')],
    ['is none', (body: string) => body.replace('"access_token":{"value":"0', '"x":{"value":"0')],
    ['goes on elsewhere', (body: string) => body.replace(/"uri":"http:/, '"uri":"https:')],
  ])('ends a right that %s', async (_what, change) => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.settings.instead = ({ url, method }, through) => {
      if (method !== 'POST' || !url.includes('/continue/')) return null;
      const answer = through();
      return answer.ok ? { ...answer, body: change(answer.body) } : answer;
    };
    expect((await desk.fetch(state)).kind).toBe('rejected');
    expect(desk.sent().at(-1)).toBe('DELETE /auth/continue/:id');
    expect(new URL(desk.requests.at(-1)?.url ?? '').origin).toBe(BASE_URL);
  });

  test('under rate-limit comes back when it is told to', async () => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.fail('continue', 'rate-limit');
    expect(await desk.fetch(state)).toEqual({ kind: 'early', waitMs: 2_000 });
  });

  test('keeps the right when no fresh quote can be had just now', async () => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.pass(400_000);
    desk.fail('quote', 'drop-before');
    const granted = await desk.fetch(state);
    expect(granted.kind).toBe('granted');
    const kept = granted.kind === 'granted' ? granted.state : '';
    expect(stateOf(kept).quote.id).toBe(stateOf(state).quote.id);
    // Paying it asks for the fresh quote again.
    expect((await desk.pay(payoutOf(kept))).kind).toBe('submitted');
  });

  test('replaces a quote that ran out as soon as it was made', async () => {
    const desk = createDesk();
    desk.fail('quote', 'quote-expired');
    const granted = await desk.granted();
    expect(stateOf(granted.state).quoteIds).toHaveLength(2);
  });
});

describe('ending a consent', () => {
  test('closes the link, the right and the request for money', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    expect(await desk.end(state)).toBe(true);
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'rejected', code: 'token_revoked' });
    const lines = desk.sent();
    expect(lines).toContain('POST /op/incoming-payments/:id/complete');
    expect(lines.filter((line) => line === 'DELETE /auth/token/:id')).toHaveLength(3);
    // Dead already is ended as well.
    expect(await desk.end(state)).toBe(true);
  });

  test('does not cut off a payment that is under way', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    const outcome = await desk.pay(payoutOf(state));
    expect(await desk.end(state)).toBe(true);
    desk.pass(300);
    expect(desk.sandbox.books()).toHaveLength(1);
    expect(outcome.kind).toBe('submitted');
    expect(desk.sent()).not.toContain('POST /op/incoming-payments/:id/complete');
  });

  test('closes nothing that was paid', async () => {
    const desk = createDesk();
    const { consent } = await desk.paid();
    expect(await desk.end(consent ?? '')).toBe(true);
    expect(desk.sent()).not.toContain('POST /op/incoming-payments/:id/complete');
  });

  test.each([['cancel', 'drop-before'], ['token', 'timeout-before'], ['inquire', 'drop-before']] as
    const)('is not done while %s meets %s', async (step, fault) => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail(step, fault, step === 'inquire' ? 2 : 1);
    expect(await desk.end(state)).toBe(false);
    expect(await desk.end(state)).toBe(true);
  });

  test('of nothing is done', async () => {
    expect(await createDesk().end('')).toBe(true);
  });
});

describe('an account', () => {
  test('is described by its wallet', async () => {
    const { call } = createDesk();
    expect(await consentOf().account(call(), `${BASE_URL}/bob`)).toEqual({
      kind: 'account', asset: { code: 'EUR', scale: 2 }, publicName: 'Bob',
    });
    expect(await consentOf().account(call(), `${BASE_URL}/nobody`)).toMatchObject({
      kind: 'unknown', message: expect.stringContaining('does not exist'),
    });
  });

  test('is none where a page answers, and unknown for now where nobody does', async () => {
    const desk = createDesk();
    desk.fail('wallet', 'nonsense');
    expect((await consentOf().account(desk.call(), `${BASE_URL}/bob`)).kind).toBe('unknown');
    desk.fail('wallet', 'timeout-before');
    expect((await consentOf().account(desk.call(), `${BASE_URL}/bob`)).kind).toBe('unavailable');
  });

  test('needs nobody to sign, and shows its name as plain text', async () => {
    const desk = createDesk();
    desk.settings.seller = null;
    desk.settings.instead = ({ url }) => reply(200, {
      id: url, publicName: 'Bob\u202E\n', assetCode: 'EUR', assetScale: 2,
      authServer: BASE_URL, resourceServer: BASE_URL,
    });
    expect(await consentOf().account(desk.call(), `${BASE_URL}/bob`))
      .toMatchObject({ publicName: 'Bob' });
  });
});

describe('a seller', () => {
  test('is checked against the keys that the wallet publishes', async () => {
    const desk = createDesk();
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({ ok: true });
    const other = newKey();
    desk.sandbox.setKey('seller', 'key-1', other.x);
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({
      ok: false, message: expect.stringContaining('another key'),
    });
    desk.sandbox.setKey('seller', 'key-1', null);
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({
      ok: false, message: expect.stringContaining('no key with the id key-1'),
    });
    desk.fail('wallet', 'drop-before');
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({ ok: false });
    desk.settings.seller = null;
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({ ok: false });
  });
});
