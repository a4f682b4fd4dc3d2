import type { AuthenticatedClient } from '@interledger/open-payments';
import type { z } from 'zod';

import type { Money } from '../../engine/domain/money.ts';
import type { RailCall, RailReply } from '../rail.ts';
import { calledAddress, urlProblem, type Reach } from './addresses.ts';
import type { Token, WalletState } from './state.ts';
import { anything, readAnswer, refused, type Answer } from './translate.ts';
import { perform, withinReach, type Session } from './transport.ts';
import {
  createdOutgoing, grantView, incomingPage, incomingView, keySet, outgoingPage, outgoingView,
  publicIncomingView, quoteView, rotatedView, spentView, walletDocument, wireAmount,
  type WalletDocument,
} from './wire.ts';

/** How often a step that moves nothing is tried within one call, without waiting between. */
const TRIES_MAX = 3;
const PAGE_SIZE = 100;

type Access = NonNullable<
  Parameters<AuthenticatedClient['grant']['request']>[1]['access_token']
>['access'][number];

/** A wallet's public document, asked without a signature. */
export function readWallet(
  call: RailCall, reach: Reach, account: string,
): Promise<Answer<WalletDocument>> {
  return unsigned(call, reach, { url: calledAddress(account, reach), shape: walletDocument });
}

/** The keys that a wallet publishes; they stand below its address, to the letter (pitfall 11). */
export function readKeys(call: RailCall, reach: Reach, account: string) {
  const url = `${calledAddress(account, reach)}/jwks.json`;
  return unsigned(call, reach, { url, shape: keySet });
}

/** What arrived at an incoming payment, which anybody may ask (pitfall 16). */
export function readPublicIncoming(call: RailCall, reach: Reach, url: string) {
  return unsigned(call, reach, { url, shape: publicIncomingView });
}

async function unsigned<T>(
  call: RailCall, reach: Reach, { url, shape }: { readonly url: string; shape: z.ZodType<T> },
): Promise<Answer<T>> {
  const problem = urlProblem(url, reach);
  if (problem !== null) return refused('address_refused', problem);
  const request = withinReach({
    method: 'GET', url, headers: { accept: 'application/json' }, body: null,
  }, reach);
  const reply = await patiently('GET', () => call.send(request));
  return readAnswer(reply, { shape, nowMs: call.nowMs, redact: (text) => text });
}

/** Sends again what was not received, and reads that met a 5xx; everything else is an answer. */
async function patiently(
  method: 'GET' | 'POST', send: () => Promise<RailReply>,
): Promise<RailReply> {
  let reply = await send();
  for (let tries = 1; tries < TRIES_MAX; tries += 1) {
    const isTransient = reply.ok ? method === 'GET' && reply.status >= 500 : reply.sent === 'no';
    if (!isTransient) break;
    reply = await send();
  }
  return reply;
}

/** Open Payments in its own words, signed by the session's seller. */
export function createClient(session: Session) {
  const { call, reach, redact } = session;
  type Step = (sdk: AuthenticatedClient) => Promise<unknown>;
  const run = async <T>(
    how: 'once' | 'GET' | 'POST',
    { url, shape, step }: { readonly url: string; shape: z.ZodType<T>; readonly step: Step },
  ): Promise<Answer<T>> => {
    const problem = urlProblem(url, reach);
    if (problem !== null) return refused('address_refused', problem);
    const send = (): Promise<RailReply> => perform(session, step);
    const reply = how === 'once' ? await send() : await patiently(how, send);
    return readAnswer(reply, { shape, nowMs: call.nowMs, redact });
  };
  return {
    ...grants(run),
    ...payees(run),
    ...payers(run),
  };
}

type Run = <T>(
  how: 'once' | 'GET' | 'POST',
  what: {
    readonly url: string; readonly shape: z.ZodType<T>;
    readonly step: (sdk: AuthenticatedClient) => Promise<unknown>;
  },
) => Promise<Answer<T>>;

type Continuation = { readonly continueUri: string; readonly continueToken: string };

function grants(run: Run) {
  return {
    /** A right that needs nobody's consent. */
    requestGrant: (authServer: string, access: Access) => run('POST', {
      url: authServer, shape: grantView,
      step: (sdk) => sdk.grant.request({ url: authServer }, { access_token: { access: [access] } }),
    }),
    /** The right to pay, which the payer is asked for. A request that nobody sees harms nobody. */
    requestConsent: (
      authServer: string, access: Access,
      finish: { readonly uri: string; readonly nonce: string },
    ) => run('POST', {
      url: authServer, shape: grantView,
      step: (sdk) => sdk.grant.request({ url: authServer }, {
        access_token: { access: [access] },
        interact: { start: ['redirect'], finish: { method: 'redirect', ...finish } },
      }),
    }),
    continueGrant: ({ continueUri: url, continueToken: accessToken }: Continuation, ref: string) =>
      run('POST', {
        url, shape: grantView,
        step: (sdk) => sdk.grant.continue({ url, accessToken }, { interact_ref: ref }),
      }),
    cancelGrant: ({ continueUri: url, continueToken: accessToken }: Continuation) => run('POST', {
      url, shape: anything, step: (sdk) => sdk.grant.cancel({ url, accessToken }),
    }),
    rotate: ({ manage: url, value: accessToken }: Token) => run('POST', {
      url, shape: rotatedView, step: (sdk) => sdk.token.rotate({ url, accessToken }),
    }),
    revoke: ({ manage: url, value: accessToken }: Token) => run('POST', {
      url, shape: anything, step: (sdk) => sdk.token.revoke({ url, accessToken }),
    }),
  };
}

function payees(run: Run) {
  return {
    /** When the answer is lost, the caller looks before it asks again. */
    createIncoming: (payee: WalletState, accessToken: string, wanted: {
      readonly amount: Money; readonly expiresAt: string | null;
      readonly metadata: Readonly<Record<string, string>>;
    }) => run('POST', {
      url: payee.resourceServer, shape: incomingView,
      step: (sdk) => sdk.incomingPayment.create({ url: payee.resourceServer, accessToken }, {
        walletAddress: payee.id, incomingAmount: wireAmount(wanted.amount),
        metadata: { ...wanted.metadata },
        ...(wanted.expiresAt === null ? {} : { expiresAt: wanted.expiresAt }),
      }),
    }),
    readIncoming: (url: string, accessToken: string) => run('GET', {
      url, shape: incomingView, step: (sdk) => sdk.incomingPayment.get({ url, accessToken }),
    }),
    completeIncoming: (url: string, accessToken: string) => run('POST', {
      url, shape: anything, step: (sdk) => sdk.incomingPayment.complete({ url, accessToken }),
    }),
    /** The newest of this client's own. */
    listIncoming: (payee: WalletState, accessToken: string) => run('GET', {
      url: payee.resourceServer, shape: incomingPage,
      step: (sdk) => sdk.incomingPayment.list(
        { url: payee.resourceServer, walletAddress: payee.id, accessToken },
        { first: PAGE_SIZE, 'wallet-address': payee.id },
      ),
    }),
  };
}

function payers(run: Run) {
  return {
    createQuote: (payer: WalletState, accessToken: string, receiver: string) => run('POST', {
      url: payer.resourceServer, shape: quoteView,
      step: (sdk) => sdk.quote.create({ url: payer.resourceServer, accessToken }, {
        walletAddress: payer.id, receiver, method: 'ilp',
      }),
    }),
    /** The one call that moves money; it is never repeated by itself. */
    createOutgoing: (payer: WalletState, accessToken: string, paid: {
      readonly quoteId: string; readonly metadata: Readonly<Record<string, string>>;
    }) => run('once', {
      url: payer.resourceServer, shape: createdOutgoing,
      step: (sdk) => sdk.outgoingPayment.create({ url: payer.resourceServer, accessToken }, {
        walletAddress: payer.id, quoteId: paid.quoteId, metadata: { ...paid.metadata },
      }),
    }),
    readOutgoing: (url: string, accessToken: string) => run('GET', {
      url, shape: outgoingView, step: (sdk) => sdk.outgoingPayment.get({ url, accessToken }),
    }),
    /** Newest first, of this wallet and client, whichever the grant (pitfall 7). */
    listOutgoing: (payer: WalletState, accessToken: string, cursor: string | null) => run('GET', {
      url: payer.resourceServer, shape: outgoingPage,
      step: (sdk) => sdk.outgoingPayment.list(
        { url: payer.resourceServer, walletAddress: payer.id, accessToken },
        { first: PAGE_SIZE, 'wallet-address': payer.id, ...(cursor === null ? {} : { cursor }) },
      ),
    }),
    /** What the grant of this token has spent, fees and reservations in it. */
    readSpent: (payer: WalletState, accessToken: string) => run('GET', {
      url: payer.resourceServer, shape: spentView,
      step: (sdk) => sdk.outgoingPayment.getGrantSpentAmounts(
        { url: payer.resourceServer, accessToken },
      ),
    }),
  };
}

export type OpenPaymentsClient = ReturnType<typeof createClient>;
