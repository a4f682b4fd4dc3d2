import type { RailCapabilities } from '../../engine/domain/rails.ts';
import type { Rail } from '../rail.ts';
import { walletAddressProblem } from './addresses.ts';
import { askConsent } from './ask.ts';
import { checkInterledgerConfig, interledgerFields } from './config.ts';
import { endConsent } from './end.ts';
import { readReturn } from './finish.ts';
import { fetchConsent } from './granted.ts';
import { accountOf, checkSeller, health } from './health.ts';
import { inquirePayment } from './inquire.ts';
import { readPrivateKey } from './keys.ts';
import { payOut } from './pay.ts';
import { withoutSecrets } from './redact.ts';

const capabilities: RailCapabilities = {
  // An incoming payment asks for money and holds none.
  hold: false,
  release: false,
  refund: false,
  payout: true,
  purchase: false,
  balance: false,
  consent: true,
  // No key is honoured; the anchor keeps what is paid twice from arriving twice (pitfall 3).
  idempotent: false,
  partial: false,
  lookup: true,
  extend: false,
  refundEndsEscrow: false,
  evidence: ['incoming-payment'],
  expiryOwner: 'unknown',
};

/**
 * Open Payments through the official SDK (S2, S3; DESIGN 7). A payment is one incoming payment of a
 * fixed amount, a quote, the payer's consent, and one outgoing payment; it is settled by what the
 * payee's bank says has arrived, never by what the payer's bank promised.
 */
export const interledgerRail: Rail = {
  name: 'interledger',
  capabilities,
  capabilitiesOf: () => capabilities,
  fields: interledgerFields,
  checkConfig: checkInterledgerConfig,
  checkAccount: walletAddressProblem,
  finality: 'What has arrived at the payee\'s wallet cannot be called back; a refund is a payment '
    + 'of its own, with its own fees, to which the payee has to consent.',
  carryOut: payOut,
  inquire: inquirePayment,
  escrowStanding: async () => ({ kind: 'cannot-tell' }),
  balance: async () => ({ kind: 'cannot-tell' }),
  rate: async () => ({
    kind: 'unavailable', message: 'Wallets quote a price per payment, not a rate.',
  }),
  health,
  wallets: null,
  nudge: null,
  hint: null,
  sendsPerSecondMax: null,
  statement: null,
  withoutSecrets,
  consent: {
    readKey: readPrivateKey,
    account: accountOf,
    checkSeller,
    ask: askConsent,
    readReturn,
    fetch: (call, _request, state) => fetchConsent(call, state),
    end: endConsent,
  },
};
