import { sameAsset } from '../../engine/domain/money.ts';
import { reasonText } from '../provider-request.ts';
import type { ConsentAsked, ConsentRequest, RailCall } from '../rail.ts';
import { urlProblem } from './addresses.ts';
import { anchorFor, type Anchor } from './anchor.ts';
import { readWallet } from './client.ts';
import { quoteFor, shown, type Quoted } from './quoting.ts';
import { factsOf, readState, type ConsentState, type WalletState } from './state.ts';
import { belongs, deskOf, type Desk } from './tokens.ts';
import { must, refused, settleSteps, StepFailed, type Failure } from './translate.ts';
import { wireAmount, type WalletDocument } from './wire.ts';

const DEFAULT_WAIT_S = 5;
/** Counted by the server from before its answer; a little more is never too early (section 2). */
const WAIT_MARGIN_MS = 300;
/** An interaction lives ten minutes; the link is given up a little before. */
const LINK_LIFE_MS = 590_000;

/** Asks the payer: request for money, quote, and the way to the page on which to consent. */
export function askConsent(call: RailCall, request: ConsentRequest): Promise<ConsentAsked> {
  const previous = readState(request.previous);
  const desk = deskOf(call, previous);
  if (desk === null) return Promise.resolve(askedFailure(refused('seller_missing')));
  return settleSteps(() => steps(desk, request, previous), askedFailure);
}

async function steps(
  desk: Desk, given: ConsentRequest, previous: ConsentState | null,
): Promise<ConsentAsked> {
  const description = reasonText(given.description, 'Payment');
  const request = { ...given, description };
  const payee = await walletState(desk, 'payee', request.payeeAccount);
  if (!sameAsset(request.amount.asset, payee.asset)) {
    throw new StepFailed(refused('asset_mismatch', `It counts in ${payee.asset.code}, with `
      + `${payee.asset.scale} places, and the amount is ${shown(request.amount)}.`));
  }
  const payer = await walletState(desk, 'payer', request.payerAccount);
  const anchor = await anchorFor(desk, { request, payee }, previous);
  const quoted = await quoteFor(desk, payer, { receiver: anchor, held: null });
  if (previous !== null) await desk.client.cancelGrant(previous.interaction);
  const { link, interaction } = await interactionFor(desk, { request, payer, anchor, quoted });
  const earlier = previous?.incoming.id === anchor.id ? previous.quoteIds : [];
  const state: ConsentState = {
    version: 1, key: request.key, description, payer, payee, incoming: anchor,
    quote: quoted.quote, quoteToken: quoted.token, quoteIds: [...earlier, quoted.quote.id],
    limit: quoted.quote.debit, interaction, outgoingToken: null,
  };
  return {
    kind: 'asked', ...factsOf(state), link, linkForMs: LINK_LIFE_MS, waitMs: interaction.waitMs,
  };
}

/** What a wallet says of an account, as far as a payment needs it. */
export async function walletState(
  desk: Desk, whose: 'payer' | 'payee', account: string,
): Promise<WalletState> {
  const { call, reach } = desk.session;
  const answer = await readWallet(call, reach, account);
  if (answer.kind === 'read') return keptWallet(answer.value);
  throw new StepFailed({ ...answer, message: `The ${whose}'s wallet: ${answer.message}` });
}

/** The parts of a wallet's document that a payment needs, to the letter. */
function keptWallet({ id, authServer, resourceServer, asset }: WalletDocument): WalletState {
  return { id, authServer, resourceServer, asset };
}

/** The request for the right to pay: exactly this debit, to exactly this receiver, once. */
async function interactionFor(
  desk: Desk,
  { request, payer, anchor, quoted }: {
    readonly request: ConsentRequest; readonly payer: WalletState; readonly anchor: Anchor;
    readonly quoted: Quoted;
  },
): Promise<{ readonly link: string; readonly interaction: ConsentState['interaction'] }> {
  const { nonce, finishUrl: uri } = request;
  // A limit that JSON drops would be a right without any (pitfall 6): the amount is a checked one.
  const limits = { debitAmount: wireAmount(quoted.quote.debit), receiver: anchor.id };
  const reply = must(await desk.client.requestConsent(payer.authServer, {
    type: 'outgoing-payment', actions: ['create', 'read', 'list'], identifier: payer.id, limits,
  }, { uri, nonce }));
  if (reply.interact === undefined || reply.continue === undefined) {
    throw new StepFailed(refused('consent_unexpected'));
  }
  const { uri: continueUri, access_token: { value: continueToken }, wait } = reply.continue;
  belongs(continueUri, payer.authServer);
  desk.session.learn(continueToken);
  const { redirect: link, finish: serverNonce } = reply.interact;
  const problem = urlProblem(link, desk.session.reach);
  if (problem !== null) throw new StepFailed(refused('address_refused', problem));
  const waitMs = (wait ?? DEFAULT_WAIT_S) * 1_000 + WAIT_MARGIN_MS;
  const interaction = { nonce, serverNonce, waitMs, continueUri, continueToken, ref: null };
  return { link, interaction };
}

type NotAsked = Exclude<ConsentAsked, { readonly kind: 'asked' }>;

/** Nothing here moves money: whatever was not a clean "no" may be asked again. */
export function askedFailure(failure: Failure): NotAsked {
  const { message } = failure;
  return failure.kind === 'refused' ? { kind: 'rejected', code: failure.code, message }
    : { kind: 'unavailable', message };
}
