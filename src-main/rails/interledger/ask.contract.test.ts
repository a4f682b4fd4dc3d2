import { describe, expect, test } from 'vitest';

import type { FaultWord } from '../../sandbox/faults.ts';
import type { OperationName } from '../../sandbox/provider.ts';
import {
  amount, BASE_URL, consentOf, createDesk, DAY_MS, FINISH_URL, forget, payoutOf, requestOf,
  stateOf,
} from './test-desk.ts';

describe('asking for consent', () => {
  test('makes a request for money, a quote, and a page to consent on', async () => {
    const desk = createDesk();
    const asked = await desk.asked();
    expect(asked).toMatchObject({
      debit: amount(1132n), receive: amount(1000n), waitMs: 5_300, linkForMs: 590_000,
      quoteExpiresAt: desk.sandbox.nowMs() + 300_000,
    });
    expect(asked.link).toMatch(/^http:\/\/127\.0\.0\.1:20000\/auth\/interact\//);
    expect(desk.sent()).toEqual([
      'GET /seller', 'GET /buyer', 'POST /auth', 'POST /op/incoming-payments', 'POST /auth',
      'POST /op/quotes', 'POST /auth',
    ]);
    expect(JSON.parse(desk.requests[3]?.body ?? '')).toEqual({
      walletAddress: `${BASE_URL}/seller`, metadata: { description: 'Logo', paydesk: 'key-1' },
      incomingAmount: { value: '1000', assetCode: 'USD', assetScale: 2 },
      expiresAt: new Date(desk.sandbox.nowMs() + 86_400_000).toISOString(),
    });
    expect(JSON.parse(desk.requests[6]?.body ?? '')).toMatchObject({
      client: `${BASE_URL}/seller`,
      interact: { finish: { method: 'redirect', uri: FINISH_URL, nonce: 'our-nonce' } },
    });
  });

  test.each([
    ['seller', 'buyer', 'USD/2', 1132n], ['bob', 'buyer', 'EUR/2', 1234n],
    ['bob', 'buyer-eur', 'EUR/2', 1120n], ['seller-mxn', 'buyer', 'MXN/2', 158n],
  ] as const)('%s by %s in %s costs %s', async (payee, payer, asset, debit) => {
    const asked = await createDesk().asked({
      payeeAccount: `${BASE_URL}/${payee}`, payerAccount: `${BASE_URL}/${payer}`,
      amount: amount(1000n, asset),
    });
    expect(asked.receive).toEqual(amount(1000n, asset));
    expect(asked.debit.minor).toBe(debit);
  });

  test('takes the documents\' own example addresses in the sandbox', async () => {
    const desk = createDesk();
    const asked = await desk.asked({ payerAccount: 'https://ilp.interledger-test.dev/buyer' });
    expect(stateOf(asked.state).payer.id).toBe(`${BASE_URL}/buyer`);
  });

  test('is refused for an amount in another currency than the payee\'s', async () => {
    const desk = createDesk();
    expect(await desk.ask({ amount: amount(1000n, 'EUR/2') }))
      .toMatchObject({ kind: 'rejected', code: 'asset_mismatch' });
    expect(await desk.ask({ amount: amount(1000n, 'USD/4') }))
      .toMatchObject({ kind: 'rejected', code: 'asset_mismatch' });
    expect(desk.sent().filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('is refused for a wallet that does not exist', async () => {
    expect(await createDesk().ask({ payerAccount: `${BASE_URL}/nobody` }))
      .toMatchObject({ kind: 'rejected', code: 'wallet_unknown' });
  });

  test('signs nothing for addresses inside the own network on a live connection', async () => {
    const desk = createDesk();
    desk.settings.connection = { ...desk.settings.connection, mode: 'live' };
    expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'address_refused' });
    expect(desk.requests).toEqual([]);
    desk.settings.connection = { ...desk.settings.connection, config: { local: true } };
    expect((await desk.ask()).kind).toBe('asked');
  });

  test.each(['authServer', 'resourceServer'])(
    'signs nothing for an %s that a public wallet names inside the own network', async (name) => {
      const desk = createDesk();
      desk.settings.connection = { ...desk.settings.connection, mode: 'live' };
      desk.settings.instead = ({ url }) => url.endsWith('.example/alice') ? {
        ok: true, status: 200, headers: {}, body: JSON.stringify({
          id: url, assetCode: 'USD', assetScale: 2, authServer: 'https://auth.example/t',
          resourceServer: 'https://op.example/t', [name]: 'http://169.254.169.254/t',
        }),
      } : url === 'https://auth.example/t' ? {
        ok: true, status: 200, headers: {}, body: JSON.stringify({
          access_token: { value: 'T', manage: 'https://auth.example/token/1', access: [] },
        }),
      } : null;
      const wallet = 'https://wallet.example/alice';
      expect(await desk.ask({ payeeAccount: wallet, payerAccount: wallet }))
        .toMatchObject({ kind: 'rejected', code: 'address_refused' });
      expect(desk.requests.filter(({ url }) => url.includes('169.254'))).toEqual([]);
    });

  test.each(['manage', 'uri'])('does not follow a %s to another server', async (name) => {
    const desk = createDesk();
    desk.settings.instead = ({ url, method }, through) => {
      const answer = through();
      if (method !== 'POST' || !url.includes('/auth/') || !answer.ok) return answer;
      const elsewhere = answer.body.replace(
        new RegExp(`"${name}":"http://127\\.0\\.0\\.1:20000`), `"${name}":"http://127.0.0.1:20001`,
      );
      return { ...answer, body: elsewhere };
    };
    expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'address_refused' });
    expect(desk.requests.filter(({ url }) => url.includes(':20001'))).toEqual([]);
  });
});

describe('asking again', () => {
  test('uses the anchor again, with a quote and a link of its own', async () => {
    const desk = createDesk();
    const first = await desk.asked();
    const again = await desk.asked({ previous: first.state });
    expect(again.incomingReference).toBe(first.incomingReference);
    expect(again.link).not.toBe(first.link);
    expect(stateOf(again.state).quoteIds).toEqual([first.quoteReference, again.quoteReference]);
    // The first link leads nowhere any more.
    expect(desk.browse(first.link, 'accept')).toMatchObject({ result: 'invalid_interaction' });
  });

  test('closes an anchor that has not long to live, and makes another', async () => {
    const desk = createDesk();
    const first = await desk.asked();
    desk.pass(23.5 * 3_600_000);
    const again = await desk.asked({ previous: first.state });
    expect(again.incomingReference).not.toBe(first.incomingReference);
    expect(desk.sent()).toContain('POST /op/incoming-payments/:id/complete');
  });

  test('makes another one where the unpaid anchor ran out and was forgotten', async () => {
    const desk = createDesk();
    const first = await desk.asked();
    forget(desk);
    // Before its time a bank that forgot it proves nothing.
    expect(await desk.ask({ previous: first.state })).toMatchObject({ code: 'incoming_gone' });
    desk.pass(DAY_MS + 60_000);
    const again = await desk.asked({ previous: first.state });
    expect(again.incomingReference).not.toBe(first.incomingReference);
  });

  test('finds what the try before left, instead of another request for money', async () => {
    const desk = createDesk();
    desk.fail('quote', 'error-before');
    expect((await desk.ask()).kind).toBe('unavailable');
    await desk.asked({ isRepeated: true });
    expect(desk.sent().filter((line) => line === 'POST /op/incoming-payments')).toHaveLength(1);
  });

  test('is refused once money arrived, or while it may', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    await desk.pay(payoutOf(state));
    expect(await desk.ask({ previous: state }))
      .toMatchObject({ kind: 'rejected', code: 'already_paying' });
    desk.pass(300);
    const bare = JSON.stringify({ ...JSON.parse(state), outgoingToken: null });
    expect(await desk.ask({ previous: bare }))
      .toMatchObject({ kind: 'rejected', code: 'already_paid' });
  });

  test.each(['', 'no json', '{"version":0}'])('does not mind %j from before', async (previous) => {
    expect((await createDesk().ask({ previous })).kind).toBe('asked');
  });
});

const AFTER: readonly FaultWord[] = ['drop-after', 'timeout-after', 'error-after', 'nonsense'];
const BEFORE: readonly FaultWord[] = ['drop-before', 'timeout-before', 'error-before'];
const STEPS: readonly OperationName[] = ['wallet', 'grant', 'quote'];

describe('asking under a fault', () => {
  test.each(STEPS.flatMap((step) => [...AFTER, ...BEFORE].map((fault) => [fault, step] as const)))(
    '%s at %s moves nothing and can be asked again', async (fault, step) => {
      const desk = createDesk();
      desk.fail(step, fault);
      expect(['asked', 'unavailable']).toContain((await desk.ask()).kind);
      expect((await desk.ask()).kind).toBe('asked');
      expect(desk.sandbox.books()).toEqual([]);
    });

  test.each(['error-before', 'error-after'] as const)(
    'a read that met %s is repeated', async (fault) => {
      const desk = createDesk();
      desk.fail('wallet', fault, 2);
      expect((await desk.ask()).kind).toBe('asked');
    });

  test.each(AFTER)('%s at the request for money is looked for before another', async (fault) => {
    const desk = createDesk();
    desk.fail('incoming', fault);
    expect((await desk.ask()).kind).toBe('asked');
    expect(desk.sent().filter((line) => line === 'POST /op/incoming-payments')).toHaveLength(1);
    expect(desk.sent()).toContain('GET /op/incoming-payments');
  });

  test.each(BEFORE)('%s at the request for money makes one in the end', async (fault) => {
    const desk = createDesk();
    desk.fail('incoming', fault);
    expect((await desk.ask()).kind).toBe('asked');
    expect(desk.sent().filter((line) => line === 'POST /op/incoming-payments')).toHaveLength(2);
  });

  test.each(['wallet', 'grant', 'incoming', 'quote'] as const)(
    'refuse at %s is a clean no', async (step) => {
      const desk = createDesk();
      desk.fail(step, 'refuse');
      expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'provider_refused' });
    });

  test('down and rate-limit are told as they are', async () => {
    const desk = createDesk();
    desk.fail('grant', 'rate-limit');
    expect(await desk.ask()).toMatchObject({
      kind: 'unavailable', message: expect.stringContaining('429'),
    });
    desk.sandbox.faults.add({ provider: 'openPayments', operation: 'any', fault: 'down' });
    expect(await desk.ask()).toMatchObject({
      kind: 'unavailable', message: expect.stringContaining('refused'),
    });
  });

  test('a dead token is asked for again', async () => {
    const desk = createDesk();
    desk.fail('grant', 'token-revoked', 1);
    expect((await desk.ask()).kind).toBe('asked');
    desk.fail('grant', 'token-revoked', 2);
    expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'token_revoked' });
  });

  test('a stand-in far ahead of our clock gets its own expiry', async () => {
    const desk = createDesk();
    const { call, sandbox } = desk;
    const behind = { ...call(), nowMs: sandbox.nowMs() - 90 * 86_400_000 };
    expect(await consentOf().ask(behind, requestOf()))
      .toMatchObject({ kind: 'asked', quoteExpiresAt: behind.nowMs + 300_000 });
  });
});
