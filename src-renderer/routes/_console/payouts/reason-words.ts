import { engineText } from '../../../words/engine-text.ts';
import { reasonsText } from '../../../words/reasons.ts';

/** All that a payment's review says, in the operator's language. */
export function reviewText(review: string): string {
  return engineText(reasonsText(review));
}
