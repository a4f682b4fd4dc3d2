import {
  EURC, formatAmountShort, money, sameAsset, USDC, type Asset, type Money,
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
  keep(name, answer.value);
  return answer;
}

function keep(name: string, wallet: WalletRecord): void {
  wallets.set(name, wallet);
  const [oldest] = wallets.keys();
  if (wallets.size > WALLETS_MAX && oldest !== undefined) wallets.delete(oldest);
}

/**
 * The wallet that an operation's money leaves: the treasury, or, where a payment goes back, that of
 * the payee, which has to be one that Circle keeps for us.
 */
export async function payerOf(
  session: Session, client: CircleClient, payerAccount: string | null,
): Promise<Answer<WalletRecord>> {
  const { call: { connection }, settings: { blockchain, genesisHash, walletId } } = session;
  if (payerAccount === null) {
    const treasury = await treasuryOf(session, client);
    return treasury.kind === 'read'
      ? { kind: 'read', value: { ...treasury.value, id: walletId } } : treasury;
  }
  const address = payerAccount.toLowerCase();
  const name = [connection.id, connection.baseUrl, address, genesisHash ?? ''].join('\n');
  const known = wallets.get(name);
  if (known !== undefined) return { kind: 'read', value: known };
  const answer = await client.findWallets(address);
  if (answer.kind !== 'read') return answer;
  // The filter is Circle's; that it was honoured is seen from the answer.
  const found = answer.value.find((one) =>
    one.address === address && one.blockchain === blockchain);
  if (found === undefined) return refused('payer_not_ours');
  keep(name, found);
  return { kind: 'read', value: found };
}

/** As `payerOf`, by its id: that of the treasury stands in the settings. */
export async function payerIdOf(
  session: Session, client: CircleClient, payerAccount: string | null,
): Promise<Answer<string>> {
  if (payerAccount === null) return { kind: 'read', value: session.settings.walletId };
  const payer = await payerOf(session, client, payerAccount);
  return payer.kind === 'read' ? { kind: 'read', value: payer.value.id } : payer;
}

/** What a wallet holds of an asset, as Circle says. */
export async function balanceOf(
  { settings }: Session, client: CircleClient,
  { asset, walletId }: { readonly asset: Asset; readonly walletId: string },
): Promise<Answer<Money>> {
  const token = tokenOf(settings, asset);
  if (token === null) return refused('asset_unsupported');
  const answer = await client.readBalances(walletId);
  return answer.kind === 'read' ? sumOf(answer.value, token, asset) : answer;
}

/** What the treasury holds: in USDC, and in whatever else the connection can pay. */
export async function holdingsOf(
  { settings }: Session, client: CircleClient,
): Promise<Answer<readonly [Money, ...Money[]]>> {
  const answer = await client.readBalances(settings.walletId);
  if (answer.kind !== 'read') return answer;
  const of = (asset: Asset): Answer<Money> | null => {
    const token = tokenOf(settings, asset);
    return token === null ? null : sumOf(answer.value, token, asset);
  };
  const usdc = of(USDC) ?? refused('asset_unsupported');
  if (usdc.kind !== 'read') return usdc;
  const eurc = of(EURC);
  if (eurc !== null && eurc.kind !== 'read') return eurc;
  return { kind: 'read', value: eurc === null ? [usdc.value] : [usdc.value, eurc.value] };
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
 * Why a wallet cannot pay this, or null: it can, or nobody knows. Circle would take the
 * transfer and fail it later (guide 1.5), so it is asked before. Fees are paid in USDC.
 */
export async function shortfall(
  session: Session, client: CircleClient,
  { amount, walletId }: { readonly amount: Money; readonly walletId: string },
): Promise<Refused | null> {
  const answer = await client.readBalances(walletId);
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

/**
 * What of an asset a wallet can send: all that it holds, less what fees may take of it. Nothing,
 * where it lacks the USDC that the fees are paid in.
 */
export async function spendableOf(
  session: Session, client: CircleClient,
  { asset, walletId }: { readonly asset: Asset; readonly walletId: string },
): Promise<Answer<Money>> {
  const { settings } = session;
  const token = tokenOf(settings, asset);
  const gas = tokenOf(settings, USDC);
  if (token === null || gas === null) return refused('asset_unsupported');
  const answer = await client.readBalances(walletId);
  if (answer.kind !== 'read') return answer;
  const held = sumOf(answer.value, token, asset);
  const forFees = sumOf(answer.value, gas, USDC);
  if (held.kind !== 'read') return held;
  if (forFees.kind !== 'read') return forFees;
  const isCovered = forFees.value.minor >= reserveOf(settings, USDC).minor;
  const rest = held.value.minor - reserveOf(settings, asset).minor;
  return { kind: 'read', value: money(isCovered && rest > 0n ? rest : 0n, asset) };
}
