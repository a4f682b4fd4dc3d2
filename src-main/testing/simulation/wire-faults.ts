import type { FaultRule, FaultWord } from '../../sandbox/faults.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import type { Seeded } from './plan.ts';
import { isTransfer } from './transfers.ts';

/** What can befall a request that moves money, and one that only asks. */
const MONEY_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'stuck', 'stuck', 'stuck', 'no-hash', 'rate-limit',
  'truncate-amount',
] as const;
const QUESTION_FAULTS = [
  'refuse', 'error-before', 'drop-before', 'timeout-before', 'nonsense', 'slow', 'down',
  'no-status', 'rate-limit', 'stale-rate',
] as const;

/** What can befall a request to a payer's or payee's bank; what acted may not be heard of. */
const BANK_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'rate-limit', 'quote-expired', 'token-revoked',
] as const;
const PAYOUT_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-after',
  'nonsense', 'stuck', 'stuck', 'sent-zero', 'sent-part', 'down',
] as const;

/** What can befall a transfer at Circle, and what can become of one that was taken. */
const TRANSFER_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'rate-limit', 'down',
  'stuck', 'stuck', 'stuck', 'stuck', 'denied', 'reverted', 'reorg', 'delayed-complete',
  'complete-before-chain', 'failed-but-mined', 'bad-signature', 'duplicate-webhook',
  'reorder-webhooks', 'key-rotation',
] as const;
/** Any other request to Circle; what acted (a cancellation) may not be heard of. */
const CIRCLE_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-after',
  'nonsense', 'slow', 'rate-limit', 'down',
] as const;
const NODE_FAULTS = [
  'error-before', 'drop-before', 'timeout-before', 'nonsense', 'slow', 'rate-limit', 'down',
] as const;
/** Of few transfers in a history many are to meet something, on any bad day. */
const TRANSFER_CHANCE = 0.5;
/** A payout asks many questions before and after it; not each of them may fail as often. */
const QUESTIONS_SPARED = 0.6;

export type MetRequest = {
  readonly provider: ProviderName; readonly method: string; readonly path: string;
  readonly body: string;
  /** It moves money that is held, under a key of ours. */
  readonly isKeyed: boolean;
};

/** What befalls a request, as its stand-in is to be told; null where nothing does. */
export function drawFault(seeded: Seeded, faultChance: number, met: MetRequest): FaultRule | null {
  const { provider, path } = met;
  const isAtCircle = provider === 'circle' && isTransfer(met.method, path);
  const meets = isAtCircle && faultChance > 0 ? TRANSFER_CHANCE : faultChance;
  if (!seeded.chance(meets)) return null;
  const rule = (fault: FaultWord, operation: FaultRule['operation'] = 'any'): FaultRule =>
    ({ provider, operation, fault, times: 1, delayMs: drawDelay(seeded, fault) });
  switch (provider) {
    case 'openPayments':
      return rule(seeded.pick(path.endsWith('/outgoing-payments') ? PAYOUT_FAULTS : BANK_FAULTS));
    case 'circle':
      if (isAtCircle) return rule(seeded.pick(TRANSFER_FAULTS));
      return seeded.chance(QUESTIONS_SPARED) ? null : rule(seeded.pick(CIRCLE_FAULTS));
    case 'evm':
      return seeded.chance(QUESTIONS_SPARED) ? null
        : rule(seeded.pick(NODE_FAULTS), /chainId|blockNumber"/.test(met.body) ? 'health' : 'any');
    default:
      return rule(met.isKeyed ? seeded.pick(MONEY_FAULTS) : seeded.pick(QUESTION_FAULTS));
  }
}

function drawDelay(seeded: Seeded, fault: FaultWord): number {
  switch (fault) {
    case 'stuck': return seeded.pick([3_000, 60_000, 1_200_000]);
    case 'slow': return seeded.pick([1_000, 4_000, 30_000]);
    case 'reorg': case 'delayed-complete': case 'complete-before-chain':
      return seeded.pick([1_000, 20_000, 300_000]);
    case 'stale-rate': return 300_000;
    default: return 2_000;
  }
}
