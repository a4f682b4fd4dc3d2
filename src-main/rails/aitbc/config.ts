import { z } from 'zod';

import {
  baseUrlProblem, pathField, pathSetting, pathSettingWith, problemsOf,
} from '../connection-settings.ts';
import type { Rail, RailField } from '../rail.ts';

const authStyles = ['api-key', 'bearer', 'none'] as const;

/**
 * The settings of an AITBC connection: v1 is the exchange, v2 the chain's RPC (T-06). Of the v1
 * paths the documents name only `createPath`; the others follow it by symmetry.
 */
const schema = z.object({
  apiVersion: z.enum(['v1', 'v2']).default('v1'),
  /** Unset: `X-Api-Key` on v1, a bearer token on v2. */
  auth: z.enum(authStyles).optional(),
  /** v1: whether parts of an escrow can be released or refunded. */
  partial: z.boolean().default(false),
  /** v1: whether buyer and provider are named when an escrow is created. */
  parties: z.boolean().default(true),
  createPath: pathSetting.default('/api/v1/token/escrow/create'),
  releasePath: pathSetting.default('/api/v1/token/escrow/release'),
  refundPath: pathSetting.default('/api/v1/token/escrow/refund'),
  statusPath: pathSettingWith('escrow_id').default('/api/v1/token/escrow/{escrow_id}'),
  findPath: pathSettingWith('job_id').default('/api/v1/token/escrow?job_id={job_id}'),
  balancePath: pathSettingWith('address').default('/api/v1/token/balance/{address}'),
  ratePath: pathSetting.default('/api/exchange/rate'),
  purchasePath: pathSetting.default('/api/exchange/purchase'),
  purchaseStatusPath: pathSettingWith('purchase_id')
    .default('/api/exchange/purchases/{purchase_id}'),
  purchaseFindPath: pathSettingWith('reference')
    .default('/api/exchange/purchases?reference={reference}'),
  chainCreatePath: pathSetting.default('/rpc/escrow/create'),
  chainReleasePath: pathSettingWith('job_id').default('/rpc/escrow/{job_id}/release'),
  chainRefundPath: pathSettingWith('job_id').default('/rpc/escrow/{job_id}/refund'),
  chainStatusPath: pathSettingWith('job_id').default('/rpc/escrow/{job_id}'),
  healthPath: pathSetting.default('/health'),
});
export type AitbcConfig = z.output<typeof schema>;

/** Believed after `checkAitbcConfig`; throws on settings that it never admitted. */
export function readAitbcConfig(
  config: Readonly<Record<string, string | number | boolean>>,
): AitbcConfig {
  return schema.parse(config);
}

/** The header that carries the credentials; empty where the connection has none. */
export function authHeaders(
  config: AitbcConfig,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { apiKey = '', token = '' } = secrets;
  const style = styleOf(config);
  if (style === 'api-key' && apiKey !== '') return { 'x-api-key': apiKey };
  if (style === 'bearer' && token !== '') return { authorization: `Bearer ${token}` };
  return {};
}

/** See `Rail.checkConfig`. */
export const checkAitbcConfig: Rail['checkConfig'] = ({ baseUrl, config, secrets, mode }) => {
  const parsed = schema.safeParse(config);
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const urlProblem = baseUrlProblem(baseUrl, mode);
  if (urlProblem !== null) problems['baseUrl'] = urlProblem;
  if (!parsed.success) return problems;
  const { apiVersion, partial } = parsed.data;
  const style = styleOf(parsed.data);
  if (style === 'api-key' && !secrets.includes('apiKey')) {
    problems['apiKey'] = 'Give the API key, or choose another kind of sign-in.';
  }
  if (style === 'bearer' && !secrets.includes('token')) {
    problems['token'] = 'Give the bearer token, or choose another kind of sign-in.';
  }
  if (apiVersion === 'v2' && partial) {
    problems['partial'] = 'The chain moves whole escrows only; switch this off for v2.';
  }
  return problems;
};

export const aitbcFields: readonly RailField[] = [
  {
    name: 'apiVersion', label: 'Interface',
    help: 'v1 is the exchange, v2 the RPC of the AITBC chain.',
    kind: 'choice', choices: ['v1', 'v2'], secret: false, required: true, initial: 'v1',
  },
  {
    name: 'auth', label: 'Sign-in',
    help: 'The exchange takes an X-Api-Key, the chain a bearer token.',
    kind: 'choice', choices: authStyles, secret: false, required: true, initial: 'api-key',
  },
  secretField('apiKey', 'API key', 'Sent as X-Api-Key.'),
  secretField('token', 'Bearer token', 'Sent as "Authorization: Bearer …".'),
  {
    name: 'partial', label: 'Parts can be released or refunded',
    help: 'Only where the exchange takes an amount with a release or refund and shows each of '
      + 'them when asked for the escrow.',
    kind: 'switch', choices: [], secret: false, required: false, initial: false,
  },
  {
    name: 'parties', label: 'Name buyer and provider to the exchange',
    help: 'Switch it off where the exchange refuses fields that it does not know.',
    kind: 'switch', choices: [], secret: false, required: false, initial: true,
  },
  pathField('createPath', 'v1: create escrow', '/api/v1/token/escrow/create'),
  pathField('releasePath', 'v1: release escrow', '/api/v1/token/escrow/release'),
  pathField('refundPath', 'v1: refund escrow', '/api/v1/token/escrow/refund'),
  pathField('statusPath', 'v1: escrow state', '/api/v1/token/escrow/{escrow_id}'),
  pathField('findPath', 'v1: escrows of a job', '/api/v1/token/escrow?job_id={job_id}'),
  pathField('balancePath', 'v1: token balance', '/api/v1/token/balance/{address}'),
  pathField('ratePath', 'v1: exchange rate', '/api/exchange/rate'),
  pathField('purchasePath', 'v1: purchase', '/api/exchange/purchase'),
  pathField('purchaseStatusPath', 'v1: purchase state', '/api/exchange/purchases/{purchase_id}'),
  pathField(
    'purchaseFindPath', 'v1: purchases of a key', '/api/exchange/purchases?reference={reference}',
  ),
  pathField('chainCreatePath', 'v2: create escrow', '/rpc/escrow/create'),
  pathField('chainReleasePath', 'v2: release escrow', '/rpc/escrow/{job_id}/release'),
  pathField('chainRefundPath', 'v2: refund escrow', '/rpc/escrow/{job_id}/refund'),
  pathField('chainStatusPath', 'v2: escrow state', '/rpc/escrow/{job_id}'),
  pathField('healthPath', 'Health', '/health'),
];

function styleOf({ auth, apiVersion }: AitbcConfig): (typeof authStyles)[number] {
  return auth ?? (apiVersion === 'v1' ? 'api-key' : 'bearer');
}

function secretField(name: string, label: string, help: string): RailField {
  return {
    name, label, help, kind: 'text', choices: [], secret: true, required: false, initial: '',
  };
}
