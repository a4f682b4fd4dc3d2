import { createHash, generateKeyPairSync } from 'node:crypto';
import { createHeaders } from '@interledger/http-signature-utils';
import type { AuthenticatedClient } from '@interledger/open-payments';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  accepted, addKey, choose, clientOf, openTestBanks, paid, prepare, problem, quoting, readIncoming,
  readOutgoing, tokenFor, type TestBanks,
} from './test-banks.ts';

let banks: TestBanks;
beforeEach(async () => {
  banks = await openTestBanks();
});
afterEach(() => banks.port.close());

describe('a payment', () => {
  test('goes from quote over consent to the account of the seller', async () => {
    const all = await paid(banks);
    expect([all.quote.debitAmount.value, all.quote.receiveAmount.value]).toEqual(['1132', '1000']);
    expect([all.outgoing.sentAmount.value, all.outgoing.failed]).toEqual(['0', false]);
    expect(all.outgoing.grantSpentDebitAmount?.value).toBe('1132');
    banks.pass(300);
    expect(await readOutgoing(banks, all)).toMatchObject({
      sentAmount: { value: '1000' }, debitAmount: { value: '1132' }, failed: false,
      metadata: { payment: 'pay_1' },
    });
    expect(await readIncoming(banks, all)).toMatchObject({
      completed: true, receivedAmount: { value: '1000', assetCode: 'USD' },
    });
    expect(banks.sandbox.books()).toMatchObject([{
      provider: 'openPayments', kind: 'payout', account: 'seller', amount: '10', asset: 'USD',
    }]);
    expect(await banks.client.outgoingPayment.getGrantSpentAmounts({
      url: all.buyer.resourceServer, accessToken: all.token.value,
    })).toMatchObject({ spentDebitAmount: { value: '1132' } });
    const { result } = await banks.client.outgoingPayment.list(
      { url: all.buyer.resourceServer, walletAddress: all.buyer.id, accessToken: all.token.value },
    );
    expect(result.map(({ id }) => id)).toEqual([all.outgoing.id]);
  });

  test('costs less within one bank, and changes currencies', async () => {
    expect((await prepare(banks, { payer: 'buyer-eur', payee: 'bob' })).quote.debitAmount.value)
      .toBe('1120');
    expect((await prepare(banks, { payer: 'buyer', payee: 'bob' })).quote.debitAmount.value)
      .toBe('1234');
    const pesos = await paid(banks, { payee: 'seller-mxn', value: '5000' });
    banks.pass(300);
    expect((await readIncoming(banks, pesos)).receivedAmount?.value).toBe('5001');
  });

  test('is visible to anybody as far as what arrived', async () => {
    const { incoming, seller } = await prepare(banks);
    expect(await banks.client.incomingPayment.getPublic({ url: incoming.id })).toEqual({
      receivedAmount: { value: '0', assetCode: 'USD', assetScale: 2 },
      authServer: seller.authServer,
    });
  });

  test('moves no money twice for one incoming payment, and tells of no failure', async () => {
    const first = await accepted(banks, { limit: '9999' });
    const accessToken = await tokenFor(banks, first.buyer.authServer, quoting);
    const again = await banks.client.quote.create(
      { url: first.buyer.resourceServer, accessToken },
      { walletAddress: first.buyer.id, receiver: first.incoming.id, method: 'ilp' },
    );
    const pay = (quoteId: string) => banks.client.outgoingPayment.create(
      { url: first.buyer.resourceServer, accessToken: first.token.value },
      { walletAddress: first.buyer.id, quoteId },
    );
    const [one, two] = [await pay(first.quote.id), await pay(again.id)];
    expect(await problem(pay(first.quote.id))).toBe('400 400 invalid quote');
    banks.pass(300);
    expect((await readOutgoing(banks, { ...first, outgoing: one })).sentAmount.value).toBe('1000');
    expect(await readOutgoing(banks, { ...first, outgoing: two }))
      .toMatchObject({ sentAmount: { value: '0' }, failed: false });
    expect(banks.sandbox.books()).toHaveLength(1);
  });

  test('beyond what was agreed to is refused', async () => {
    const ready = await accepted(banks, { limit: '1131' });
    expect(await problem(banks.client.outgoingPayment.create(
      { url: ready.buyer.resourceServer, accessToken: ready.token.value },
      { walletAddress: ready.buyer.id, quoteId: ready.quote.id },
    ))).toBe('403 403 unauthorized');
  });

  test.each([
    ['sent-zero', { sentAmount: { value: '0' }, failed: false }, '0'],
    ['sent-part', { sentAmount: { value: '500' }, failed: true }, '500'],
    ['stuck', { sentAmount: { value: '0' }, failed: false }, '0'],
  ] as const)('under %s ends as %j', async (fault, expected, received) => {
    banks.sandbox.faults.add({ provider: 'openPayments', operation: 'payout', fault, times: 1 });
    const all = await paid(banks);
    banks.pass(60_000);
    expect(await readOutgoing(banks, all)).toMatchObject(expected);
    expect((await readIncoming(banks, all)).receivedAmount?.value).toBe(received);
    banks.sandbox.faults.clear();
    expect((await readIncoming(banks, all)).receivedAmount?.value)
      .toBe(fault === 'stuck' ? '1000' : received);
  });

  test('fails with a reason where the account is empty, and gives the grant its money back',
    async () => {
      banks.sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 100n });
      const all = await paid(banks);
      banks.pass(300);
      expect(await readOutgoing(banks, all)).toMatchObject({
        failed: true, metadata: { cancellationReason: 'Account does not have enough balance.' },
      });
      expect(await banks.client.outgoingPayment.getGrantSpentAmounts({
        url: all.buyer.resourceServer, accessToken: all.token.value,
      })).toMatchObject({ spentDebitAmount: { value: '0' } });
    });
});

describe('consent', () => {
  test('is asked on a page that names who asks and how much', async () => {
    const prepared = await prepare(banks);
    const { shown, stranger, back } = await choose(prepared, 'accept');
    expect(shown).toContain('Sandbox seller');
    expect(shown).toContain('11.32 USD');
    expect([stranger.status, await stranger.text()]).toEqual([
      401, '{"error":{"code":"invalid_request","description":"invalid session"}}',
    ]);
    expect(back.searchParams.get('payment')).toBe('1');
    const data = [
      'our-nonce', prepared.grant.interact.finish, back.searchParams.get('interact_ref'),
      prepared.buyer.authServer,
    ].join('\n');
    expect(back.searchParams.get('hash'))
      .toBe(createHash('sha256').update(data).digest('base64'));
  });

  test('that is refused comes back without hash and reference', async () => {
    const prepared = await prepare(banks);
    const { back } = await choose(prepared, 'reject');
    expect([...back.searchParams]).toEqual([['payment', '1'], ['result', 'grant_rejected']]);
    banks.pass(5_000);
    const { uri: url, access_token: { value: accessToken } } = prepared.grant.continue;
    expect(await problem(banks.client.grant.continue({ url, accessToken })))
      .toBe('401 request_denied grant cannot be polled');
    await banks.client.grant.cancel({ url, accessToken });
    expect(await problem(banks.client.grant.cancel({ url, accessToken })))
      .toBe('401 invalid_continuation invalid grant');
  });

  test('is continued once, not too early, and only with its own reference', async () => {
    const prepared = await prepare(banks);
    const { back } = await choose(prepared, 'accept');
    const { uri: url, access_token: { value: accessToken } } = prepared.grant.continue;
    const ref = back.searchParams.get('interact_ref') ?? '';
    const go = (interact_ref: string) =>
      problem(banks.client.grant.continue({ url, accessToken }, { interact_ref }));
    expect(await go('invented')).toBe('404 invalid_continuation grant not found');
    expect(await go(ref)).toBe('400 too_fast continued grant faster than "wait" period');
    banks.pass(5_000);
    expect(await go('invented')).toBe('404 invalid_continuation grant not found');
    expect(await go(ref)).toBe('nothing is wrong');
    expect(await go(ref)).toBe('401 request_denied grant interaction not approved');
  });

  test('is continued by nobody under an id or with a token that leads to no grant', async () => {
    const { uri, access_token: { value } } = (await prepare(banks)).grant.continue;
    const go = (url: string, accessToken: string) =>
      problem(banks.client.grant.continue({ url, accessToken }, { interact_ref: 'any' }));
    const elsewhere = uri.replace(/[^/]*$/, 'b1946ac9-2492-4d23-8fd7-1f2a8c3b5e60');
    expect(await go(elsewhere, value)).toBe('401 invalid_continuation invalid grant');
    expect(await go(uri, 'AAAA')).toBe('401 invalid_continuation invalid grant');
  });

  test('is asked up to one amount, and not up to two', async () => {
    const { buyer, quote: { debitAmount, receiveAmount } } = await prepare(banks);
    // The official client refuses to send this one.
    const body = JSON.stringify({
      client: `${banks.port.url()}/seller`,
      access_token: { access: [{
        type: 'outgoing-payment', actions: ['create'], identifier: buyer.id,
        limits: { debitAmount, receiveAmount },
      }] },
      interact: { start: ['redirect'] },
    });
    const request = { method: 'POST', url: buyer.authServer, headers: {}, body };
    const { 'Content-Length': _length, ...headers } = await createHeaders({
      request, privateKey: banks.privateKey, keyId: 'key-1',
    });
    const answer = await fetch(request.url, { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toEqual([400, {
      error: { code: 'invalid_request', description: 'only one access amount allowed' },
    }]);
  });

  test('runs out after ten minutes', async () => {
    const prepared = await prepare(banks);
    banks.pass(600_001);
    const begun = await fetch(prepared.grant.interact.redirect, { redirect: 'manual' });
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('message'))
      .toBe('interaction expired');
  });
});

describe('what is refused', () => {
  test('a quote that ran out, which looks like one that was used', async () => {
    const ready = await accepted(banks);
    banks.pass(300_000);
    expect(await problem(banks.client.outgoingPayment.create(
      { url: ready.buyer.resourceServer, accessToken: ready.token.value },
      { walletAddress: ready.buyer.id, quoteId: ready.quote.id },
    ))).toBe('400 400 invalid quote');
  });

  test('a token that ran out, until it is rotated, and one that was rotated', async () => {
    const ready = await accepted(banks);
    banks.pass(600_001);
    const read = (accessToken: string) => problem(banks.client.outgoingPayment.list(
      { url: ready.buyer.resourceServer, walletAddress: ready.buyer.id, accessToken },
    ));
    expect(await read(ready.token.value)).toBe('403 403 Inactive Token');
    const rotated = await banks.client.token.rotate({
      url: ready.token.manage, accessToken: ready.token.value,
    });
    expect(await read(rotated.access_token.value)).toBe('nothing is wrong');
    expect(await problem(banks.client.token.rotate({
      url: ready.token.manage, accessToken: ready.token.value,
    }))).toBe('401 invalid_client invalid access token');
    await banks.client.token.revoke({
      url: rotated.access_token.manage, accessToken: rotated.access_token.value,
    });
    expect(await read(rotated.access_token.value)).toBe('403 403 Inactive Token');
  });

  test('no token or an unknown one, with the address at which to ask for one', async () => {
    const { seller } = await prepare(banks);
    const post = async (headers: Record<string, string>) => {
      const { status, headers: answered } = await fetch(
        `${seller.resourceServer}/incoming-payments`, { method: 'POST', headers },
      );
      return [status, answered.get('www-authenticate')];
    };
    const challenge = `GNAP as_uri=${banks.port.url()}/auth`;
    expect(await post({})).toEqual([401, challenge]);
    expect(await post({ authorization: 'GNAP AAAA' })).toEqual([403, challenge]);
  });

  test('an id that leads to no payment, and one that is none', async () => {
    const all = await paid(banks);
    const to = (url: string, id: string) => url.replace(/[^/]*$/, id);
    const id = 'b1946ac9-2492-4d23-8fd7-1f2a8c3b5e60';
    const { incoming, outgoing } = all;
    expect(await problem(readIncoming(banks, { ...all, incoming: {
      ...incoming, id: to(incoming.id, id),
    } }))).toBe('401 401 Unauthorized');
    expect(await problem(readOutgoing(banks, { ...all, outgoing: {
      ...outgoing, id: to(outgoing.id, id),
    } }))).toBe('401 401 Unauthorized');
    expect((await fetch(to(incoming.id, 'x'))).status).toBe(500);
  });

  test('who signs with another key, an unknown one, or for a wallet not there', async () => {
    const ready = await accepted(banks);
    const list = (by: AuthenticatedClient) => problem(by.outgoingPayment.list({
      url: ready.buyer.resourceServer, walletAddress: ready.buyer.id,
      accessToken: ready.token.value,
    }));
    const ask = (by: AuthenticatedClient) => problem(by.grant.request(
      { url: ready.buyer.authServer },
      { access_token: { access: [{ type: 'quote', actions: ['create'] }] } },
    ));
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = await clientOf(banks, 'seller', 'key-1', privateKey);
    expect(await list(forged)).toBe(
      '401 401 Signature validation error: provided signature is invalid',
    );
    expect(await ask(forged)).toBe('401 invalid_client invalid signature');
    const other = await clientOf(banks, 'alice', 'key-9', addKey(banks, 'alice', 'key-9'));
    expect(await list(other)).toBe(
      '401 401 Signature validation error: could not find key in list of client keys',
    );
    const unknown = await clientOf(banks, 'nobody', 'key-1', privateKey);
    expect(await ask(unknown)).toBe('400 invalid_client could not determine client');
  });

  test('a token for something else, a wallet that is not there, a paid receiver', async () => {
    const all = await paid(banks);
    expect(await problem(banks.client.quote.create(
      { url: all.buyer.resourceServer, accessToken: all.token.value },
      { walletAddress: all.buyer.id, receiver: all.incoming.id, method: 'ilp' },
    ))).toBe('403 403 Insufficient Grant');
    expect(await problem(banks.client.walletAddress.get({ url: `${banks.port.url()}/nobody` })))
      .toBe('404 404 Could not get wallet address');
    banks.pass(300);
    const accessToken = await tokenFor(banks, all.buyer.authServer, quoting);
    expect(await problem(banks.client.quote.create(
      { url: all.buyer.resourceServer, accessToken },
      { walletAddress: `${all.buyer.id}/`, receiver: all.incoming.id, method: 'ilp' },
    ))).toBe('400 400 Could not get wallet address');
    expect(await problem(banks.client.quote.create(
      { url: all.buyer.resourceServer, accessToken },
      { walletAddress: all.buyer.id, receiver: all.incoming.id, method: 'ilp' },
    ))).toBe('400 400 invalid receiver');
    expect(await problem(banks.client.incomingPayment.complete(
      { url: all.incoming.id, accessToken: all.incomingToken },
    ))).toBe('409 409 wrong state');
  });

  test('an incoming payment of nothing, or beyond thirty days', async () => {
    const { seller, incomingToken } = await prepare(banks);
    const create = (more: object) => problem(banks.client.incomingPayment.create(
      { url: seller.resourceServer, accessToken: incomingToken },
      { walletAddress: seller.id, ...more },
    ));
    const amount = { value: '0', assetCode: 'USD', assetScale: 2 };
    expect(await create({ incomingAmount: amount })).toBe('400 400 invalid amount');
    expect(await create({ expiresAt: '2026-03-01T00:00:00Z' })).toBe('400 400 invalid expiresAt');
  });
});
