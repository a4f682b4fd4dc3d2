import type { RailCapabilities } from '../../engine/domain/rails.ts';
import type { Rail } from '../rail.ts';
import { evmAddressProblem } from './addresses.ts';
import { checkUsdcConfig, usdcFields } from './config.ts';
import { treasuryBalance, usdcHealth } from './health.ts';
import { circleHint } from './hint.ts';
import { inquirePayment } from './inquire.ts';
import { payOut } from './pay.ts';
import { withoutSecrets } from './redact.ts';
import { usdcStatement } from './statement.ts';
import { circleWallets, nudgePayment } from './wallets.ts';

const capabilities: RailCapabilities = {
  // A wallet at Circle holds no money for a job; it pays.
  hold: false,
  release: false,
  refund: false,
  payout: true,
  purchase: false,
  balance: true,
  consent: false,
  // A repeated key is answered with the first answer, also of a transfer that failed (guide 1.8).
  idempotent: true,
  partial: false,
  lookup: true,
  extend: false,
  refundEndsEscrow: false,
  evidence: ['transaction'],
  expiryOwner: 'unknown',
};

/**
 * USDC and EURC out of a wallet that Circle keeps, on Arc (S4; DESIGN 7). A payout is settled when
 * Circle calls it complete and the chain proves the same; a failed one is believed only where the
 * chain shows no transaction of it.
 */
export const usdcRail: Rail = {
  name: 'usdc',
  capabilities,
  capabilitiesOf: () => capabilities,
  fields: usdcFields,
  checkConfig: checkUsdcConfig,
  checkAccount: evmAddressProblem,
  finality: 'A payout on Arc is final within a second of being sent and cannot be called back; '
    + 'only the payee can send it back.',
  carryOut: payOut,
  inquire: inquirePayment,
  escrowStanding: async () => ({ kind: 'cannot-tell' }),
  balance: treasuryBalance,
  rate: async () => ({ kind: 'unavailable', message: 'Stablecoins are paid as they are.' }),
  health: usdcHealth,
  withoutSecrets,
  consent: null,
  wallets: circleWallets,
  nudge: nudgePayment,
  hint: circleHint,
  // Circle answers 429 above five POSTs a second (guide 1.5).
  sendsPerSecondMax: 5,
  statement: usdcStatement,
};
