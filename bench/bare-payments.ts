/** What a script would do with the official SDK alone: the same calls, and nothing kept. */
import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createAuthenticatedClient, isPendingGrant, type AuthenticatedClient,
} from '@interledger/open-payments';
import { invariant } from '../src-main/engine/domain/result.ts';
import { SENT_AFTER_MS } from '../src-main/sandbox/open-payments/state.ts';

const FINISH = 'http://127.0.0.1:4001/payments/finish';
/** Between two looks at the incoming payment, once it should be there. */
const LOOK_MS = 20;

export type BareQuote = Awaited<ReturnType<typeof askBare>>;
export type BareSeller = {
  /** Wallet documents, request for money, quote, and the way to the payer's page. */
  readonly ask: () => Promise<BareQuote>;
  /** Fetches the right to pay, pays, and looks until it has arrived. */
  readonly finish: (asked: BareQuote, ref: string) => Promise<{ readonly waitedMs: number }>;
};

/** A client that is built once, as its makers want it, and validates nothing. */
export async function createBareSeller(given: {
  readonly payee: string; readonly payer: string; readonly keyId: string;
  readonly privateKey: KeyObject; readonly amountMinor: string;
}): Promise<BareSeller> {
  const { payee, keyId, privateKey } = given;
  const sdk = await createAuthenticatedClient({
    walletAddressUrl: payee, keyId, privateKey, validateResponses: false, logLevel: 'silent',
  });
  return {
    ask: () => askBare(sdk, given),
    finish: (asked, ref) => finishBare(sdk, asked, ref),
  };
}

async function askBare(
  sdk: AuthenticatedClient,
  { payee, payer, amountMinor }: {
    readonly payee: string; readonly payer: string; readonly amountMinor: string;
  },
) {
  const seller = await sdk.walletAddress.get({ url: payee });
  const buyer = await sdk.walletAddress.get({ url: payer });
  const accessToken = await tokenFor(sdk, seller.authServer, {
    type: 'incoming-payment', actions: ['create', 'read', 'list', 'complete'],
  });
  const incoming = await sdk.incomingPayment.create(
    { url: seller.resourceServer, accessToken },
    {
      walletAddress: seller.id, metadata: { description: 'Bench' },
      incomingAmount: {
        value: amountMinor, assetCode: seller.assetCode, assetScale: seller.assetScale,
      },
    },
  );
  const quote = await sdk.quote.create({
    url: buyer.resourceServer,
    accessToken: await tokenFor(sdk, buyer.authServer, {
      type: 'quote', actions: ['create', 'read'],
    }),
  }, { walletAddress: buyer.id, receiver: incoming.id, method: 'ilp' });
  const limits = { debitAmount: quote.debitAmount, receiver: incoming.id };
  const grant = await sdk.grant.request({ url: buyer.authServer }, {
    access_token: { access: [{
      type: 'outgoing-payment', actions: ['create', 'read', 'list'], identifier: buyer.id, limits,
    }] },
    interact: {
      start: ['redirect'], finish: { method: 'redirect', uri: FINISH, nonce: 'bench' },
    },
  });
  invariant(isPendingGrant(grant), 'The bank of the bench asks nobody.');
  const { interact: { redirect: link }, continue: next } = grant;
  return { link, next, buyer, quote, incoming, accessToken };
}

type Access = NonNullable<
  Parameters<AuthenticatedClient['grant']['request']>[1]['access_token']
>['access'][number];

async function tokenFor(sdk: AuthenticatedClient, url: string, access: Access): Promise<string> {
  const grant = await sdk.grant.request({ url }, { access_token: { access: [access] } });
  invariant(!isPendingGrant(grant) && grant.access_token !== undefined, 'No token came.');
  return grant.access_token.value;
}

/** Knows how long these banks take, so that it looks neither in vain nor late. */
async function finishBare(
  sdk: AuthenticatedClient,
  { next, buyer, quote, incoming, accessToken }: BareQuote,
  ref: string,
): Promise<{ readonly waitedMs: number }> {
  const granted = await sdk.grant.continue(
    { url: next.uri, accessToken: next.access_token.value }, { interact_ref: ref },
  );
  invariant('access_token' in granted && granted.access_token !== undefined, 'No right came.');
  await sdk.outgoingPayment.create(
    { url: buyer.resourceServer, accessToken: granted.access_token.value },
    { walletAddress: buyer.id, quoteId: quote.id },
  );
  let waitedMs = 0;
  for (let pauseMs = SENT_AFTER_MS; ; pauseMs = LOOK_MS) {
    await pause(pauseMs);
    waitedMs += pauseMs;
    const { completed } = await sdk.incomingPayment.get({ url: incoming.id, accessToken });
    if (completed) return { waitedMs };
  }
}
