import type { ProviderAnswer } from '../provider-answer.ts';
import {
  ask, fillPath, getRequest, joinUrl, postRequest, reasonText,
} from '../provider-request.ts';
import type { BodyFields } from '../provider-request.ts';
import type { RailCall } from '../rail.ts';
import { authHeaders } from './config.ts';
import type { AitbcConfig } from './config.ts';

/** Null where a value cannot stand in the request's path, so that nothing was sent. */
export type Asked = Promise<ProviderAnswer | null>;

/** The exchange (v1) in its own words. Amounts are decimal texts in AITBC unless named BTC. */
export type ExchangeClient = {
  readonly createEscrow: (key: string, escrow: {
    readonly amount: string; readonly currency: string; readonly jobId: string;
    readonly timeoutSeconds: number; readonly buyer: string | null;
    readonly provider: string | null;
  }) => Promise<ProviderAnswer>;
  /** `amount` null moves all that is left. */
  readonly releaseEscrow: (key: string, release: {
    readonly escrowId: string; readonly amount: string | null; readonly reason: string;
  }) => Promise<ProviderAnswer>;
  readonly refundEscrow: (key: string, refund: {
    readonly escrowId: string; readonly address: string | null; readonly amount: string | null;
    readonly reason: string;
  }) => Promise<ProviderAnswer>;
  readonly escrow: (escrowId: string) => Asked;
  readonly escrowsOfJob: (jobId: string) => Asked;
  readonly balance: (address: string) => Asked;
  readonly rate: () => Promise<ProviderAnswer>;
  readonly purchase: (key: string, purchase: {
    readonly userId: string; readonly btcAmount: string; readonly aitbcAmount: string;
    readonly aitbcAddress: string; readonly escrowAddress: string;
  }) => Promise<ProviderAnswer>;
  readonly purchaseById: (purchaseId: string) => Asked;
  readonly purchasesOfKey: (key: string) => Asked;
  readonly health: () => Promise<ProviderAnswer>;
};

export function createExchangeClient(call: RailCall, config: AitbcConfig): ExchangeClient {
  const { get, post, getFilled } = createTransport(call, config);
  return {
    createEscrow: (key, { amount, currency, jobId, timeoutSeconds, buyer, provider }) => {
      const parties = config.parties ? { buyer, provider } : {};
      const fields = { amount, currency, job_id: jobId, timeout_seconds: timeoutSeconds };
      return post(config.createPath, key, { ...fields, ...parties });
    },
    releaseEscrow: (key, { escrowId, amount, reason }) =>
      post(config.releasePath, key, {
        escrow_id: escrowId, amount, reason: reasonText(reason, 'release'),
      }),
    refundEscrow: (key, { escrowId, address, amount, reason }) =>
      post(config.refundPath, key, {
        escrow_id: escrowId, address, amount, reason: reasonText(reason, 'refund'),
      }),
    escrow: (escrowId) => getFilled(config.statusPath, { escrow_id: escrowId }),
    escrowsOfJob: (jobId) => getFilled(config.findPath, { job_id: jobId }),
    balance: (address) => getFilled(config.balancePath, { address }),
    rate: () => get(config.ratePath),
    purchase: (key, { userId, btcAmount, aitbcAmount, aitbcAddress, escrowAddress }) =>
      post(config.purchasePath, key, {
        user_id: userId, btc_amount: btcAmount, aitbc_amount: aitbcAmount,
        aitbc_address: aitbcAddress, escrow_address: escrowAddress,
      }),
    purchaseById: (purchaseId) =>
      getFilled(config.purchaseStatusPath, { purchase_id: purchaseId }),
    purchasesOfKey: (key) => getFilled(config.purchaseFindPath, { reference: key }),
    health: () => get(config.healthPath),
  };
}

/** The escrow RPC of the AITBC chain (v2): one contract per job, moved whole. */
export type ChainClient = {
  readonly createEscrow: (key: string, escrow: {
    readonly jobId: string; readonly buyer: string; readonly provider: string;
    readonly amount: string;
  }) => Promise<ProviderAnswer>;
  readonly releaseEscrow: (key: string, jobId: string, reason: string) => Asked;
  readonly refundEscrow: (key: string, jobId: string, reason: string) => Asked;
  readonly escrow: (jobId: string) => Asked;
  readonly health: () => Promise<ProviderAnswer>;
};

export function createChainClient(call: RailCall, config: AitbcConfig): ChainClient {
  const { get, post, getFilled } = createTransport(call, config);
  const move = async (template: string, key: string, jobId: string, reason: string): Asked => {
    const path = fillPath(template, { job_id: jobId });
    return path === null ? null : post(path, key, { reason });
  };
  return {
    createEscrow: (key, { jobId, buyer, provider, amount }) =>
      post(config.chainCreatePath, key, { job_id: jobId, buyer, provider, amount }),
    releaseEscrow: (key, jobId, reason) =>
      move(config.chainReleasePath, key, jobId, reasonText(reason, 'release')),
    refundEscrow: (key, jobId, reason) =>
      move(config.chainRefundPath, key, jobId, reasonText(reason, 'refund')),
    escrow: (jobId) => getFilled(config.chainStatusPath, { job_id: jobId }),
    health: () => get(config.healthPath),
  };
}

function createTransport(call: RailCall, config: AitbcConfig) {
  const { connection } = call;
  const auth = authHeaders(config, connection.secrets);
  const url = (path: string): string => joinUrl(connection.baseUrl, path);
  const get = (path: string): Promise<ProviderAnswer> => ask(call, getRequest(url(path), auth));
  const post = (path: string, key: string, fields: BodyFields): Promise<ProviderAnswer> =>
    ask(call, postRequest(url(path), { ...auth, 'idempotency-key': key }, fields));
  const getFilled = async (template: string, values: Readonly<Record<string, string>>): Asked => {
    const path = fillPath(template, values);
    return path === null ? null : get(path);
  };
  return { get, post, getFilled };
}
