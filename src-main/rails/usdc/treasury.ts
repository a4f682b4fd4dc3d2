import {
  formatAmountShort, money, sameAsset, USDC, type Asset, type Money,
} from '../../engine/domain/money.ts';
import { reserveOf, tokenOf, type Token, type UsdcSettings } from './config.ts';
import type { CircleClient } from './client.ts';
import { refused, type Answer, type Refused } from './translate.ts';
import type { Session } from './transport.ts';
import type { BalanceRecord, WalletRecord } from './wire.ts';

const WALLETS_MAX = 64;
/** Address and set of a wallet never change; what does change is asked for each time. */
const wallets = new Map<string, WalletRecord>();

/** The wallet that pays. Believed once read, for as long as the process lives. */
export async function treasuryOf(
  session: Session, client: CircleClient,
): Promise<Answer<WalletRecord>> {
  const { call: { connection }, settings } = session;
  const { walletId, genesisHash } = settings;
  const name = [connection.id, connection.baseUrl, walletId, genesisHash ?? ''].join('\n');
  const known = wallets.get(name);
  if (known !== undefined) return { kind: 'read', value: known };
  const answer = await client.readWallet();
  if (answer.kind !== 'read') return answer;
  const { blockchain } = answer.value;
  if (blockchain !== settings.blockchain) {
    return refused('blockchain_refused', `The treasury is on ${blockchain}.`);
  }
  wallets.set(name, answer.value);
  const [oldest] = wallets.keys();
  if (wallets.size > WALLETS_MAX && oldest !== undefined) wallets.delete(oldest);
  return answer;
}

/** What the treasury holds of an asset, as Circle says. */
export async function balanceOf(
  { settings }: Session, client: CircleClient, asset: Asset,
): Promise<Answer<Money>> {
  const token = tokenOf(settings, asset);
  if (token === null) return refused('asset_unsupported');
  const answer = await client.readBalances();
  return answer.kind === 'read' ? sumOf(answer.value, token, asset) : answer;
}

function sumOf(
  balances: readonly BalanceRecord[], token: Token, asset: Asset,
): Answer<Money> {
  // The native coin and its token are two views of one balance: the first that is meant counts.
  const found = balances.find((one) => isOf(one, token));
  const minor = found === undefined ? 0n : floorUnits(found.amount, asset.scale);
  return minor === null
    ? { kind: 'unknown', message: 'Circle named a balance that is no amount.' }
    : { kind: 'read', value: money(minor, asset) };
}

export function isOf({ token: { id, tokenAddress, isNative } }: Pick<BalanceRecord, 'token'>,
  token: Token): boolean {
  return id === token.tokenId || tokenAddress === token.tokenAddress
    || (token.isNative && isNative === true);
}

/** A plain decimal in smallest units, what is smaller cut off; null where it is no decimal. */
export function floorUnits(text: string, scale: number): bigint | null {
  const match = /^(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text);
  if (match === null) return null;
  const [, whole = '0', fraction = ''] = match;
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}

/**
 * Why the treasury cannot pay this, or null: it can, or nobody knows. Circle would take the
 * transfer and fail it later (guide 1.5), so it is asked before. Fees are paid in USDC.
 */
export async function shortfall(
  session: Session, client: CircleClient, amount: Money,
): Promise<Refused | null> {
  const answer = await client.readBalances();
  if (answer.kind !== 'read') return null;
  const { settings } = session;
  const needs = sameAsset(amount.asset, USDC) ? [amount.asset] : [amount.asset, USDC];
  for (const asset of needs) {
    const token = tokenOf(settings, asset);
    const held = token === null ? null : sumOf(answer.value, token, asset);
    if (held?.kind !== 'read') continue;
    const needed = neededOf(settings, asset, amount);
    if (held.value.minor < needed) return tooLittle(held.value, money(needed, asset));
  }
  return null;
}

function neededOf(settings: UsdcSettings, asset: Asset, amount: Money): bigint {
  const spent = sameAsset(asset, amount.asset) ? amount.minor : 0n;
  return spent + reserveOf(settings, asset).minor;
}

function tooLittle(held: Money, needed: Money): Refused {
  const { code } = held.asset;
  return refused('insufficient_treasury', `It holds ${formatAmountShort(held)} ${code}; `
    + `${formatAmountShort(needed)} ${code} are needed, fee reserve included.`);
}
