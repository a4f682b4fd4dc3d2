import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  createAuthenticatedClient, isPendingGrant, type AuthenticatedClient,
} from '@interledger/open-payments';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpPort, type HttpPort } from '../http/http-port.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';

/**
 * The stand-in under the official client, which checks every request and answer against the
 * OpenAPI documents that it ships with.
 */
let sandbox: Sandbox;
let port: HttpPort;
let client: AuthenticatedClient;
let aheadMs = 0;

const FINISH = 'http://127.0.0.1:4001/payments/finish/abc?payment=1';

function addKey(wallet: string, kid: string): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  sandbox.setKey(wallet, kid, String(publicKey.export({ format: 'jwk' })['x']));
  return privateKey;
}

async function clientOf(wallet: string, keyId: string, privateKey: KeyObject) {
  return createAuthenticatedClient({
    walletAddressUrl: `${port.url()}/${wallet}`, keyId, privateKey, validateResponses: true,
  });
}

beforeEach(async () => {
  aheadMs = 0;
  let drawn = 0;
  sandbox = createSandbox({
    nowMs: () => Date.UTC(2026, 0, 1) + aheadMs, signing: 'hash',
    randomBytes: (size) => {
      drawn += 1;
      return createHash('sha512').update(String(drawn)).digest().subarray(0, size);
    },
  });
  port = createHttpPort({
    port: 0, onBug: (error) => { throw error; },
    answer: (request) => sandbox.deliver('openPayments', request),
  });
  await port.open();
  client = await clientOf('seller', 'key-1', addKey('seller', 'key-1'));
});
afterEach(() => port.close());

const quoting: PlainAccess = { type: 'quote', actions: ['create', 'read'] };

/** A token for what needs no person's consent. */
async function tokenFor(authServer: string, access: PlainAccess): Promise<string> {
  const grant = await client.grant.request({ url: authServer }, {
    access_token: { access: [access] },
  });
  if (isPendingGrant(grant) || grant.access_token === undefined) throw new Error('No token came.');
  return grant.access_token.value;
}

type GrantBody = Parameters<AuthenticatedClient['grant']['request']>[1];
type PlainAccess = NonNullable<GrantBody['access_token']>['access'][number];
type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Up to the page on which the buyer is asked: 100.00 of the seller's money. */
async function prepare(given: {
  readonly payee?: string; readonly payer?: string; readonly value?: string;
  /** The most that the buyer is asked to agree to; else what the quote costs. */
  readonly limit?: string;
} = {}) {
  const { payee = 'seller', payer = 'buyer' } = given;
  const seller = await client.walletAddress.get({ url: `${port.url()}/${payee}` });
  const buyer = await client.walletAddress.get({ url: `${port.url()}/${payer}` });
  const incomingToken = await tokenFor(seller.authServer, {
    type: 'incoming-payment', actions: ['create', 'read', 'complete', 'list'],
  });
  const incoming = await client.incomingPayment.create(
    { url: seller.resourceServer, accessToken: incomingToken },
    {
      walletAddress: seller.id,
      incomingAmount: {
        value: given.value ?? '1000', assetCode: seller.assetCode, assetScale: seller.assetScale,
      },
      metadata: { description: 'Logo' },
    },
  );
  const quoteToken = await tokenFor(buyer.authServer, quoting);
  const quote = await client.quote.create(
    { url: buyer.resourceServer, accessToken: quoteToken },
    { walletAddress: buyer.id, receiver: incoming.id, method: 'ilp' },
  );
  const grant = await client.grant.request({ url: buyer.authServer }, {
    access_token: {
      access: [{
        type: 'outgoing-payment', actions: ['create', 'read', 'list'], identifier: buyer.id,
        limits: {
          debitAmount: { ...quote.debitAmount, value: given.limit ?? quote.debitAmount.value },
        },
      }],
    },
    interact: {
      start: ['redirect'], finish: { method: 'redirect', uri: FINISH, nonce: 'our-nonce' },
    },
  });
  if (!isPendingGrant(grant)) throw new Error('It asks nobody.');
  return { seller, buyer, incoming, incomingToken, quote, grant };
}

/** A person at the bank's page, as a browser is: with its cookie, following by hand. */
async function choose({ grant }: Pick<Prepared, 'grant'>, choice: 'accept' | 'reject') {
  const begun = await fetch(grant.interact.redirect, { redirect: 'manual' });
  const page = begun.headers.get('location') ?? '';
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const shown = await (await fetch(page, { headers: { cookie } })).text();
  const chosen = await fetch(page, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ choice }), headers: { cookie },
  });
  const finish = chosen.headers.get('location') ?? '';
  const stranger = await fetch(finish, { redirect: 'manual' });
  const back = await fetch(finish, { redirect: 'manual', headers: { cookie } });
  return { shown, stranger, back: new URL(back.headers.get('location') ?? 'missing:') };
}

async function accepted(given: Parameters<typeof prepare>[0] = {}) {
  const prepared = await prepare(given);
  const { back } = await choose(prepared, 'accept');
  aheadMs += 5_000;
  const continued = await client.grant.continue({
    url: prepared.grant.continue.uri, accessToken: prepared.grant.continue.access_token.value,
  }, { interact_ref: back.searchParams.get('interact_ref') ?? '' });
  if (!('access_token' in continued) || continued.access_token === undefined) {
    throw new Error('No token came.');
  }
  return { ...prepared, token: continued.access_token, continued };
}

async function paid(given: Parameters<typeof prepare>[0] = {}) {
  const ready = await accepted(given);
  const outgoing = await client.outgoingPayment.create(
    { url: ready.buyer.resourceServer, accessToken: ready.token.value },
    { walletAddress: ready.buyer.id, quoteId: ready.quote.id, metadata: { payment: 'pay_1' } },
  );
  return { ...ready, outgoing };
}

const readOutgoing = ({ outgoing, token }: Awaited<ReturnType<typeof paid>>) =>
  client.outgoingPayment.get({ url: outgoing.id, accessToken: token.value });
const readIncoming = ({ incoming, incomingToken }: Prepared) =>
  client.incomingPayment.get({ url: incoming.id, accessToken: incomingToken });
const problem = (asked: Promise<unknown>) => asked.then(
  () => 'nothing is wrong',
  (error: unknown) => {
    const { status, code, description } = error as Record<string, unknown>;
    return `${String(status)} ${String(code)} ${String(description)}`;
  },
);

describe('a payment', () => {
  test('goes from quote over consent to the account of the seller', async () => {
    const all = await paid();
    expect([all.quote.debitAmount.value, all.quote.receiveAmount.value]).toEqual(['1132', '1000']);
    expect([all.outgoing.sentAmount.value, all.outgoing.failed]).toEqual(['0', false]);
    expect(all.outgoing.grantSpentDebitAmount?.value).toBe('1132');
    aheadMs += 300;
    expect(await readOutgoing(all)).toMatchObject({
      sentAmount: { value: '1000' }, debitAmount: { value: '1132' }, failed: false,
      metadata: { payment: 'pay_1' },
    });
    expect(await readIncoming(all)).toMatchObject({
      completed: true, receivedAmount: { value: '1000', assetCode: 'USD' },
    });
    expect(sandbox.books()).toMatchObject([{
      provider: 'openPayments', kind: 'payout', account: 'seller', amount: '10', asset: 'USD',
    }]);
    expect(await client.outgoingPayment.getGrantSpentAmounts({
      url: all.buyer.resourceServer, accessToken: all.token.value,
    })).toMatchObject({ spentDebitAmount: { value: '1132' } });
    const { result } = await client.outgoingPayment.list(
      { url: all.buyer.resourceServer, walletAddress: all.buyer.id, accessToken: all.token.value },
    );
    expect(result.map(({ id }) => id)).toEqual([all.outgoing.id]);
  });

  test('costs less within one bank, and changes currencies', async () => {
    expect((await prepare({ payer: 'buyer-eur', payee: 'bob' })).quote.debitAmount.value)
      .toBe('1120');
    expect((await prepare({ payer: 'buyer', payee: 'bob' })).quote.debitAmount.value).toBe('1234');
    const pesos = await paid({ payee: 'seller-mxn', value: '5000' });
    aheadMs += 300;
    expect((await readIncoming(pesos)).receivedAmount?.value).toBe('5001');
  });

  test('is visible to anybody as far as what arrived', async () => {
    const { incoming, seller } = await prepare();
    expect(await client.incomingPayment.getPublic({ url: incoming.id })).toEqual({
      receivedAmount: { value: '0', assetCode: 'USD', assetScale: 2 },
      authServer: seller.authServer,
    });
  });

  test('moves no money twice for one incoming payment, and tells of no failure', async () => {
    const first = await accepted({ limit: '9999' });
    const accessToken = await tokenFor(first.buyer.authServer, quoting);
    const again = await client.quote.create({ url: first.buyer.resourceServer, accessToken }, {
      walletAddress: first.buyer.id, receiver: first.incoming.id, method: 'ilp',
    });
    const pay = (quoteId: string) => client.outgoingPayment.create(
      { url: first.buyer.resourceServer, accessToken: first.token.value },
      { walletAddress: first.buyer.id, quoteId },
    );
    const [one, two] = [await pay(first.quote.id), await pay(again.id)];
    expect(await problem(pay(first.quote.id))).toBe('400 400 invalid quote');
    aheadMs += 300;
    expect((await readOutgoing({ ...first, outgoing: one })).sentAmount.value).toBe('1000');
    expect(await readOutgoing({ ...first, outgoing: two }))
      .toMatchObject({ sentAmount: { value: '0' }, failed: false });
    expect(sandbox.books()).toHaveLength(1);
  });

  test('beyond what was agreed to is refused', async () => {
    const ready = await accepted({ limit: '1131' });
    expect(await problem(client.outgoingPayment.create(
      { url: ready.buyer.resourceServer, accessToken: ready.token.value },
      { walletAddress: ready.buyer.id, quoteId: ready.quote.id },
    ))).toBe('403 403 unauthorized');
  });

  test.each([
    ['sent-zero', { sentAmount: { value: '0' }, failed: false }, '0'],
    ['sent-part', { sentAmount: { value: '500' }, failed: true }, '500'],
    ['stuck', { sentAmount: { value: '0' }, failed: false }, '0'],
  ] as const)('under %s ends as %j', async (fault, expected, received) => {
    sandbox.faults.add({ provider: 'openPayments', operation: 'payout', fault, times: 1 });
    const all = await paid();
    aheadMs += 60_000;
    expect(await readOutgoing(all)).toMatchObject(expected);
    expect((await readIncoming(all)).receivedAmount?.value).toBe(received);
    sandbox.faults.clear();
    expect((await readIncoming(all)).receivedAmount?.value)
      .toBe(fault === 'stuck' ? '1000' : received);
  });

  test('fails with a reason where the account is empty, and gives the grant its money back',
    async () => {
      sandbox.openWallet({ name: 'buyer', asset: { code: 'USD', scale: 2 }, balance: 100n });
      const all = await paid();
      aheadMs += 300;
      expect(await readOutgoing(all)).toMatchObject({
        failed: true, metadata: { cancellationReason: 'Account does not have enough balance.' },
      });
      expect(await client.outgoingPayment.getGrantSpentAmounts({
        url: all.buyer.resourceServer, accessToken: all.token.value,
      })).toMatchObject({ spentDebitAmount: { value: '0' } });
    });
});

describe('consent', () => {
  test('is asked on a page that names who asks and how much', async () => {
    const prepared = await prepare();
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
    const prepared = await prepare();
    const { back } = await choose(prepared, 'reject');
    expect([...back.searchParams]).toEqual([['payment', '1'], ['result', 'grant_rejected']]);
    aheadMs += 5_000;
    const { uri: url, access_token: { value: accessToken } } = prepared.grant.continue;
    expect(await problem(client.grant.continue({ url, accessToken })))
      .toBe('401 request_denied grant cannot be polled');
    await client.grant.cancel({ url, accessToken });
    expect(await problem(client.grant.cancel({ url, accessToken })))
      .toBe('401 invalid_continuation invalid grant');
  });

  test('is continued once, not too early, and only with its own reference', async () => {
    const prepared = await prepare();
    const { back } = await choose(prepared, 'accept');
    const { uri: url, access_token: { value: accessToken } } = prepared.grant.continue;
    const ref = back.searchParams.get('interact_ref') ?? '';
    const go = (interact_ref: string) =>
      problem(client.grant.continue({ url, accessToken }, { interact_ref }));
    expect(await go(ref)).toBe('400 too_fast continued grant faster than "wait" period');
    aheadMs += 5_000;
    expect(await go('invented')).toBe('404 invalid_continuation grant not found');
    expect(await go(ref)).toBe('nothing is wrong');
    aheadMs += 5_000;
    expect(await go(ref)).toBe('401 request_denied grant interaction not approved');
  });

  test('runs out after ten minutes', async () => {
    const prepared = await prepare();
    aheadMs += 600_001;
    const begun = await fetch(prepared.grant.interact.redirect, { redirect: 'manual' });
    expect(new URL(begun.headers.get('location') ?? '').searchParams.get('message'))
      .toBe('interaction expired');
  });
});

describe('what is refused', () => {
  test('a quote that ran out, which looks like one that was used', async () => {
    const ready = await accepted();
    aheadMs += 300_000;
    expect(await problem(client.outgoingPayment.create(
      { url: ready.buyer.resourceServer, accessToken: ready.token.value },
      { walletAddress: ready.buyer.id, quoteId: ready.quote.id },
    ))).toBe('400 400 invalid quote');
  });

  test('a token that ran out, until it is rotated, and one that was rotated', async () => {
    const ready = await accepted();
    aheadMs += 600_001;
    const read = (accessToken: string) => problem(client.outgoingPayment.list(
      { url: ready.buyer.resourceServer, walletAddress: ready.buyer.id, accessToken },
    ));
    expect(await read(ready.token.value)).toBe('403 403 Inactive Token');
    const rotated = await client.token.rotate({
      url: ready.token.manage, accessToken: ready.token.value,
    });
    expect(await read(rotated.access_token.value)).toBe('nothing is wrong');
    expect(await problem(client.token.rotate({
      url: ready.token.manage, accessToken: ready.token.value,
    }))).toBe('401 invalid_client invalid access token');
    await client.token.revoke({
      url: rotated.access_token.manage, accessToken: rotated.access_token.value,
    });
    expect(await read(rotated.access_token.value)).toBe('403 403 Inactive Token');
  });

  test('who signs with another key, an unknown one, or for a wallet not there', async () => {
    const ready = await accepted();
    const list = (by: AuthenticatedClient) => problem(by.outgoingPayment.list({
      url: ready.buyer.resourceServer, walletAddress: ready.buyer.id,
      accessToken: ready.token.value,
    }));
    const ask = (by: AuthenticatedClient) => problem(by.grant.request(
      { url: ready.buyer.authServer },
      { access_token: { access: [{ type: 'quote', actions: ['create'] }] } },
    ));
    const { privateKey } = generateKeyPairSync('ed25519');
    const forged = await clientOf('seller', 'key-1', privateKey);
    expect(await list(forged)).toBe(
      '401 401 Signature validation error: provided signature is invalid',
    );
    expect(await ask(forged)).toBe('401 invalid_client invalid signature');
    const other = await clientOf('alice', 'key-9', addKey('alice', 'key-9'));
    expect(await list(other)).toBe(
      '401 401 Signature validation error: could not find key in list of client keys',
    );
    const unknown = await clientOf('nobody', 'key-1', privateKey);
    expect(await ask(unknown)).toBe('400 invalid_client could not determine client');
  });

  test('a token for something else, a wallet that is not there, a paid receiver', async () => {
    const all = await paid();
    expect(await problem(client.quote.create(
      { url: all.buyer.resourceServer, accessToken: all.token.value },
      { walletAddress: all.buyer.id, receiver: all.incoming.id, method: 'ilp' },
    ))).toBe('403 403 Insufficient Grant');
    expect(await problem(client.walletAddress.get({ url: `${port.url()}/nobody` })))
      .toBe('404 404 Could not get wallet address');
    aheadMs += 300;
    const accessToken = await tokenFor(all.buyer.authServer, quoting);
    expect(await problem(client.quote.create(
      { url: all.buyer.resourceServer, accessToken },
      { walletAddress: all.buyer.id, receiver: all.incoming.id, method: 'ilp' },
    ))).toBe('400 400 invalid receiver');
    expect(await problem(client.incomingPayment.complete(
      { url: all.incoming.id, accessToken: all.incomingToken },
    ))).toBe('409 409 wrong state');
  });

  test('an incoming payment of nothing, or beyond thirty days', async () => {
    const { seller, incomingToken } = await prepare();
    const create = (more: object) => problem(client.incomingPayment.create(
      { url: seller.resourceServer, accessToken: incomingToken },
      { walletAddress: seller.id, ...more },
    ));
    const amount = { value: '0', assetCode: 'USD', assetScale: 2 };
    expect(await create({ incomingAmount: amount })).toBe('400 400 invalid amount');
    expect(await create({ expiresAt: '2026-03-01T00:00:00Z' })).toBe('400 400 invalid expiresAt');
  });
});
