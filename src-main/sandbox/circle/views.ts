import { EURC_CONTRACT, GWEI, type ChainAsset } from '../evm/chain-port.ts';
import { amountText } from '../http/body.ts';
import { circleTime } from './answers.ts';
import { BLOCKCHAIN, uuidV5 } from './core.ts';
import {
  assetOf, type Subscription, type Transaction, type Wallet, type WalletSet,
} from './state.ts';

/** Native USDC on Arc's test network, by the id that Circle gives it there (guide 1.5). */
export const USDC_TOKEN_ID = '15dc2b5d-0994-58b0-bf8c-3a0501148ee8';
export const EURC_TOKEN_ID = uuidV5(`token/${EURC_CONTRACT}`);
const NATIVE = { code: 'USDC', scale: 18 } as const;

export function nativeText(units: bigint): string {
  return amountText(units, NATIVE);
}

export function tokenIdOf(asset: ChainAsset): string {
  return asset === 'EURC' ? EURC_TOKEN_ID : USDC_TOKEN_ID;
}

export function tokenView(asset: ChainAsset) {
  const at = '2025-10-01T00:00:00Z';
  const head = { id: tokenIdOf(asset), blockchain: BLOCKCHAIN, name: asset, symbol: asset };
  return asset === 'USDC'
    ? { ...head, decimals: 18, isNative: true, updateDate: at, createDate: at }
    : {
      ...head, standard: 'ERC20', tokenAddress: EURC_CONTRACT, decimals: 6, isNative: false,
      updateDate: at, createDate: at,
    };
}

export function walletView(wallet: Wallet) {
  const { id, walletSetId, refId, name, address, blockchain, isFrozen, createdAtMs } = wallet;
  return {
    id, state: isFrozen ? 'FROZEN' : 'LIVE', walletSetId, custodyType: 'DEVELOPER', refId, name,
    address, blockchain, accountType: 'EOA', updateDate: circleTime(createdAtMs),
    createDate: circleTime(createdAtMs),
  };
}

export function walletSetView({ id, name, createdAtMs }: WalletSet) {
  const at = circleTime(createdAtMs);
  return { id, custodyType: 'DEVELOPER', name, updateDate: at, createDate: at };
}

export function subscriptionView(row: Subscription) {
  const { id, name, endpoint, isEnabled, types, createdAtMs, updatedAtMs } = row;
  return {
    id, name, endpoint, enabled: isEnabled, createDate: circleTime(createdAtMs),
    updateDate: circleTime(updatedAtMs), notificationTypes: types, restricted: !types.includes('*'),
  };
}

/** A transaction as Circle shows it: what is unset is an empty text, once it is sent a hash. */
export function transactionView(row: Transaction) {
  const { mined, tries, state, direction } = row;
  const created = circleTime(row.createdAtMs);
  const fee = mined === null ? '' : nativeText(BigInt(mined.fee));
  // Before it is sent nothing of the chain is known, and Circle tells of no block but its own.
  const isOver = state === 'COMPLETE' || state === 'FAILED' || state === 'CANCELLED';
  const newest = mined?.hash ?? tries.at(-1)?.hash;
  return {
    id: row.id, blockchain: BLOCKCHAIN, tokenId: tokenIdOf(row.asset), walletId: row.walletId,
    sourceAddress: row.source, destinationAddress: row.destination, transactionType: direction,
    custodyType: 'DEVELOPER', state,
    transactionScreeningEvaluation: { screeningDate: created },
    amounts: [amountText(BigInt(row.units), assetOf(row.asset))], nfts: null,
    ...(newest === undefined ? {} : { txHash: newest }),
    ...(isOver && mined !== null ? {
      blockHash: mined.blockHash, blockHeight: mined.blockHeight, networkFeeInUSD: fee,
      firstConfirmDate: circleTime(mined.atMs),
    } : {}),
    networkFee: isOver ? fee : '', operation: 'TRANSFER',
    ...(direction === 'INBOUND' ? {} : { feeLevel: row.feeLevel, estimatedFee: feeOf(row) }),
    refId: row.refId, abiParameters: null,
    ...(row.errorReason === '' ? {} : {
      errorReason: row.errorReason, errorDetails: row.errorDetails,
    }),
    createDate: created, updateDate: circleTime(row.updatedAtMs),
  };
}

function feeOf({ fees }: Transaction) {
  return {
    gasLimit: fees.gasLimit, maxFee: gweiText(BigInt(fees.maxFeePerGas)),
    priorityFee: gweiText(BigInt(fees.maxPriorityFeePerGas)), baseFee: '20',
    networkFee: nativeText(BigInt(fees.gasLimit) * BigInt(fees.maxFeePerGas)),
  };
}

/** A price of gas in gwei, as Circle writes it. */
export function gweiText(perGas: bigint): string {
  return amountText(perGas, { code: 'GWEI', scale: GWEI.toString().length - 1 });
}
