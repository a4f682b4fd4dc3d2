import { formatAmountShort } from '../../engine/domain/money.ts';
import type { RailCapabilities } from '../../engine/domain/rails.ts';
import { outcomeBeforeSending, rejected } from '../provider-answer.ts';
import { rawAnswer } from '../provider-text.ts';
import type {
  EscrowFinding, Rail, RailCall, RailFinding, RailHealth, RailOperation, RailOutcome,
} from '../rail.ts';
import { addressProblem } from './addresses.ts';
import { createWalletDaemonClient } from './client.ts';
import { bitcoinFields, checkBitcoinConfig, readBitcoinConfig } from './config.ts';
import {
  afterConflict, holdOutcome, moveOutcome, readEscrow, refundFinding, refundGate, releaseFinding,
  standingOf,
} from './translate.ts';
import type { ShownEscrow } from './translate.ts';

const capabilities: RailCapabilities = {
  hold: true,
  release: true,
  refund: true,
  payout: false,
  purchase: false,
  balance: false,
  consent: false,
  idempotent: false,
  partial: false,
  lookup: true,
  // No call of this provider changes the end of a running escrow.
  extend: false,
  refundEndsEscrow: false,
  evidence: ['transaction', 'escrow-address'],
  expiryOwner: 'unknown',
};

/**
 * Bitcoin through a wallet daemon (S0-013 to S0-016; DESIGN 7). The daemon honours no key: what
 * was sent and not answered is never sent again by itself.
 */
export const bitcoinRail: Rail = {
  name: 'bitcoin',
  capabilities,
  capabilitiesOf: (config) => ({ ...capabilities, lookup: config['statusRoute'] === true }),
  fields: bitcoinFields,
  checkConfig: checkBitcoinConfig,
  checkAccount: (account, mode) => addressProblem(account, mode === 'live' ? 'mainnet' : 'regtest'),
  finality: 'A bitcoin transaction cannot be called back once the daemon has sent it.',
  carryOut,
  inquire,
  escrowStanding,
  balance: async () => ({ kind: 'cannot-tell' }),
  rate: async () => ({ kind: 'unavailable', message: 'A wallet daemon quotes no rate.' }),
  health,
  consent: null,
  wallets: null,
  nudge: null,
  hint: null,
  sendsPerSecondMax: null,
  statement: null,
};

async function carryOut(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  const { kind, key, reason, escrowReference } = operation;
  const config = readBitcoinConfig(call.connection.config);
  const client = createWalletDaemonClient(call, config);
  const redact = redactFor(call);
  const amount = formatAmountShort(operation.amount);
  switch (kind) {
    case 'hold': {
      const currency = operation.amount.asset.code;
      const { timeoutSeconds } = operation;
      const answer = await client.createEscrow(key, { amount, currency, timeoutSeconds });
      return holdOutcome(answer, { network: config.network, redact });
    }
    case 'release': {
      if (escrowReference === null) return noEscrow();
      if (operation.amount.minor !== operation.heldAmount.minor) return noPart();
      const answer = await client.releaseEscrow(key, { address: escrowReference, reason });
      if (answer.kind !== 'refused' || answer.status !== 409) return moveOutcome(answer, redact);
      return afterConflict(answer.detail, await inquire(call, operation));
    }
    case 'refund':
      return refund(call, operation);
    case 'payout':
    case 'purchase':
      return rejected('rail_unsupported', `A wallet daemon does no ${kind}; nothing was sent.`);
  }
}

const NOT_SHOWN = 'The daemon does not show the escrow, so nothing was sent. If it has no status '
  + 'route, switch the route off in the settings of the connection.';

/**
 * The daemon ties a refund to no escrow and would pay one that it has already returned. So the
 * escrow is looked at first, where the daemon shows it.
 */
async function refund(call: RailCall, operation: RailOperation): Promise<RailOutcome> {
  const { key, paymentId, account, reason } = operation;
  if (operation.amount.minor !== operation.heldAmount.minor) return noPart();
  if (account === null) {
    return rejected('refund_address_missing', 'No refund address is known; nothing was sent.');
  }
  const config = readBitcoinConfig(call.connection.config);
  const shown = await look(call, operation);
  if ('kind' in shown) {
    // Where the daemon is said to show escrows and does not, a refund in the blind may be a second
    // one. Without the route nobody can look, and whoever switched it off knows that.
    const message = shown.kind === 'unavailable' ? shown.message : NOT_SHOWN;
    if (config.statusRoute) return outcomeBeforeSending({ kind: 'unknown', message });
  } else {
    const gate = refundGate(shown);
    if (gate !== null) return gate;
  }
  const client = createWalletDaemonClient(call, config);
  const amount = formatAmountShort(operation.amount);
  const answer = await client.refund(key, { paymentId, address: account, amount, reason });
  // A conflict can be neither proven nor ruled out here: a person looks.
  return answer.kind === 'refused' && answer.status === 409
    ? { kind: 'unclear', message: answer.detail }
    : moveOutcome(answer, redactFor(call));
}

async function inquire(call: RailCall, operation: RailOperation): Promise<RailFinding> {
  const shown = await look(call, operation);
  if ('kind' in shown) return shown;
  if (operation.kind === 'release') return releaseFinding(shown);
  if (operation.kind === 'refund') return refundFinding(shown);
  return { kind: 'cannot-tell' };
}

async function escrowStanding(call: RailCall, operation: RailOperation): Promise<EscrowFinding> {
  const shown = await look(call, operation);
  return 'kind' in shown ? shown : standingOf(shown);
}

/** An unclear hold has no address, so nothing can be asked about it. */
async function look(
  call: RailCall,
  operation: RailOperation,
): Promise<ShownEscrow | Extract<RailFinding, { kind: 'cannot-tell' | 'unavailable' }>> {
  const config = readBitcoinConfig(call.connection.config);
  const address = operation.escrowReference;
  if (!config.statusRoute || address === null) return { kind: 'cannot-tell' };
  const answer = await createWalletDaemonClient(call, config).escrow(address);
  return readEscrow(answer, { address, amount: operation.heldAmount, redact: redactFor(call) });
}

async function health(call: RailCall): Promise<RailHealth> {
  const config = readBitcoinConfig(call.connection.config);
  const answer = await createWalletDaemonClient(call, config).health();
  if (answer.kind === 'taken') return { ok: true, message: 'The wallet daemon answers.' };
  if (answer.kind === 'refused' && (answer.status === 404 || answer.status === 405)) {
    const message = `Something answers, but not at ${config.healthPath}; whether it is the wallet `
      + 'daemon is not proven.';
    return { ok: true, message };
  }
  return { ok: false, message: answer.kind === 'refused' ? answer.detail : answer.message };
}

function redactFor(call: RailCall): (raw: string) => string {
  return (raw) => rawAnswer(raw, call.connection.secrets);
}

function noEscrow(): RailOutcome {
  return rejected('escrow_unknown', 'No escrow address is known; nothing was sent.');
}

function noPart(): RailOutcome {
  return rejected('partial_unsupported', 'This rail moves whole amounts only; nothing was sent.');
}
