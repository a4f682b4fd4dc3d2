import { describe, expect, test } from 'vitest';

import type { FaultWord } from '../../sandbox/faults.ts';
import type { RailRequest } from '../rail.ts';
import { interledgerRail } from './rail.ts';
import { amount, BASE_URL, createDesk, DAY_MS, forget, payoutOf, stateOf } from './test-desk.ts';

const BEFORE: readonly FaultWord[] = ['drop-before', 'timeout-before', 'error-before'];
const AFTER: readonly FaultWord[] = ['drop-after', 'timeout-after', 'error-after', 'nonsense'];
const isPayout = ({ method, url }: RailRequest): boolean =>
  method === 'POST' && url.endsWith('/outgoing-payments');

describe('a payment', () => {
  test.each([
    ['seller', 'USD/2', 1000n, 1000n, '10'], ['bob', 'EUR/2', 1000n, 1000n, '10'],
    ['seller-mxn', 'MXN/2', 5000n, 5001n, '50.01'],
  ] as const)('arrives at %s in %s, over-delivery included', async (...row) => {
    const [payee, asset, asked, came, text] = row;
    const desk = createDesk();
    const wanted = { payeeAccount: `${BASE_URL}/${payee}`, amount: amount(asked, asset) };
    const operation = await desk.paid(wanted);
    const finding = await desk.inquire(operation);
    expect(finding).toMatchObject({
      // As the payer's bank names it, on the evidence of what the payee's received.
      kind: 'settled', reference: operation.reference,
      evidence: {
        kind: 'incoming-payment', word: 'the payee\'s bank',
        reference: stateOf(operation.consent ?? '').incoming.id,
      },
      moved: {
        delivered: amount(came, asset), debited: stateOf(operation.consent ?? '').quote.debit,
      },
    });
    expect(desk.sandbox.books()).toMatchObject([{ account: payee, amount: text }]);
  });

  test('says what it is for', async () => {
    const desk = createDesk();
    const { state, quoteReference } = await desk.granted();
    await desk.pay(payoutOf(state));
    expect(JSON.parse(desk.requests.find(isPayout)?.body ?? '')).toEqual({
      walletAddress: `${BASE_URL}/buyer`, quoteId: quoteReference,
      metadata: { paydesk: 'key-1', description: 'Logo' },
    });
  });

  test('is made under its own consent only', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    const refused = async (given: Parameters<typeof payoutOf>[1]) =>
      desk.pay(payoutOf(state, given));
    expect(await refused({ kind: 'release' })).toMatchObject({ code: 'rail_unsupported' });
    expect(await refused({ consent: null })).toMatchObject({ code: 'consent_missing' });
    expect(await refused({ key: 'key-2' })).toMatchObject({ code: 'consent_missing' });
    expect(await refused({ amount: amount(999n) })).toMatchObject({ code: 'quote_differs' });
    expect(desk.requests.filter(isPayout)).toEqual([]);
  });

  test('above what was agreed to is refused by the wallet', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.settings.instead = (request) => isPayout(request) ? {
      ok: true, status: 403, headers: {},
      body: '{"error":{"code":"403","description":"unauthorized"}}',
    } : null;
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'rejected', code: 'limit_exceeded' });
  });
});

describe('a payment under a fault', () => {
  test.each(AFTER)('%s is unclear, and found', async (fault) => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail('payout', fault);
    expect((await desk.pay(payoutOf(state))).kind).toBe('unclear');
    expect(await desk.inquire(payoutOf(state)))
      .toMatchObject({ kind: 'submitted', reference: expect.stringContaining('/outgoing-') });
    desk.pass(300);
    expect((await desk.inquire(payoutOf(state))).kind).toBe('settled');
    expect(desk.requests.filter(isPayout)).toHaveLength(1);
  });

  test.each(BEFORE)('%s is unclear, and missing', async (fault) => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail('payout', fault);
    expect((await desk.pay(payoutOf(state))).kind).toBe('unclear');
    expect(await desk.inquire(payoutOf(state))).toEqual({ kind: 'missing' });
    // With the time over, the request for money is closed, and nobody can pay it any more.
    expect(await desk.inquire(payoutOf(state, { overdue: true })))
      .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
    expect((await desk.pay(payoutOf(state))).kind).toBe('submitted');
    desk.pass(300);
    expect(desk.sandbox.books()).toEqual([]);
  });

  test('refuse, rate-limit and down are proof that nothing was made', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail('payout', 'refuse');
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'rejected', code: 'provider_refused' });
    desk.fail('payout', 'rate-limit');
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'not-received', retryAfterMs: 2_000 });
    desk.sandbox.faults.add({ provider: 'openPayments', operation: 'any', fault: 'down' });
    expect((await desk.pay(payoutOf(state))).kind).toBe('not-received');
    expect(desk.sandbox.books()).toEqual([]);
  });

  test('sent-part settles with what arrived and what it cost', async () => {
    const desk = createDesk();
    desk.fail('payout', 'sent-part');
    expect(await desk.inquire(await desk.paid())).toMatchObject({
      kind: 'settled', moved: { delivered: amount(500n), debited: amount(500n) },
    });
  });

  test('a quote that ran out is replaced, after looking', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.pass(300_001);
    const before = desk.requests.length;
    const outcome = await desk.pay(payoutOf(state));
    expect(desk.sent().slice(before)).toEqual([
      'POST /op/outgoing-payments', 'GET /op/outgoing-payments', 'POST /op/quotes',
      'POST /op/outgoing-payments',
    ]);
    expect(outcome.kind).toBe('submitted');
    const consent = outcome.kind === 'submitted' ? outcome.consent : '';
    expect(stateOf(consent).quoteIds).toHaveLength(2);
  });

  test('a quote that runs out again is given up', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.pass(300_001);
    desk.fail('quote', 'quote-expired');
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'rejected', code: 'quote_expired' });
  });

  test('a payment that cannot be looked for is unclear', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.pass(300_001);
    desk.fail('inquire', 'drop-before', 1);
    expect((await desk.pay(payoutOf(state))).kind).toBe('unclear');
    expect(desk.requests.filter(isPayout)).toHaveLength(1);
  });

  test('a dead right is rotated once, and the new one is kept', async () => {
    const desk = createDesk();
    desk.fail('continue', 'token-revoked');
    const { state } = await desk.granted();
    // A revoked token cannot be rotated; one that ran out can.
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'rejected', code: 'token_revoked' });
    const later = createDesk();
    const other = await later.granted();
    later.pass(600_001);
    const outcome = await later.pay(payoutOf(other.state));
    const consent = outcome.kind === 'submitted' ? outcome.consent : '';
    expect(stateOf(consent).outgoingToken).not.toEqual(stateOf(other.state).outgoingToken);
    later.pass(300);
    expect((await later.inquire(payoutOf(consent ?? ''))).kind).toBe('settled');
  });

  test('a rotated right is handed back even where the payment is unclear', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.pass(600_001);
    desk.settings.instead = (request, through) => {
      if (!isPayout(request)) return null;
      const answer = through();
      return answer.ok && answer.status === 403 ? answer
        : { ok: false, sent: 'maybe', message: 'No answer came.' };
    };
    const outcome = await desk.pay(payoutOf(state));
    expect(outcome.kind).toBe('unclear');
    expect(outcome).toHaveProperty('consent', expect.any(String));
  });
});

describe('an inquiry', () => {
  test('without a consent cannot be made', async () => {
    const desk = createDesk();
    expect(await desk.inquire(payoutOf(''))).toEqual({ kind: 'cannot-tell' });
    expect(await interledgerRail.inquire(desk.call(), payoutOf('', { consent: null })))
      .toEqual({ kind: 'cannot-tell' });
  });

  test('without a seller waits until there is one', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    const { seller } = desk.settings;
    desk.settings.seller = null;
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    expect(await desk.pay(operation)).toMatchObject({ code: 'seller_missing' });
    desk.settings.seller = seller;
    expect((await desk.inquire(operation)).kind).toBe('settled');
  });

  test.each(['drop-before', 'timeout-before', 'nonsense'] as const)(
    'under %s is repeated later', async (fault) => {
      const desk = createDesk();
      const operation = await desk.paid();
      desk.fail('inquire', fault);
      expect((await desk.inquire(operation)).kind).toBe('unavailable');
      expect((await desk.inquire(operation)).kind).toBe('settled');
    });

  test('says submitted while it is under way, and keeps looking', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    const outcome = await desk.pay(payoutOf(state));
    const reference = outcome.kind === 'submitted' ? outcome.reference : null;
    expect(await desk.inquire(payoutOf(state, { reference })))
      .toMatchObject({ kind: 'submitted', reference });
  });

  test('does not follow a reference to another server', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    const reference = 'http://127.0.0.1:20001/op/outgoing-payments/1';
    expect((await desk.inquire({ ...operation, reference })).kind).toBe('settled');
    expect(desk.requests.filter(({ url }) => url.includes(':20001'))).toEqual([]);
  });

  test('settles overdue although the payer\'s bank is silent', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    desk.settings.instead = ({ url }) => url.includes('/outgoing-payment')
      ? { ok: false, sent: 'maybe', message: 'No answer came.' } : null;
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    expect(await desk.inquire({ ...operation, overdue: true }))
      .toMatchObject({ kind: 'settled', moved: { debited: null } });
  });

  test('of an anchor that its payee closed is definite', async () => {
    const desk = createDesk();
    desk.fail('payout', 'stuck');
    const operation = await desk.paid();
    await desk.inquire({ ...operation, overdue: true });
    expect(await desk.inquire(operation))
      .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
  });

  test('of an anchor that ran out is definite', async () => {
    const desk = createDesk();
    desk.fail('payout', 'stuck');
    const operation = await desk.paid();
    // Half a second after its expiry; what nobody paid is forgotten after a whole one.
    desk.pass(DAY_MS - 5_600 + 500);
    expect(await desk.inquire(operation)).toMatchObject({ code: 'nothing_sent' });
    // Its expiry by our own clock proves nothing: it is closed before that is said.
    expect(desk.sent()).toContain('POST /op/incoming-payments/:id/complete');
  });

  test('of an anchor that its bank forgot is definite where nothing was sent', async () => {
    const desk = createDesk();
    desk.fail('payout', 'stuck');
    const operation = await desk.paid();
    forget(desk);
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    desk.pass(DAY_MS);
    expect(await desk.inquire(operation))
      .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
  });

  test('of an anchor that its bank forgot stays open where something was sent', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    forget(desk);
    desk.pass(DAY_MS);
    expect((await desk.inquire(operation)).kind).toBe('unavailable');
    expect((await desk.inquire({ ...operation, overdue: true })).kind).toBe('unavailable');
  });

  test('shows no secret, whoever repeats it', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    desk.settings.instead = ({ url, headers }, through) => {
      const answer = through();
      if (!answer.ok || !/\/incoming-payments\/[^/]+$/.test(url)) return answer;
      const echo = `"echo":"${headers['authorization'] ?? ''}","sharedSecret":"STREAM",`;
      return { ...answer, body: answer.body.replace('{', `{${echo}`) };
    };
    const finding = await desk.inquire(operation);
    expect(finding.kind === 'settled' ? finding.evidence.raw : '')
      .toContain('"echo":"GNAP [secret]","sharedSecret":"[secret]"');
    const other = await desk.granted({ previous: null });
    desk.settings.instead = (request) => isPayout(request) ? {
      ok: true, status: 400, headers: {}, body: `no: ${request.headers['authorization'] ?? ''}`,
    } : null;
    expect(await desk.pay(payoutOf(other.state)))
      .toMatchObject({ message: expect.stringContaining('no: GNAP [secret]') });
  });
});
