import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { t } from '../../../words/t.ts';

/** What an item is called: a refused payout is no refused release, though both share a reason. */
export function reasonTitle(
  { reason, refused = null }: Pick<AttentionItemView, 'reason' | 'refused'>,
): string {
  return refused === null ? t(`attention.reason.${reason}`) : t(`attention.refused.${refused}`);
}
