import type { ProviderAnswer } from '../provider-answer.ts';
import {
  ask, fillPath, getRequest, joinUrl, postRequest, reasonText,
} from '../provider-request.ts';
import type { BodyFields } from '../provider-request.ts';
import type { RailCall } from '../rail.ts';
import type { BitcoinConfig } from './config.ts';

/** The wallet daemon's routes in its own words. Amounts are decimal texts in BTC. */
export type WalletDaemonClient = {
  readonly createEscrow: (
    key: string,
    escrow: { readonly amount: string; readonly currency: string; readonly timeoutSeconds: number },
  ) => Promise<ProviderAnswer>;
  readonly releaseEscrow: (
    key: string,
    release: { readonly address: string; readonly reason: string },
  ) => Promise<ProviderAnswer>;
  /** A plain payment from the daemon's wallet; the daemon ties it to no escrow. */
  readonly refund: (
    key: string,
    refund: {
      readonly paymentId: string; readonly address: string; readonly amount: string;
      readonly reason: string;
    },
  ) => Promise<ProviderAnswer>;
  /** Null where the address cannot stand in a path. */
  readonly escrow: (address: string) => Promise<ProviderAnswer | null>;
  readonly health: () => Promise<ProviderAnswer>;
};

export function createWalletDaemonClient(
  call: RailCall,
  config: BitcoinConfig,
): WalletDaemonClient {
  const { connection } = call;
  const url = (path: string): string => joinUrl(connection.baseUrl, path);
  const { token = '' } = connection.secrets;
  const auth = token === '' ? {} : { authorization: `Bearer ${token}` };
  // The daemon promises nothing about the key; it is sent for the day when it does.
  const post = (path: string, key: string, fields: BodyFields): Promise<ProviderAnswer> =>
    ask(call, postRequest(url(path), { ...auth, 'idempotency-key': key }, fields));
  return {
    createEscrow: (key, { amount, currency, timeoutSeconds }) =>
      post(config.createPath, key, { amount, currency, timeout_seconds: timeoutSeconds }),
    releaseEscrow: (key, { address, reason }) =>
      post(config.releasePath, key, { address, reason: reasonText(reason, 'release') }),
    refund: (key, { paymentId, address, amount, reason }) =>
      post(config.refundPath, key, {
        payment_id: paymentId, address, amount, reason: reasonText(reason, 'refund'),
      }),
    escrow: async (address) => {
      const path = fillPath(config.statusPath, { address });
      return path === null ? null : ask(call, getRequest(url(path), auth));
    },
    health: () => ask(call, getRequest(url(config.healthPath), auth)),
  };
}
