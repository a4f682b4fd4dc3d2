import { isAddress } from 'viem/utils';
import { z } from 'zod';
import { parseAmount } from '../../engine/domain/money.ts';
import {
  BASE_FEE, EURC_CONTRACT, GWEI, hexOf, USDC_CONTRACT, type ChainAsset, type Fees, type Hex,
} from '../evm/chain-port.ts';
import type { ProviderResponse } from '../provider.ts';
import { badField, data, isRefusal, refusal } from './answers.ts';
import { changing, readBody, type Change } from './calls.ts';
import { BLOCKCHAIN, uuidV5, type Call } from './core.ts';
import { feesView, GAS_LIMIT, priceOfLevel } from './fees.ts';
import { assetOf, type Fate, type Transaction, type TxState, type Wallet } from './state.ts';
import { EURC_TOKEN_ID, transactionView, USDC_TOKEN_ID } from './views.ts';

/** An EOA's transactions that may be under way at once, as on Ethereum-like chains (guide 1.5). */
const PENDING_MAX = 32;

const what = z.object({
  amounts: z.array(z.string()).length(1),
  destinationAddress: z.string(),
  walletId: z.string().optional(), walletAddress: z.string().optional(),
  sourceAddress: z.string().optional(), blockchain: z.string().optional(),
  tokenId: z.string().optional(), tokenAddress: z.string().optional(),
});
const transfer = what.extend({
  feeLevel: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional(),
  maxFee: z.string().optional(), priorityFee: z.string().optional(),
  gasLimit: z.string().optional(), refId: z.string().max(500).optional(),
});

/** `POST /developer/transactions/transfer`: accepted before anybody looks at the funds. */
export function createTransfer(call: Call): ProviderResponse {
  return changing(call, { shape: transfer }, (body, key) => transferOf(call, body, key));
}

function transferOf(
  call: Call, body: z.infer<typeof transfer>, key: string,
): Change | ProviderResponse {
  const { state, world, quirks, driver, hooks } = call;
  const asked = readTransfer(call, body);
  if (isRefusal(asked)) return asked;
  const fees = readFees(body);
  if (isRefusal(fees)) return fees;
  const { wallet } = asked;
  if ((state.open.get(wallet.id)?.size ?? 0) >= PENDING_MAX) return refusal('pendingCap');
  const nowMs = world.nowMs();
  const row: Transaction = {
    id: uuidV5(key), walletId: wallet.id, direction: 'OUTBOUND', source: wallet.address,
    destination: asked.destination, route: asked.route, asset: asked.asset,
    units: asked.units.toString(), feeLevel: body.feeLevel ?? '', refId: body.refId ?? '',
    fees: {
      maxFeePerGas: fees.maxFeePerGas.toString(),
      maxPriorityFeePerGas: fees.maxPriorityFeePerGas.toString(),
      gasLimit: fees.gasLimit.toString(),
    },
    state: 'INITIATED', createdAtMs: nowMs, updatedAtMs: nowMs, nonce: null, tries: [], mined: null,
    errorReason: '', errorDetails: '', fate: fateOf(call), hooks: quirks.hooks ?? null,
  };
  return {
    event: { transactions: [row] }, data: { id: row.id, state: row.state },
    after: () => {
      if (quirks.rotatesKey === true) hooks.rotateKey();
      driver.start(row.id);
    },
  };
}

/** How long each odd fate lasts where the script does not say. */
const FATE_MS = { reorg: 3_000, 'delayed-complete': 30_000, 'complete-before-chain': 10_000 };

function fateOf({ quirks: { stuck, fate } }: Call): Fate | null {
  if (stuck !== undefined) return { word: 'stuck', forMs: stuck.forMs };
  if (fate === undefined) return null;
  const usualMs = new Map(Object.entries(FATE_MS)).get(fate.word) ?? null;
  return { word: fate.word, forMs: fate.forMs ?? usualMs };
}

type Asked = {
  readonly wallet: Wallet; readonly destination: Hex; readonly route: 'native' | 'token';
  readonly asset: ChainAsset; readonly units: bigint;
};

/** Who pays whom what, by whichever of Circle's ways to say it. */
function readTransfer(call: Call, body: z.infer<typeof what>): Asked | ProviderResponse {
  const { state } = call;
  const { walletId, tokenId, tokenAddress, destinationAddress, amounts: [amount = ''] } = body;
  const address = body.walletAddress ?? body.sourceAddress;
  if ((walletId === undefined) === (address === undefined)) {
    return badField('walletId', 'exactly one of walletId and walletAddress is required');
  }
  if ((tokenId === undefined) === (tokenAddress === undefined)) {
    return badField('tokenId', 'exactly one of tokenId and tokenAddress is required');
  }
  if ((address !== undefined || tokenAddress !== undefined) && walletId === undefined
    && body.blockchain === undefined) return badField('blockchain', 'is required');
  const wallet = walletId !== undefined ? state.wallets.get(walletId)
    : state.walletAt.get(hexOf(address ?? ''));
  if (wallet === undefined) return refusal('noWallet');
  if (wallet.blockchain !== BLOCKCHAIN) {
    return badField('blockchain', `the sandbox moves money on ${BLOCKCHAIN} only`);
  }
  const token = tokenOf(tokenId, tokenAddress);
  if (token === null) return refusal('noToken');
  if (!isAddress(destinationAddress)) {
    return badField('destinationAddress', 'is no address of this chain', destinationAddress);
  }
  const units = unitsOf(amount, token.asset);
  if (units === null) return refusal('badAmount');
  return { wallet, destination: hexOf(destinationAddress), units, ...token };
}

/** By `tokenId` USDC moves natively, by the contract's address it is an ERC-20 call (guide 3.1). */
function tokenOf(
  tokenId: string | undefined, tokenAddress: string | undefined,
): Pick<Asked, 'route' | 'asset'> | null {
  if (tokenId === USDC_TOKEN_ID) return { route: 'native', asset: 'USDC' };
  if (tokenId === EURC_TOKEN_ID) return { route: 'token', asset: 'EURC' };
  switch (tokenAddress?.toLowerCase()) {
    case USDC_CONTRACT: return { route: 'token', asset: 'USDC' };
    case EURC_CONTRACT: return { route: 'token', asset: 'EURC' };
    default: return null;
  }
}

/** A plain decimal above zero with at most six places; null where it is none. */
function unitsOf(text: string, asset: ChainAsset): bigint | null {
  if (!/^(?:0|[1-9]\d*)(?:\.\d{1,6})?$/.test(text)) return null;
  const parsed = parseAmount(text, assetOf(asset));
  return parsed.ok && parsed.money.minor > 0n ? parsed.money.minor : null;
}

function readFees(body: z.infer<typeof transfer>): Fees | ProviderResponse {
  const { feeLevel, maxFee, priorityFee, gasLimit } = body;
  if (feeLevel !== undefined) {
    return maxFee === undefined && priorityFee === undefined
      ? { ...priceOfLevel(feeLevel), gasLimit: GAS_LIMIT.token }
      : badField('feeLevel', 'cannot be used with maxFee or priorityFee');
  }
  const [max, tip] = [gweiOf(maxFee), gweiOf(priorityFee)];
  if (max === null || tip === null || !/^[1-9]\d{4,7}$/.test(gasLimit ?? '')) {
    return badField('feeLevel', 'or maxFee, priorityFee and gasLimit, in gwei, is required');
  }
  if (max < BASE_FEE + tip) return badField('maxFee', 'is below the base fee', maxFee);
  return { maxFeePerGas: max, maxPriorityFeePerGas: tip, gasLimit: BigInt(gasLimit ?? '0') };
}

function gweiOf(text: string | undefined): bigint | null {
  const parsed = parseAmount(text ?? '', { code: 'GWEI', scale: GWEI.toString().length - 1 });
  return parsed.ok ? parsed.money.minor : null;
}

/** `POST /transactions/transfer/estimateFee`. */
export function estimateFee(call: Call): ProviderResponse {
  const read = readBody(call.request.bodyText, what);
  if (isRefusal(read)) return read;
  const asked = readTransfer(call, read.body);
  return isRefusal(asked) ? asked : data(200, feesView(asked.route));
}

const retry = z.object({});

/**
 * `POST …/{id}/cancel`: withdrawn before it is sent; afterwards a payment of nothing to oneself
 * takes its nonce, and the chain decides which of the two it mines.
 */
export function cancelTransfer(call: Call, id: string): ProviderResponse {
  return changing(call, { shape: retry }, () => {
    const row = call.state.transactions.get(id);
    if (row === undefined) return refusal('noTransaction');
    if (row.state === 'INITIATED' || row.state === 'QUEUED' || row.state === 'CLEARED') {
      const cancelled: Transaction = {
        ...row, state: 'CANCELLED', updatedAtMs: call.world.nowMs(),
      };
      return {
        event: { transactions: [cancelled] }, data: { id, state: cancelled.state }, status: 200,
        after: () => call.hooks.tell(cancelled),
      };
    }
    return rival(call, row, 'cancel');
  });
}

/** `POST …/{id}/accelerate`: the same transfer under the same nonce, for more. */
export function accelerateTransfer(call: Call, id: string): ProviderResponse {
  return changing(call, { shape: retry }, () => {
    const row = call.state.transactions.get(id);
    return row === undefined ? refusal('noTransaction') : rival(call, row, 'transfer');
  });
}

const RIVAL_STATES: ReadonlySet<TxState> = new Set(['SENT', 'STUCK']);

/** A second try under the nonce of the first. */
function rival(
  { world, driver }: Call, row: Transaction, kind: 'transfer' | 'cancel',
): Change | ProviderResponse {
  const { nonce, fees } = row;
  if (!RIVAL_STATES.has(row.state) || nonce === null || row.mined !== null) {
    return refusal('notEligible');
  }
  const more = (text: string): string => (BigInt(text) * 5n / 4n + GWEI).toString();
  const raised: Transaction = {
    ...row, state: 'SENT', updatedAtMs: world.nowMs(),
    fees: {
      ...fees, maxFeePerGas: more(fees.maxFeePerGas),
      maxPriorityFeePerGas: more(fees.maxPriorityFeePerGas),
    },
  };
  return {
    event: { transactions: [raised] }, status: kind === 'cancel' ? 200 : 201,
    data: kind === 'cancel' ? { id: row.id, state: raised.state } : { id: row.id },
    after: () => driver.replace(row.id, kind),
  };
}

/** `GET /transactions/lowestNonceTransaction`: the one that everything of its wallet waits for. */
export function lowestNonce(call: Call): ProviderResponse {
  const { state, query } = call;
  const wallet = state.wallets.get(query.get('walletId') ?? '')
    ?? state.walletAt.get(hexOf(query.get('address') ?? ''));
  if (wallet === undefined) return refusal('noWallet');
  const [first] = [...state.open.get(wallet.id) ?? []]
    .flatMap((id) => state.transactions.get(id) ?? [])
    .filter(({ nonce }) => nonce !== null)
    .toSorted((a, b) => (a.nonce ?? 0) - (b.nonce ?? 0));
  if (first === undefined) return refusal('noTransaction');
  const { high } = feesView(first.route);
  return data(200, {
    transaction: transactionView(first),
    feeInfo: { newHighEstimatedFee: high, feeDifferenceAmount: '0' },
  });
}
