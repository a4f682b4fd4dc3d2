import type { EventPayload } from '../../src-main/contract/contract.ts';

type Change = EventPayload<'changed'>;

/** What a screen shows: any change of one of the nouns or of these payments concerns it. */
export type LiveMatch = {
  readonly nouns?: Change['nouns'];
  readonly paymentIds?: readonly string[];
  /** Whatever changes; for the frame around the screens. */
  readonly any?: boolean;
};

/** Whether a change touches what a screen shows. */
export function concerns(
  { nouns = [], paymentIds = [], any = false }: LiveMatch,
  change: Pick<Change, 'nouns' | 'paymentIds'>,
): boolean {
  return any || nouns.some((noun) => change.nouns.includes(noun))
    || paymentIds.some((paymentId) => change.paymentIds.includes(paymentId));
}
