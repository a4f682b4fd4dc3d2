import { readFileSync } from 'node:fs';

import { AITBC, parseAmount, type Asset, type Money } from '../engine/domain/money.ts';
import type { ProviderName } from '../sandbox/provider.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { createTestSandbox } from '../sandbox/test-sandbox.ts';
import type { ProviderAnswer } from './provider-answer.ts';
import { readReply } from './provider-answer.ts';
import type {
  Rail, RailCall, RailConnection, RailOperation, RailReply, RailRequest,
} from './rail.ts';

const BASE_URL = 'http://127.0.0.1:20000';

/** A call of a rail that reaches a stand-in, with what was sent. */
export type RailBench = {
  readonly call: RailCall;
  readonly sandbox: Sandbox;
  /** `METHOD /path` of every request, in order. */
  readonly sent: () => readonly string[];
  readonly requests: readonly RailRequest[];
};

/** The rail's call wired to a stand-in of the sandbox, faults included. */
export function createRailBench(
  provider: ProviderName,
  config: RailConnection['config'] = {},
): RailBench {
  const { sandbox } = createTestSandbox();
  const requests: RailRequest[] = [];
  const send = async (request: RailRequest): Promise<RailReply> => {
    requests.push(request);
    const delivery = sandbox.deliver(provider, {
      method: request.method,
      path: request.url.slice(BASE_URL.length),
      headers: request.headers,
      bodyText: request.body ?? '',
    });
    if (delivery.kind === 'refused-connection') {
      return { ok: false, sent: 'no', message: 'The connection was refused.' };
    }
    if (delivery.kind !== 'response') {
      return { ok: false, sent: 'maybe', message: `No answer came: ${delivery.kind}.` };
    }
    const { status, headers, bodyText: body } = delivery.response;
    return { ok: true, status, headers, body };
  };
  const { exchangeApiKey: apiKey, chainToken: token } = sandbox.secrets;
  const { circleApiKey, circleEntitySecret: entitySecret } = sandbox.secrets;
  const secrets = {
    walletDaemon: {}, exchange: { apiKey }, chain: { token }, openPayments: {},
    circle: { apiKey: circleApiKey, entitySecret }, evm: {},
  }[provider];
  return {
    sandbox, requests,
    call: {
      connection: connectionOf(config, secrets), seller: null, send, nowMs: sandbox.nowMs(),
    },
    sent: () => requests.map(({ method, url }) => `${method} ${url.slice(BASE_URL.length)}`),
  };
}

/** A call whose requests meet the given replies in order; one request too many fails the test. */
export function scriptedCall(
  replies: readonly RailReply[],
  config: RailConnection['config'] = {},
): { readonly call: RailCall; readonly requests: readonly RailRequest[] } {
  const requests: RailRequest[] = [];
  const send = async (request: RailRequest): Promise<RailReply> => {
    const reply = replies[requests.length];
    requests.push(request);
    if (reply === undefined) throw new Error(`Nobody expected ${request.method} ${request.url}`);
    return reply;
  };
  return { call: { connection: connectionOf(config, {}), seller: null, send, nowMs: 0 }, requests };
}

/** An operation with honest defaults: a hold of 0.5 AITBC for job-1. */
export function operationOf(given: Partial<RailOperation> = {}): RailOperation {
  const amount = given.amount ?? amountOf('0.5', AITBC);
  return {
    kind: 'hold', key: 'key-1', paymentId: 'pay_1', jobId: 'job-1', amount, heldAmount: amount,
    payerAccount: 'marketplace', account: 'worker-1', escrowReference: null, timeoutSeconds: 3600,
    reason: 'Job completed', reference: null, settledReferences: [],
    purchase: null, consent: null, memory: null, overdue: false,
    ...given,
  };
}

export function amountOf(text: string, asset: Asset): Money {
  const parsed = parseAmount(text, asset);
  if (!parsed.ok) throw new Error(`No amount: ${text}`);
  return parsed.money;
}

export function reply(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): RailReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ok: true, status, headers, body: text };
}

/** The answer that a rail's `translate.ts` gets for this reply. */
export function answerOf(status: number, body: unknown): ProviderAnswer {
  return readReply(reply(status, body), 0);
}

/** A recorded answer, as text, from the `fixtures` folder beside the test. */
export function fixture(testUrl: string, name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, testUrl), 'utf8');
}

/** The reference of a settled hold; anything else fails the test. */
export async function heldReference(
  rail: Rail,
  bench: RailBench,
  operation: RailOperation,
): Promise<string> {
  const outcome = await rail.carryOut(bench.call, operation);
  if (outcome.kind !== 'settled') throw new Error(`The hold is ${JSON.stringify(outcome)}`);
  return outcome.reference;
}

function connectionOf(
  config: RailConnection['config'],
  secrets: RailConnection['secrets'],
): RailConnection {
  return {
    id: 'con_1', baseUrl: BASE_URL, config, secrets, expiryOwner: 'unknown', mode: 'sandbox',
  };
}
