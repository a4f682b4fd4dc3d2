import { REVERTS } from '../evm/chain-port.ts';

/**
 * What Circle makes of the chain's refusal before it sends anything. Source: guide to Circle and
 * Arc, section 1.6 (the set is open).
 */
export function failureOf(reason: string): { errorReason: string; errorDetails: string } {
  if (reason === REVERTS.balance) {
    return { errorReason: 'INSUFFICIENT_TOKEN', errorDetails: reason };
  }
  if (reason === REVERTS.fees) {
    return { errorReason: 'INSUFFICIENT_NATIVE_TOKEN', errorDetails: reason };
  }
  return { errorReason: 'ESTIMATION_ERROR', errorDetails: reason };
}
