import { z } from 'zod';

import {
  baseUrlProblem, pathField, pathSetting, pathSettingWith, problemsOf,
} from '../connection-settings.ts';
import type { Rail, RailField } from '../rail.ts';
import { bitcoinNetworks } from './addresses.ts';

/** The settings of a wallet daemon. Paths as the source documents name them (S0, T-06). */
const schema = z.object({
  createPath: pathSetting.default('/api/v1/escrow/create'),
  releasePath: pathSetting.default('/api/v1/escrow/release'),
  refundPath: pathSetting.default('/api/v1/refund'),
  statusPath: pathSettingWith('address').default('/api/v1/escrow/{address}'),
  healthPath: pathSetting.default('/health'),
  /** Whether the daemon answers `statusPath`; the documents do not name that route. */
  statusRoute: z.boolean().default(false),
  /** Unset takes the hold addresses of every network; a live connection has to say mainnet. */
  network: z.enum(bitcoinNetworks).optional(),
});
export type BitcoinConfig = z.output<typeof schema>;

/** Believed after `checkBitcoinConfig`; throws on settings that it never admitted. */
export function readBitcoinConfig(
  config: Readonly<Record<string, string | number | boolean>>,
): BitcoinConfig {
  return schema.parse(config);
}

/** See `Rail.checkConfig`. */
export const checkBitcoinConfig: Rail['checkConfig'] = ({ baseUrl, config, mode }) => {
  const parsed = schema.safeParse(config);
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const urlProblem = baseUrlProblem(baseUrl, mode);
  if (urlProblem !== null) problems['baseUrl'] = urlProblem;
  const network = config['network'];
  if (mode === 'live' && network !== 'mainnet') {
    problems['network'] ??= 'A live connection is on mainnet.';
  }
  if (mode === 'sandbox' && network === 'mainnet') {
    problems['network'] ??= 'A sandbox connection is on regtest or testnet.';
  }
  return problems;
};

export const bitcoinFields: readonly RailField[] = [
  pathField('createPath', 'Create escrow', '/api/v1/escrow/create'),
  pathField('releasePath', 'Release escrow', '/api/v1/escrow/release'),
  pathField('refundPath', 'Refund', '/api/v1/refund'),
  {
    name: 'statusRoute',
    label: 'Daemon tells the state of an escrow',
    help: 'With it, an unclear release can be checked. Without it, a person has to look.',
    kind: 'switch', choices: [], secret: false, required: false, initial: false,
  },
  pathField('statusPath', 'Escrow state', '/api/v1/escrow/{address}'),
  pathField('healthPath', 'Health', '/health'),
  {
    name: 'network',
    label: 'Network',
    help: 'Hold addresses of another network are not believed.',
    kind: 'choice', choices: bitcoinNetworks, secret: false, required: true,
    // A new connection begins in the sandbox, where mainnet is refused.
    initial: 'regtest',
  },
  {
    name: 'token',
    label: 'Bearer token',
    help: 'Sent as "Authorization: Bearer …"; leave it empty where the daemon asks for none.',
    kind: 'text', choices: [], secret: true, required: false, initial: '',
  },
];
