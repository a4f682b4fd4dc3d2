import { privateKeyToAddress } from 'viem/accounts';
import { isAddress } from 'viem/utils';
import { z } from 'zod';
import { parseAmount } from '../../engine/domain/money.ts';
import { hexOf, NATIVE_PER_UNIT, type Balances, type Hex } from '../evm/chain-port.ts';
import { amountText } from '../http/body.ts';
import type { ProviderResponse } from '../provider.ts';
import { randomHex, type World } from '../world.ts';
import { answerWhen, badField, circleTime, data, isRefusal, refusal } from './answers.ts';
import { changing, readBody } from './calls.ts';
import { BLOCKCHAIN, uuidV5, type Call, type Core } from './core.ts';
import { paged } from './listing.ts';
import { EURC6, type Wallet } from './state.ts';
import {
  EURC_TOKEN_ID, nativeText, tokenView, USDC_TOKEN_ID, walletSetView, walletView,
} from './views.ts';

const newSet = z.object({ name: z.string().max(100).optional() });

/** `POST /developer/walletSets`. */
export function createWalletSet(call: Call): ProviderResponse {
  return changing(call, { shape: newSet }, ({ name = '' }, key) => {
    const set = { id: uuidV5(key), name, createdAtMs: call.world.nowMs() };
    return { event: { walletSets: [set] }, data: { walletSet: walletSetView(set) } };
  });
}

const newWallets = z.object({
  walletSetId: z.string(), blockchains: z.array(z.string()).min(1).max(10),
  count: z.number().int().min(1).max(200).optional(), accountType: z.string().optional(),
  metadata: z.array(z.object({
    name: z.string().optional(), refId: z.string().optional(),
  })).optional(),
});

/** `POST /developer/wallets`: as many as asked for on each chain, with keys of their own. */
export function createWallets(call: Call): ProviderResponse {
  const { state, world } = call;
  return changing(call, { shape: newWallets }, (body, key) => {
    const { walletSetId, blockchains, metadata = [] } = body;
    if (!state.walletSets.has(walletSetId)) return refusal('notFound');
    if (body.accountType === 'SCA') {
      return badField('accountType', 'the sandbox makes externally owned accounts (EOA) only');
    }
    const count = body.count ?? Math.max(metadata.length, 1);
    const wallets = blockchains.flatMap((blockchain) =>
      Array.from({ length: count }, (_, index): Wallet => ({
        ...freshAccount(world), id: uuidV5(`${key}/${blockchain}/${index}`), walletSetId,
        blockchain, name: metadata[index]?.name ?? '', refId: metadata[index]?.refId ?? '',
        role: 'other', isFrozen: false, createdAtMs: world.nowMs(),
      })));
    return {
      event: { wallets }, data: { wallets: wallets.map(walletView) },
      after: () => {
        for (const { address } of wallets) call.chain.adopt(address, () => undefined);
      },
    };
  });
}

/** A key drawn from the world, and the address that it opens. */
export function freshAccount(world: World): { readonly key: Hex; readonly address: Hex } {
  const key = hexOf(randomHex(world, 32));
  return { key, address: hexOf(privateKeyToAddress(key)) };
}

/** `GET /wallets/{id}`. */
export function readWallet({ state }: Call, id: string): ProviderResponse {
  const wallet = state.wallets.get(id);
  return wallet === undefined ? refusal('noWallet') : data(200, { wallet: walletView(wallet) });
}

const change = z.object({ name: z.string().optional(), refId: z.string().optional() });

/** `PUT /wallets/{id}`: its name and reference. */
export function updateWallet(call: Call, id: string): ProviderResponse {
  const wallet = call.state.wallets.get(id);
  if (wallet === undefined) return refusal('noWallet');
  const read = readBody(call.request.bodyText, change);
  if (isRefusal(read)) return read;
  const { name = wallet.name, refId = wallet.refId } = read.body;
  const changed = { ...wallet, name, refId };
  call.commit({ type: 'put', atMs: call.world.nowMs(), wallets: [changed] });
  return data(200, { wallet: walletView(changed) });
}

/** `GET /wallets`. */
export function listWallets(call: Call): ProviderResponse {
  return paged(call, 'wallets', matchingWallets(call), walletView);
}

/** `GET /walletSets`, `GET /walletSets/{id}`. */
export function listWalletSets(call: Call): ProviderResponse {
  return paged(call, 'walletSets', [...call.state.walletSets.values()], walletSetView);
}
export function readWalletSet({ state }: Call, id: string): ProviderResponse {
  const set = state.walletSets.get(id);
  return set === undefined ? refusal('notFound') : data(200, { walletSet: walletSetView(set) });
}

function matchingWallets({ state, query }: Call): Wallet[] {
  const is = (name: string, value: string): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted.toLowerCase() === value.toLowerCase();
  };
  return [...state.wallets.values()].filter((wallet) =>
    is('address', wallet.address) && is('blockchain', wallet.blockchain)
    && is('walletSetId', wallet.walletSetId) && is('refId', wallet.refId));
}

/** `GET /wallets/{id}/balances`: on Arc one entry for USDC, the native one (guide 1.5). */
export function walletBalances(call: Call, id: string): ProviderResponse {
  const wallet = call.state.wallets.get(id);
  if (wallet === undefined) return refusal('noWallet');
  return answerWhen((done) => balancesOf(call, wallet, (tokenBalances) =>
    done(data(200, { tokenBalances: tokenBalances.filter(wanted(call)) }))));
}

type TokenBalance = {
  readonly token: ReturnType<typeof tokenView>; readonly amount: string;
  readonly updateDate: string;
};

function balancesOf(
  { chain, world }: Core, wallet: Wallet, done: (entries: TokenBalance[]) => void,
): void {
  if (wallet.blockchain !== BLOCKCHAIN) return done([]);
  const updateDate = circleTime(world.nowMs());
  chain.balances(wallet.address, ({ native, eurc }) => done([
    ...(native === 0n ? []
      : [{ token: tokenView('USDC'), amount: nativeText(native), updateDate }]),
    ...(eurc === 0n ? []
      : [{ token: tokenView('EURC'), amount: amountText(eurc, EURC6), updateDate }]),
  ]));
}

/** Whether a balance is one that the query asks for. */
function wanted({ query }: Call): (balance: TokenBalance) => boolean {
  const addresses = query.get('tokenAddress')?.toLowerCase().split(',') ?? null;
  const name = query.get('name');
  const least = parseAmount(query.get('amount__gte') ?? '0', { code: 'USDC', scale: 18 });
  return ({ token, amount }) => {
    const has = parseAmount(amount, { code: 'USDC', scale: 18 });
    return (name === null || token.name === name)
      && (addresses === null
        || ('tokenAddress' in token && addresses.includes(token.tokenAddress)))
      && (!least.ok || !has.ok || has.money.minor >= least.money.minor);
  };
}

/** `GET /developer/wallets/balances`: wallets with what they have. */
export function walletsWithBalances(call: Call): ProviderResponse {
  const wallets = matchingWallets(call);
  return answerWhen((done) => {
    const found = new Map<string, TokenBalance[]>();
    const finish = (): void => {
      if (found.size < wallets.length) return;
      done(paged(call, 'wallets', wallets, (wallet) => ({
        ...walletView(wallet), tokenBalances: found.get(wallet.id)?.filter(wanted(call)) ?? [],
      })));
    };
    finish();
    for (const wallet of wallets) {
      balancesOf(call, wallet, (balances) => {
        found.set(wallet.id, balances);
        finish();
      });
    }
  });
}

/** `GET /tokens/{id}`. */
export function readToken(id: string): ProviderResponse {
  switch (id) {
    case USDC_TOKEN_ID: return data(200, { token: tokenView('USDC') });
    case EURC_TOKEN_ID: return data(200, { token: tokenView('EURC') });
    default: return refusal('noToken');
  }
}

const addressQuestion = z.object({ blockchain: z.string(), address: z.string() });

/** `POST /transactions/validateAddress`: its form, and its checksum where it has one. */
export function validateAddress({ request }: Call): ProviderResponse {
  const read = readBody(request.bodyText, addressQuestion);
  if (isRefusal(read)) return read;
  return data(200, { isValid: isAddress(read.body.address) });
}

const drip = z.object({
  address: z.string(), blockchain: z.string(), native: z.boolean().optional(),
  usdc: z.boolean().optional(), eurc: z.boolean().optional(),
});
/** What one drip is, in units of 6 places. Source: guide 1.4. */
const DRIP_UNITS = 20_000_000n;

/** `POST /faucet/drips`: on Arc `native` is rejected, as at the real one. */
export function dripTokens(call: Call): ProviderResponse {
  const read = readBody(call.request.bodyText, drip);
  if (isRefusal(read)) return read;
  const { address, blockchain, native, usdc, eurc } = read.body;
  if (blockchain !== BLOCKCHAIN || native === true || !isAddress(address)) {
    return badField(native === true ? 'native' : 'address', 'is not served by this faucet');
  }
  const add = ({ native: has, eurc: hasEuros }: Balances): Balances => ({
    native: has + (usdc === true ? DRIP_UNITS * NATIVE_PER_UNIT : 0n),
    eurc: hasEuros + (eurc === true ? DRIP_UNITS : 0n),
  });
  const at = hexOf(address);
  return answerWhen((done) => call.chain.balances(at, (has) =>
    call.chain.endow(at, add(has), () => done({ status: 204, headers: {}, bodyText: '' }))));
}
