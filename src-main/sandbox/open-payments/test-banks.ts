import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  createAuthenticatedClient, isPendingGrant, type AuthenticatedClient,
} from '@interledger/open-payments';
import { createHttpPort, type HttpPort } from '../http/http-port.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';

const FINISH = 'http://127.0.0.1:4001/payments/finish/abc?payment=1';

/**
 * The stand-in under the official client, which checks every request and answer against the
 * OpenAPI documents that it ships with.
 */
export type TestBanks = {
  readonly sandbox: Sandbox;
  readonly port: HttpPort;
  /** The client of the account `seller`, and its key, which is known there as `key-1`. */
  readonly client: AuthenticatedClient;
  readonly privateKey: KeyObject;
  /** Lets time go by; it stands still otherwise. */
  pass(ms: number): void;
  /** Turns the clock to so long after the beginning, 2026-01-01. */
  turnTo(ms: number): void;
};

/** Opens both banks on a port of their own. */
export async function openTestBanks(): Promise<TestBanks> {
  let aheadMs = 0;
  let drawn = 0;
  const sandbox = createSandbox({
    nowMs: () => Date.UTC(2026, 0, 1) + aheadMs, signing: 'hash',
    randomBytes: (size) => {
      drawn += 1;
      return createHash('sha512').update(String(drawn)).digest().subarray(0, size);
    },
  });
  const port = createHttpPort({
    port: 0, onBug: (error) => { throw error; },
    answer: (request) => sandbox.deliver('openPayments', request),
  });
  await port.open();
  const privateKey = addKey({ sandbox }, 'seller', 'key-1');
  return {
    sandbox, port, privateKey, client: await clientOf({ port }, 'seller', 'key-1', privateKey),
    pass: (ms) => { aheadMs += ms; },
    turnTo: (ms) => { aheadMs = ms; },
  };
}

/** Gives an account a new key; its private half. */
export function addKey(
  { sandbox }: Pick<TestBanks, 'sandbox'>, wallet: string, kid: string,
): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  sandbox.setKey(wallet, kid, String(publicKey.export({ format: 'jwk' })['x']));
  return privateKey;
}

export async function clientOf(
  { port }: Pick<TestBanks, 'port'>, wallet: string, keyId: string, privateKey: KeyObject,
) {
  return createAuthenticatedClient({
    walletAddressUrl: `${port.url()}/${wallet}`, keyId, privateKey, validateResponses: true,
  });
}

export const quoting: PlainAccess = { type: 'quote', actions: ['create', 'read'] };

/** A token for what needs no person's consent. */
export async function tokenFor(
  { client }: TestBanks, authServer: string, access: PlainAccess,
): Promise<string> {
  const grant = await client.grant.request({ url: authServer }, {
    access_token: { access: [access] },
  });
  if (isPendingGrant(grant) || grant.access_token === undefined) throw new Error('No token came.');
  return grant.access_token.value;
}

type GrantBody = Parameters<AuthenticatedClient['grant']['request']>[1];
type PlainAccess = NonNullable<GrantBody['access_token']>['access'][number];
export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Up to the page on which the buyer is asked: 10.00 of the seller's money. */
export async function prepare(banks: TestBanks, given: {
  readonly payee?: string; readonly payer?: string; readonly value?: string;
  /** The most that the buyer is asked to agree to; else what the quote costs. */
  readonly limit?: string;
  readonly expiresAt?: string;
} = {}) {
  const { client } = banks;
  const { payee = 'seller', payer = 'buyer', expiresAt } = given;
  const seller = await client.walletAddress.get({ url: `${banks.port.url()}/${payee}` });
  const buyer = await client.walletAddress.get({ url: `${banks.port.url()}/${payer}` });
  const incomingToken = await tokenFor(banks, seller.authServer, {
    type: 'incoming-payment', actions: ['create', 'read', 'complete', 'list'],
  });
  const incoming = await client.incomingPayment.create(
    { url: seller.resourceServer, accessToken: incomingToken },
    {
      walletAddress: seller.id,
      incomingAmount: {
        value: given.value ?? '1000', assetCode: seller.assetCode, assetScale: seller.assetScale,
      },
      metadata: { description: 'Logo' }, ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  );
  const quoteToken = await tokenFor(banks, buyer.authServer, quoting);
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
export async function choose({ grant }: Pick<Prepared, 'grant'>, choice: 'accept' | 'reject') {
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

/** The same, up to the token that pays: the buyer agreed. */
export async function accepted(banks: TestBanks, given: Parameters<typeof prepare>[1] = {}) {
  const prepared = await prepare(banks, given);
  const { back } = await choose(prepared, 'accept');
  banks.pass(5_000);
  const continued = await banks.client.grant.continue({
    url: prepared.grant.continue.uri, accessToken: prepared.grant.continue.access_token.value,
  }, { interact_ref: back.searchParams.get('interact_ref') ?? '' });
  if (!('access_token' in continued) || continued.access_token === undefined) {
    throw new Error('No token came.');
  }
  return { ...prepared, token: continued.access_token, continued };
}

/** The same, up to the payment: it is sent a moment later. */
export async function paid(banks: TestBanks, given: Parameters<typeof prepare>[1] = {}) {
  const ready = await accepted(banks, given);
  const outgoing = await banks.client.outgoingPayment.create(
    { url: ready.buyer.resourceServer, accessToken: ready.token.value },
    { walletAddress: ready.buyer.id, quoteId: ready.quote.id, metadata: { payment: 'pay_1' } },
  );
  return { ...ready, outgoing };
}

/** What the client says is wrong: status, code and words; without a status it did not even ask. */
export const problem = (asked: Promise<unknown>) => asked.then(
  () => 'nothing is wrong',
  (error: unknown) => {
    const { status, code, description } = error as Record<string, unknown>;
    return `${String(status)} ${String(code)} ${String(description)}`;
  },
);

export const readOutgoing = (
  { client }: TestBanks, { outgoing, token }: Awaited<ReturnType<typeof paid>>,
) => client.outgoingPayment.get({ url: outgoing.id, accessToken: token.value });

export const readIncoming = ({ client }: TestBanks, { incoming, incomingToken }: Prepared) =>
  client.incomingPayment.get({ url: incoming.id, accessToken: incomingToken });
