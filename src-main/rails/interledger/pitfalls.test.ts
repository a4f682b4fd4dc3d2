import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { RailReply, RailRequest } from '../rail.ts';
import { reply } from '../test-rail.ts';
import { paymentsFor } from './outgoing.ts';
import { deskOf } from './tokens.ts';
import {
  amount, BASE_URL, consentOf, createDesk, payoutOf, stateOf,
} from './test-desk.ts';

/** The guide to Open Payments, section 6, pitfall by pitfall. */
const isPost = (path: string) => ({ method, url }: RailRequest): boolean =>
  method === 'POST' && url.endsWith(path);
const isPayout = isPost('/outgoing-payments');

/** The same answer with something else in its body. */
function altered(given: RailReply, change: (body: Record<string, unknown>) => unknown): RailReply {
  if (!given.ok) return given;
  const body = z.record(z.string(), z.unknown()).parse(JSON.parse(given.body));
  return { ...given, body: JSON.stringify(change(body)) };
}

const bodies = (requests: readonly RailRequest[]) =>
  requests.map(({ body }) => z.record(z.string(), z.unknown()).parse(JSON.parse(body ?? '{}')));

describe('pitfall', () => {
  test('1: sent never equals debited, so that the payee\'s side decides', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    expect(await desk.inquire(operation)).toMatchObject({
      kind: 'settled',
      moved: { delivered: amount(1000n), debited: amount(1132n) },
    });
  });

  test.each(['sent-zero', 'stuck'] as const)(
    '2: a payment can end with nothing sent and no failure told (%s)', async (fault) => {
      const desk = createDesk();
      desk.fail('payout', fault);
      const operation = await desk.paid();
      desk.pass(3_600_000);
      expect((await desk.inquire(operation)).kind).toBe('submitted');
      expect(await desk.inquire({ ...operation, overdue: true }))
        .toMatchObject({ kind: 'rejected', code: 'nothing_sent' });
      // What was said is definite: the bank that wakes up now can no longer deliver.
      desk.sandbox.faults.clear();
      expect(desk.sandbox.books()).toEqual([]);
    });

  test('3: the anchor takes its amount once, whatever is paid to it', async () => {
    const desk = createDesk();
    const first = await desk.granted();
    const again = await desk.granted({ previous: first.state });
    expect(again.incomingReference).toBe(first.incomingReference);
    expect(again.quoteReference).not.toBe(first.quoteReference);
    await desk.pay(payoutOf(first.state));
    await desk.pay(payoutOf(again.state));
    desk.pass(300);
    expect(desk.sandbox.books().map(({ amount: paid }) => paid)).toEqual(['10']);
  });

  test('4: a used quote looks like an expired one, so that payments are listed first', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.fail('payout', 'drop-after');
    expect((await desk.pay(payoutOf(state))).kind).toBe('unclear');
    const again = await desk.pay(payoutOf(state));
    expect(again).toMatchObject({ kind: 'submitted', reference: expect.stringContaining('/op/') });
    desk.pass(300);
    expect(desk.requests.filter(isPayout)).toHaveLength(2);
    expect(desk.requests.filter(isPost('/quotes'))).toHaveLength(1);
    expect(desk.sandbox.books()).toHaveLength(1);
  });

  test('5: a consent whose answer was lost is ended, and asked for anew', async () => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.fail('continue', 'drop-after');
    expect((await desk.fetch(state)).kind).toBe('unavailable');
    desk.pass(5_300);
    expect((await desk.fetch(state)).kind).toBe('lost');
    expect(desk.sent().at(-1)).toBe('DELETE /auth/continue/:id');
    const again = await desk.granted({ previous: state });
    expect(again.incomingReference).toBe(stateOf(state).incoming.id);
  });

  test('6: a limit that JSON drops would be none, so that amounts are proven first', async () => {
    const desk = createDesk();
    const asked = await desk.asked();
    const [, , , , , , consent] = bodies(desk.requests);
    expect(consent).toMatchObject({
      access_token: { access: [{
        identifier: `${BASE_URL}/buyer`,
        limits: {
          receiver: asked.incomingReference,
          debitAmount: { value: '1132', assetCode: 'USD', assetScale: 2 },
        },
      }] },
    });
    desk.settings.instead = (request, through) => isPost('/quotes')(request)
      ? altered(through(), ({ debitAmount: _gone, ...rest }) => rest) : null;
    const before = desk.requests.length;
    expect((await desk.ask()).kind).toBe('unavailable');
    expect(desk.sent().slice(before).at(-1)).toBe('POST /op/quotes');
  });

  test.each([
    ['no limits', {}],
    ['a higher one', { debitAmount: { value: '9999', assetCode: 'USD', assetScale: 2 } }],
    ['another receiver', {
      debitAmount: { value: '1132', assetCode: 'USD', assetScale: 2 }, receiver: 'https://x.test',
    }],
  ])('6: a right with %s is ended at once', async (_what, limits) => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.settings.instead = ({ url, method }, through) => {
      if (method !== 'POST' || !url.includes('/continue/')) return null;
      return altered(through(), (body) => ({
        ...body,
        access_token: {
          ...z.record(z.string(), z.unknown()).parse(body['access_token']),
          access: [{ type: 'outgoing-payment', actions: ['create'], limits }],
        },
      }));
    };
    expect(await desk.fetch(state)).toMatchObject({ kind: 'rejected', code: 'limits_differ' });
    expect(desk.sent().at(-1)).toBe('DELETE /auth/continue/:id');
  });

  test('7: a list shows every payment of the client, and only ours is taken', async () => {
    const desk = createDesk();
    const { state: first } = await desk.granted({ key: 'key-2' });
    await desk.pay(payoutOf(first, { key: 'key-2' }));
    const { state } = await desk.granted();
    const found = async () => {
      const own = deskOf(desk.call(), stateOf(state));
      return own === null ? [] : (await paymentsFor(own, stateOf(state))).value;
    };
    expect(await found()).toEqual([]);
    await desk.pay(payoutOf(state));
    expect((await found()).map(({ metadata }) => metadata['paydesk'])).toEqual(['key-1']);
  });

  test('7: what the grant has spent is compared with what was debited', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    desk.settings.instead = ({ url }, through) => url.endsWith('/outgoing-payment-grant')
      ? altered(through(), () => ({
        spentDebitAmount: { value: '2264', assetCode: 'USD', assetScale: 2 },
      })) : null;
    const finding = await desk.inquire(operation);
    expect(finding.kind === 'settled' ? finding.evidence.raw : '')
      .toContain('The grant has spent 22.64 USD, and the payment debited 11.32 USD.');
  });

  test('8: a rejection anybody can forge is a hint, and ending makes it definite', async () => {
    const desk = createDesk();
    const asked = await desk.asked();
    expect(consentOf().readReturn(asked.state, { result: 'grant_rejected' }).kind).toBe('refused');
    expect(await desk.end(asked.state)).toBe(true);
    expect(desk.browse(asked.link, 'accept')).toMatchObject({ result: 'invalid_interaction' });
  });

  test('9: a consent can outlive its quote; a fresh one that fits is used', async () => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.pass(400_000);
    const granted = await desk.fetch(state);
    expect(granted).toMatchObject({ kind: 'granted', debit: amount(1132n) });
    if (granted.kind !== 'granted') return;
    expect(granted.quoteReference).not.toBe(stateOf(state).quote.id);
    expect(stateOf(granted.state).quoteIds).toHaveLength(2);
    expect((await desk.pay(payoutOf(granted.state))).kind).toBe('submitted');
  });

  test('9: a fresh quote that costs more ends the consent, with both amounts', async () => {
    const desk = createDesk();
    const state = await desk.consented();
    desk.pass(400_000);
    desk.settings.instead = (request, through) => isPost('/quotes')(request)
      ? altered(through(), (body) => ({
        ...body, debitAmount: { value: '1133', assetCode: 'USD', assetScale: 2 },
      })) : null;
    expect(await desk.fetch(state)).toMatchObject({
      kind: 'rejected', code: 'quote_changed',
      message: expect.stringMatching(/11\.33 USD now.*agreed to 11\.32 USD/),
    });
    expect(desk.sent().at(-1)).toBe('DELETE /auth/continue/:id');
  });

  test('10: no address is rewritten, and ids go back as they came', async () => {
    const desk = createDesk();
    desk.settings.instead = ({ url }) => {
      if (!url.startsWith('https://bank.example/')) return null;
      return url.endsWith('/alice') ? reply(200, {
        id: 'https://bank.example/alice', assetCode: 'USD', assetScale: 2,
        authServer: 'https://bank.example/auth/Tenant', resourceServer: 'https://bank.example/op',
      }) : reply(400, { error: { code: 'invalid_request', description: 'stop here' } });
    };
    await desk.ask({ payeeAccount: 'https://bank.example/alice' });
    expect(desk.requests.at(-1)?.url).toBe('https://bank.example/auth/Tenant');
  });

  test('11: slashes and pointers never reach the SDK', async () => {
    const desk = createDesk();
    const { seller } = desk.settings;
    desk.settings.seller = seller && { ...seller, walletAddress: `${seller.walletAddress}/` };
    await desk.asked({ payeeAccount: `${BASE_URL}/seller/`, payerAccount: `${BASE_URL}/buyer/` });
    for (const { url, body } of desk.requests) {
      expect(new URL(url).pathname).not.toMatch(/\/\/|\/$/);
      expect(body ?? '').not.toMatch(/(seller|buyer)\//);
    }
    expect(await consentOf().checkSeller(desk.call())).toMatchObject({ ok: true });
    expect(desk.sent().at(-1)).toBe('GET /seller/jwks.json');
  });

  test('12: a key that is none signs nothing', async () => {
    const desk = createDesk();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
      .export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const privateKey of [rsa, '', '/etc/hosts']) {
      desk.settings.seller = { walletAddress: `${BASE_URL}/seller`, keyId: 'key-1', privateKey };
      expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'seller_missing' });
    }
    expect(desk.requests).toEqual([]);
  });

  test('13: an answer that the SDK would throw away is not lost', async () => {
    const desk = createDesk();
    const { state } = await desk.granted();
    desk.settings.instead = (request, through) => isPayout(request)
      ? altered(through(), ({ id }) => ({ id, news: true })) : null;
    expect(await desk.pay(payoutOf(state)))
      .toMatchObject({ kind: 'submitted', reference: expect.stringContaining('/op/') });
  });

  test('14: client, payer and payee may be at different banks; keys have to be found', async () => {
    const desk = createDesk('alice');
    const operation = await desk.paid({ payerAccount: `${BASE_URL}/buyer-eur` });
    expect((await desk.inquire(operation)).kind).toBe('settled');
    desk.sandbox.setKey('alice', 'key-1', null);
    expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'client_unknown' });
  });

  test('15: a right without an identifier reaches other accounts, so the payee is checked',
    async () => {
      const desk = createDesk();
      desk.settings.instead = (request, through) => isPost('/incoming-payments')(request)
        ? altered(through(), (body) => ({ ...body, walletAddress: `${BASE_URL}/bob` })) : null;
      expect(await desk.ask()).toMatchObject({ kind: 'rejected', code: 'quote_differs' });
      expect(JSON.stringify(bodies(desk.requests)[2])).not.toContain('identifier');
    });

  test('16: what arrived is proven without any token', async () => {
    const desk = createDesk();
    const operation = await desk.paid();
    desk.sandbox.setKey('seller', 'key-1', null);
    expect(await desk.inquire(operation)).toMatchObject({
      kind: 'settled', moved: { delivered: amount(1000n), debited: null },
    });
  });

  test('17: a payment that failed says why in its metadata', async () => {
    const desk = createDesk();
    desk.sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 100n });
    expect(await desk.inquire(await desk.paid())).toMatchObject({
      kind: 'rejected', code: 'payment_failed',
      message: expect.stringContaining('Account does not have enough balance.'),
    });
  });

  test('18: a refund is a payment of the payee\'s, with fees and consent of its own', async () => {
    const desk = createDesk();
    const back = { payerAccount: `${BASE_URL}/seller`, payeeAccount: `${BASE_URL}/buyer` };
    const asked = await desk.asked(back);
    expect([asked.debit, asked.receive]).toEqual([amount(1132n), amount(1000n)]);
    expect(await desk.inquire(await desk.paid({ ...back, previous: asked.state })))
      .toMatchObject({ kind: 'settled' });
    expect(desk.sandbox.books()).toMatchObject([{ account: 'buyer', amount: '10' }]);
  });

  test('19: SDK and signing are dependencies, which the bundler leaves where they are', () => {
    const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(text));
    expect(dependencies).toHaveProperty(['@interledger/open-payments']);
    expect(dependencies).toHaveProperty(['@interledger/http-signature-utils']);
  });
});
