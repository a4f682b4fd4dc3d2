import { Hand } from 'lucide-react';
import { toneVars } from '../../../ui/tones.ts';
import { t } from '../../../words/t.ts';

/** Says beside a state that the payment waits for a person. */
export function AttentionMark() {
  return (
    <Hand
      size={14} role="img" aria-label={t('payments.needsPerson')}
      style={{ color: toneVars('person').text, marginLeft: 6, verticalAlign: '-2px' }}
    />
  );
}
