import type { RailCapabilities } from '../../engine/domain/rails.ts';
import { rejected } from '../provider-answer.ts';
import type { ProviderAnswer } from '../provider-answer.ts';
import { rawAnswer } from '../provider-text.ts';
import type {
  EscrowFinding, Rail, RailBalance, RailCall, RailFinding, RailHealth, RailOperation, RailOutcome,
  RailRate,
} from '../rail.ts';
import { accountProblem } from './accounts.ts';
import { holdAtChain, inquireAtChain, moveAtChain, standingAtChain } from './chain.ts';
import type { ChainDesk } from './chain.ts';
import { createChainClient, createExchangeClient } from './client.ts';
import { aitbcFields, checkAitbcConfig, readAitbcConfig } from './config.ts';
import type { AitbcConfig } from './config.ts';
import {
  holdAtExchange, inquireAtExchange, moveAtExchange, standingAtExchange,
} from './exchange.ts';
import type { ExchangeDesk } from './exchange.ts';
import { inquirePurchase, purchaseAtExchange } from './trade.ts';
import { readBalance, readRate } from './translate-trade.ts';

const capabilities: RailCapabilities = {
  hold: true,
  release: true,
  refund: true,
  payout: false,
  purchase: true,
  balance: true,
  consent: false,
  idempotent: true,
  partial: true,
  lookup: true,
  // No call of this provider changes the end of a running escrow.
  extend: false,
  refundEndsEscrow: true,
  evidence: ['transaction', 'escrow-state'],
  expiryOwner: 'unknown',
};

/**
 * AITBC tokens: the exchange's escrow (v1) or the chain's (v2), and the exchange's sale of tokens
 * (S1-018, S1-028, T-06; DESIGN 7). Idempotent by job id for a hold, by key for a purchase; a
 * repeated release or refund is refused by the provider, or recognised before it is sent.
 */
export const aitbcRail: Rail = {
  name: 'aitbc',
  capabilities,
  capabilitiesOf: (config) => {
    const isExchange = config['apiVersion'] !== 'v2';
    return {
      ...capabilities,
      partial: isExchange && config['partial'] === true,
      purchase: isExchange,
      balance: isExchange,
    };
  },
  fields: aitbcFields,
  checkConfig: checkAitbcConfig,
  checkAccount: accountProblem,
  finality: 'A token transfer is final once the chain has taken its transaction.',
  carryOut,
  inquire,
  escrowStanding,
  balance,
  rate,
  health,
  consent: null,
  wallets: null,
  nudge: null,
  hint: null,
  sendsPerSecondMax: null,
  statement: null,
};

type Desk =
  | { readonly version: 'v1'; readonly exchange: ExchangeDesk; readonly config: AitbcConfig }
  | { readonly version: 'v2'; readonly chain: ChainDesk; readonly config: AitbcConfig };

function open(call: RailCall): Desk {
  const config = readAitbcConfig(call.connection.config);
  const redact = (raw: string): string => rawAnswer(raw, call.connection.secrets);
  if (config.apiVersion === 'v2') {
    return { version: 'v2', chain: { client: createChainClient(call, config), redact }, config };
  }
  const client = createExchangeClient(call, config);
  return { version: 'v1', exchange: { client, redact, partial: config.partial }, config };
}

async function carryOut(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  const desk = open(call);
  const { kind } = operation;
  switch (kind) {
    case 'hold':
      return desk.version === 'v1' ? holdAtExchange(desk.exchange, operation)
        : holdAtChain(desk.chain, operation);
    case 'release':
    case 'refund':
      return desk.version === 'v1' ? moveAtExchange(desk.exchange, { ...operation, kind })
        : moveAtChain(desk.chain, { ...operation, kind });
    case 'purchase':
      return desk.version === 'v1' ? purchaseAtExchange(desk.exchange, operation)
        : rejected('rail_unsupported', 'The chain sells no tokens; nothing was sent.');
    case 'payout':
      return rejected('rail_unsupported', 'This rail pays out of escrows only; nothing was sent.');
  }
}

async function inquire(call: RailCall, operation: RailOperation): Promise<RailFinding> {
  const desk = open(call);
  switch (operation.kind) {
    case 'hold':
    case 'release':
    case 'refund':
      return desk.version === 'v1' ? inquireAtExchange(desk.exchange, operation)
        : inquireAtChain(desk.chain, operation);
    case 'purchase':
      return desk.version === 'v1' ? inquirePurchase(desk.exchange, operation)
        : { kind: 'cannot-tell' };
    case 'payout':
      return { kind: 'cannot-tell' };
  }
}

async function escrowStanding(call: RailCall, operation: RailOperation): Promise<EscrowFinding> {
  const desk = open(call);
  return desk.version === 'v1' ? standingAtExchange(desk.exchange, operation)
    : standingAtChain(desk.chain, operation);
}

async function balance(call: RailCall, account: string): Promise<RailBalance> {
  const desk = open(call);
  if (desk.version === 'v2') return { kind: 'cannot-tell' };
  return readBalance(await desk.exchange.client.balance(account), account);
}

async function rate(call: RailCall): Promise<RailRate> {
  const desk = open(call);
  if (desk.version === 'v1') return readRate(await desk.exchange.client.rate());
  return { kind: 'unavailable', message: 'The chain quotes no rate.' };
}

/** A job id that nobody has: what it is answered with shows whether the credentials are taken. */
const PROBE_JOB_ID = 'paydesk-connection-test';

/** The health route proves that something answers; a question behind sign-in, that it knows us. */
async function health(call: RailCall): Promise<RailHealth> {
  const desk = open(call);
  const name = desk.version === 'v1' ? 'exchange' : 'chain';
  const { client } = desk.version === 'v1' ? desk.exchange : desk.chain;
  const first = await client.health();
  if (first.kind !== 'taken' && !isAbsent(first)) return { ok: false, message: sentence(first) };
  const probe = desk.version === 'v1' ? await desk.exchange.client.escrowsOfJob(PROBE_JOB_ID)
    : await desk.chain.client.escrow(PROBE_JOB_ID);
  const answers = `The ${name} answers.`;
  if (probe === null || probe.kind === 'taken') return { ok: true, message: answers };
  if (!isAbsent(probe)) return { ok: false, message: sentence(probe) };
  const message = first.kind === 'taken' ? answers
    : `Something answers, but at none of the ${name}'s routes; whether it is the ${name} is not `
      + 'proven.';
  return { ok: true, message };
}

function isAbsent(answer: ProviderAnswer): boolean {
  return answer.kind === 'refused' && (answer.status === 404 || answer.status === 405);
}

function sentence(answer: Exclude<ProviderAnswer, { readonly kind: 'taken' }>): string {
  return answer.kind === 'refused' ? answer.detail : answer.message;
}
