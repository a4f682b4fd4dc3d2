import { generateKeyPairSync } from 'node:crypto';

import { parseAssetRef, type AssetRef, type Money } from '../../engine/domain/money.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { OperationName } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { createTestSandbox } from '../../sandbox/test-sandbox.ts';
import type {
  ConsentAsked, ConsentGranted, ConsentRequest, RailCall, RailConnection, RailReading,
  RailOperation, RailOutcome, RailReply, RailRequest, RailSeller,
} from '../rail.ts';
import { operationOf, reply } from '../test-rail.ts';
import { interledgerRail } from './rail.ts';
import { readState, type ConsentState } from './state.ts';

export const BASE_URL = 'http://127.0.0.1:20000';
export const DAY_MS = 86_400_000;
export const FINISH_URL = 'http://127.0.0.1:4001/payments/finish/abc?payment=1';

/** An Ed25519 key as a seller has it, and the `x` of its public half. */
export function newKey(): { readonly pem: string; readonly x: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    x: String(publicKey.export({ format: 'jwk' })['x']),
  };
}

/** The reply that a test puts in place of what would have come; null lets the request through. */
type Instead = (request: RailRequest, through: () => RailReply) => RailReply | null;

/** A rail call that reaches the stand-in's banks, with a payer at a browser. */
export function createDesk(signer = 'seller') {
  const { sandbox } = createTestSandbox();
  const { pem, x } = newKey();
  sandbox.setKey(signer, 'key-1', x);
  const requests: RailRequest[] = [];
  const settings: Settings = {
    seller: { walletAddress: `${BASE_URL}/${signer}`, keyId: 'key-1', privateKey: pem },
    connection: {
      id: 'con_1', baseUrl: BASE_URL, config: {}, secrets: {}, expiryOwner: 'unknown',
      mode: 'sandbox',
    },
    instead: () => null,
  };
  const call = (): RailCall => ({
    connection: settings.connection, seller: settings.seller, nowMs: sandbox.nowMs(),
    send: async (request) => {
      requests.push(request);
      const pass = (): RailReply => through(sandbox, request);
      return settings.instead(request, pass) ?? pass();
    },
  });
  return {
    sandbox, requests, settings, call,
    /** `METHOD /path` of every request so far, ids and queries left out. */
    sent: () => requests.map(plainLine),
    fail: (operation: OperationName, fault: FaultWord, times = 1): void => {
      sandbox.faults.add({ provider: 'openPayments', operation, fault, times });
    },
    pass: (ms: number): void => sandbox.advance(ms),
    browse: (link: string, choice: Choice) => browse(sandbox, link, choice),
    ...stepsOf(sandbox, call),
  };
}
export type TestDesk = ReturnType<typeof createDesk>;

type Settings = { seller: RailSeller | null; connection: RailConnection; instead: Instead };
type Choice = 'accept' | 'reject' | 'leave';

/** A consent from its beginning up to the step that a test is about. */
function stepsOf(sandbox: Sandbox, call: () => RailCall) {
  const ask = (given: Partial<ConsentRequest> = {}): Promise<ConsentAsked> =>
    consentOf().ask(call(), requestOf(given));
  const asked = async (given: Partial<ConsentRequest> = {}) => {
    const answer = await ask(given);
    if (answer.kind !== 'asked') throw new Error(`Not asked: ${JSON.stringify(answer)}`);
    return answer;
  };
  /** Asked, accepted and waited for: ready to be fetched. */
  const consented = async (given: Partial<ConsentRequest> = {}): Promise<string> => {
    const { state, link, waitMs } = await asked(given);
    const back = consentOf().readReturn(state, browse(sandbox, link, 'accept'));
    if (back.kind !== 'consented') throw new Error(`The payer came back ${back.kind}.`);
    sandbox.advance(waitMs);
    return back.state;
  };
  const fetch = (state: string): Promise<ConsentGranted> =>
    consentOf().fetch(call(), requestOf(), state);
  const granted = async (given: Partial<ConsentRequest> = {}) => {
    const answer = await fetch(await consented(given));
    if (answer.kind !== 'granted') throw new Error(`Not granted: ${JSON.stringify(answer)}`);
    return answer;
  };
  const pay = (operation: RailOperation): Promise<RailOutcome> =>
    interledgerRail.carryOut(call(), operation);
  return {
    ask, asked, consented, fetch, granted, pay,
    end: (state: string): Promise<boolean> => consentOf().end(call(), state),
    inquire: (operation: RailOperation): Promise<RailReading> =>
      interledgerRail.inquire(call(), operation),
    /** Granted, paid and waited for: ready to be inquired. */
    paid: async (given: Partial<ConsentRequest> = {}): Promise<RailOperation> => {
      const { state } = await granted(given);
      const operation = payoutOf(state, { amount: requestOf(given).amount });
      const outcome = await pay(operation);
      sandbox.advance(300);
      return outcome.kind !== 'submitted' ? operation
        : { ...operation, reference: outcome.reference, consent: outcome.consent ?? state };
    },
  };
}

function through(sandbox: Sandbox, request: RailRequest): RailReply {
  const { origin, host } = new URL(request.url);
  const delivery = sandbox.deliver('openPayments', {
    method: request.method, path: request.url.slice(origin.length),
    headers: { ...request.headers, host }, bodyText: request.body ?? '',
  });
  if (delivery.kind === 'refused-connection') {
    return { ok: false, sent: 'no', message: 'The connection was refused.' };
  }
  if (delivery.kind !== 'response') {
    return { ok: false, sent: 'maybe', message: `No answer came: ${delivery.kind}.` };
  }
  const { status, headers, bodyText: body } = delivery.response;
  return { ok: true, status, headers, body };
}

function plainLine({ method, url }: RailRequest): string {
  const path = new URL(url).pathname
    .replace(/^\/(auth|op)\/[0-9a-f-]{36}/, '/$1')
    .replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/:id');
  return `${method} ${path}`;
}

/** A person at the bank's page; answers with what the finish address is called with. */
function browse(sandbox: Sandbox, link: string, choice: Choice): Record<string, string> {
  const { origin, host, pathname } = new URL(link);
  const visit = (method: string, url: string, cookie = '', bodyText = '') =>
    sandbox.handle('openPayments', {
      method, path: url.slice(origin.length), bodyText, headers: { host, cookie },
    }).headers;
  const begun = visit('GET', link);
  const page = begun['location'] ?? '';
  if (page.startsWith(FINISH_URL)) return Object.fromEntries(new URL(page).searchParams);
  const cookie = (begun['set-cookie'] ?? '').split(';')[0] ?? '';
  if (choice !== 'leave') visit('POST', page, cookie, `choice=${choice}`);
  const back = visit('GET', `${origin}${pathname}/finish`, cookie);
  return Object.fromEntries(new URL(back['location'] ?? '').searchParams);
}

/** The payee's bank knows its requests for money no more, as Rafiki after an unpaid one ran out. */
export function forget({ settings }: TestDesk): void {
  settings.instead = ({ url }) => url.includes('/incoming-payments/') ? reply(401, {
    error: {
      code: '401', description: 'Unauthorized',
      details: { description: 'Failed to get wallet address from incoming payment' },
    },
  }) : null;
}

export function consentOf() {
  const { consent } = interledgerRail;
  if (consent === null) throw new Error('The rail asks no payer.');
  return consent;
}

export function amount(minor: bigint, ref: AssetRef = 'USD/2'): Money {
  const asset = parseAssetRef(ref);
  if (asset === null) throw new Error(`No asset: ${ref}`);
  return { minor, asset };
}

export function requestOf(given: Partial<ConsentRequest> = {}): ConsentRequest {
  return {
    key: 'key-1', paymentId: 'pay_1', payerAccount: `${BASE_URL}/buyer`,
    payeeAccount: `${BASE_URL}/seller`, amount: amount(1000n), description: 'Logo',
    finishUrl: FINISH_URL, nonce: 'our-nonce', previous: null,
    isRepeated: false, ...given,
  };
}

export function payoutOf(consent: string, given: Partial<RailOperation> = {}): RailOperation {
  return operationOf({
    kind: 'payout', amount: amount(1000n), consent, overdue: false, ...given,
  });
}

export function stateOf(text: string | undefined): ConsentState {
  const state = readState(text ?? null);
  if (state === null) throw new Error('No state.');
  return state;
}
