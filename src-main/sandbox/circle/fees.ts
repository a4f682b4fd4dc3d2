import { BASE_FEE, type Fees } from '../evm/chain-port.ts';
import { gweiText, nativeText } from './views.ts';

export type FeeLevel = 'LOW' | 'MEDIUM' | 'HIGH';

/** Tips in wei per gas, as Circle named them for Arc in a published record (guide 1.5). */
export const FEE_LEVELS: Record<FeeLevel, bigint> = {
  LOW: 2_741_319_766n, MEDIUM: 3_390_000_000n, HIGH: 4_450_000_000n,
};
/** What Circle names for a native transfer and for an ERC-20 one; more is reserved than is used. */
export const GAS_LIMIT = { native: 21_000n, token: 80_000n } as const;

/** What a level pays for gas: twice the base fee and the tip at most. */
export function priceOfLevel(level: FeeLevel): Omit<Fees, 'gasLimit'> {
  const tip = FEE_LEVELS[level];
  return { maxPriorityFeePerGas: tip, maxFeePerGas: 2n * BASE_FEE + tip };
}

/** All three levels, in gwei and in USDC. */
export function feesView(route: 'native' | 'token') {
  const gasLimit = GAS_LIMIT[route];
  const view = (level: FeeLevel) => {
    const { maxFeePerGas, maxPriorityFeePerGas } = priceOfLevel(level);
    return {
      gasLimit: gasLimit.toString(), baseFee: gweiText(BASE_FEE),
      priorityFee: gweiText(maxPriorityFeePerGas), maxFee: gweiText(maxFeePerGas),
      networkFee: nativeText(gasLimit * maxFeePerGas),
      networkFeeRaw: nativeText(gasLimit * (BASE_FEE + maxPriorityFeePerGas)),
    };
  };
  return { low: view('LOW'), medium: view('MEDIUM'), high: view('HIGH') };
}
