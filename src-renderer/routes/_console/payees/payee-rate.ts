import type { PayeeRowView } from '../../../../src-main/contract/payees.ts';

/** How many of a payee's ended payments were paid, in whole percent; null before any has ended. */
export function successOf({ paid, refunded, failed }: PayeeRowView): {
  readonly percent: number; readonly ended: number;
} | null {
  const ended = paid + refunded + failed;
  return ended === 0 ? null : { percent: Math.floor((paid * 100) / ended), ended };
}
