import { isIP } from 'node:net';

import { z } from 'zod';

import {
  EURC, parseAmount, sameAsset, USDC, zero, type Asset, type Money,
} from '../../engine/domain/money.ts';
import { baseUrlProblem, problemsOf } from '../connection-settings.ts';
import type { Rail, RailConnection, RailField } from '../rail.ts';

/** USDC's ERC-20 view on Arc; the native coin is the same balance (guide 3.1). */
export const ARC_USDC = '0x3600000000000000000000000000000000000000';

/** Circle's names of the chains that are supported, with the ids that they have. */
const chainIds = { 'ARC-TESTNET': 5_042_002, ARC: 5_042 } as const;
const blockchains = ['ARC-TESTNET', 'ARC'] as const;
const tokenRoutes = ['erc20', 'native'] as const;
const feeLevels = ['LOW', 'MEDIUM', 'HIGH'] as const;

/** Circle's ids are UUIDs of version 5 and 7 as well (guide 1.5). */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const lower = (text: string): string => text.toLowerCase();
const id = z.string().trim()
  .regex(UUID, 'Circle\'s ids look like 01234567-89ab-….').transform(lower);
const address = z.string().trim()
  .regex(/^0x[0-9a-f]{40}$/i, 'A contract\'s address is 0x and 40 digits.').transform(lower);
const reserve = z.string().trim().transform((text, context): Money => {
  const parsed = parseAmount(text, USDC);
  if (parsed.ok) return parsed.money;
  context.addIssue('Give an amount in USDC with at most six places, for instance 0.01.');
  return z.NEVER;
});
const blank = z.literal('').transform(() => null);

const schema = z.object({
  /** The treasury: the wallet that pays. */
  walletId: id,
  blockchain: z.enum(blockchains).default('ARC-TESTNET'),
  chainId: z.number().int().positive().default(chainIds['ARC-TESTNET']),
  rpcUrl: z.string().trim(),
  /** Null: the chain is not bound yet, and nothing is paid (guide 7: one id, several chains). */
  genesisHash: blank.or(z.string().trim()
    .regex(/^0x[0-9a-f]{64}$/i, 'A hash is 0x and 64 digits.').transform(lower)).default(null),
  tokenRoute: z.enum(tokenRoutes).default('erc20'),
  usdcTokenId: blank.or(id).default(null),
  usdcTokenAddress: address.default(ARC_USDC),
  eurcTokenId: blank.or(id).default(null),
  eurcTokenAddress: blank.or(address).default(null),
  feeLevel: z.enum(feeLevels).default('MEDIUM'),
  feeReserve: reserve.default({ minor: 10_000n, asset: USDC }),
  confirmations: z.number().int().min(1).max(256).default(1),
});
export type UsdcSettings = z.output<typeof schema>;

/** Believed after `checkUsdcConfig`; throws on settings that it never admitted. */
export function readUsdcConfig({ config }: Pick<RailConnection, 'config'>): UsdcSettings {
  return schema.parse(config);
}

/** How an asset is named to Circle, and which contract tells of it on the chain. */
export type Token = {
  readonly tokenId: string | null;
  readonly tokenAddress: string;
  /** The chain's own coin, of which the system tells with 18 places (EIP-7708). */
  readonly isNative: boolean;
};

/** Null where the connection does not say how to pay in this asset. */
export function tokenOf(settings: UsdcSettings, asset: Asset): Token | null {
  const { usdcTokenId, usdcTokenAddress, eurcTokenId, eurcTokenAddress } = settings;
  if (sameAsset(asset, USDC)) {
    return { tokenId: usdcTokenId, tokenAddress: usdcTokenAddress, isNative: true };
  }
  if (!sameAsset(asset, EURC) || eurcTokenAddress === null) return null;
  return { tokenId: eurcTokenId, tokenAddress: eurcTokenAddress, isNative: false };
}

/** What the treasury must keep of an asset; fees are paid in USDC. */
export function reserveOf({ feeReserve }: UsdcSettings, asset: Asset): Money {
  return sameAsset(asset, USDC) ? feeReserve : zero(asset);
}

/** See `Rail.checkConfig`. */
export const checkUsdcConfig: Rail['checkConfig'] = ({ baseUrl, config, secrets, mode }) => {
  const parsed = schema.safeParse(config);
  const problems = parsed.success ? {} : problemsOf(parsed.error);
  const urlProblem = baseUrlProblem(baseUrl, mode);
  if (urlProblem !== null) problems['baseUrl'] = urlProblem;
  if (!secrets.includes('apiKey')) {
    problems['apiKey'] = 'Give the API key of the Circle console; it has three parts with colons.';
  }
  if (!secrets.includes('entitySecret')) {
    problems['entitySecret'] = 'Give the entity secret: 64 hexadecimal digits.';
  }
  const { rpcUrl } = config;
  const rpcProblem = rpcUrlProblem(typeof rpcUrl === 'string' ? rpcUrl : '');
  if (rpcProblem !== null) problems['rpcUrl'] = rpcProblem;
  if (!parsed.success) return problems;
  const { blockchain, chainId, tokenRoute, usdcTokenId } = parsed.data;
  if (chainId !== chainIds[blockchain]) {
    problems['chainId'] = `${blockchain} has the chain id ${chainIds[blockchain]}.`;
  }
  if (tokenRoute === 'native' && usdcTokenId === null) {
    problems['usdcTokenId'] = 'The native route names the token by Circle\'s id of it.';
  }
  return problems;
};

/** Off this computer the chain is asked over https, in the sandbox as well: it is the proof. */
function rpcUrlProblem(text: string): string | null {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'Give the address of a node of the chain, for instance https://rpc.testnet.arc.network.';
  }
  if (url.username !== '' || url.password !== '') return 'Keep credentials out of the address.';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'A node is asked over https, unless it runs on this computer.';
  }
  return null;
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function field(
  name: string, label: string, help: string, given: Partial<RailField> = {},
): RailField {
  return {
    name, label, help, kind: 'text', choices: [], secret: false, required: false, initial: '',
    ...given,
  };
}

export const usdcFields: readonly RailField[] = [
  field('apiKey', 'API key', 'From the Circle console. Sent as a bearer token.',
    { secret: true, required: true }),
  field('entitySecret', 'Entity secret', '64 hexadecimal digits. It never leaves this computer; '
    + 'each request carries a fresh encryption of it.', { secret: true, required: true }),
  field('walletId', 'Treasury wallet', 'Circle\'s id of the wallet that pays.',
    { required: true }),
  field('blockchain', 'Chain', 'As Circle names it.',
    { kind: 'choice', choices: blockchains, required: true, initial: 'ARC-TESTNET' }),
  field('chainId', 'Chain id', 'The node must name the same one: 5042002 is the testnet, 5042 Arc.',
    { kind: 'number', required: true, initial: chainIds['ARC-TESTNET'] }),
  field('rpcUrl', 'Node', 'Where the chain is asked what really happened.',
    { required: true, initial: 'https://rpc.testnet.arc.network' }),
  field('genesisHash', 'Genesis hash', 'Of block 0. Binds this connection to one chain, since '
    + 'several can share an id; nothing is paid without it. The connection test shows it.'),
  field('tokenRoute', 'USDC is sent as', 'The ERC-20 token, or the chain\'s native coin.',
    { kind: 'choice', choices: tokenRoutes, required: true, initial: 'erc20' }),
  field('usdcTokenId', 'USDC: token id', 'Circle\'s id; needed for the native route.'),
  field('usdcTokenAddress', 'USDC: contract', 'The token\'s address on the chain.',
    { required: true, initial: ARC_USDC }),
  field('eurcTokenId', 'EURC: token id', 'Circle\'s id; only for the native route.'),
  field('eurcTokenAddress', 'EURC: contract', 'Empty: nothing is paid in EURC.'),
  field('feeLevel', 'Network fee', 'How much may be paid to be included soon.',
    { kind: 'choice', choices: feeLevels, required: true, initial: 'MEDIUM' }),
  field('feeReserve', 'Kept for fees', 'USDC that a payout leaves in the treasury.',
    { required: true, initial: '0.01' }),
  field('confirmations', 'Blocks that prove', 'One is enough on Arc, whose blocks are final.',
    { kind: 'number', required: true, initial: 1 }),
];
