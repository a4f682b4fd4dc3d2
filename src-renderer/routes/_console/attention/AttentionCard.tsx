import type { AttentionItemView } from '../../../../src-main/contract/attention.ts';
import { plainText } from '../../../format/text.ts';
import { Money } from '../../../ui/Money.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { InTime } from '../payments/InTime.tsx';
import { railWords } from '../payments/rail-words.ts';
import type { VerbName } from '../payments/verbs/verb-specs.ts';
import { AttentionVerbs } from './AttentionVerbs.tsx';
import { ClaimButton } from './ClaimButton.tsx';
import { SubjectLink } from './SubjectLink.tsx';
import { reasonWords } from './attention-search.ts';
import styles from './AttentionCard.module.css';

type AttentionCardProps = {
  readonly item: AttentionItemView;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** One item: its sentence, how long it has waited, what happens if nobody acts, and its verbs. */
export function AttentionCard({ item, onVerb }: AttentionCardProps) {
  const { payment } = item;
  return (
    <li className={styles.card} aria-label={reasonWords[item.reason]}>
      <div>
        <div className={styles.facts}>
          <strong>{reasonWords[item.reason]}</strong>
          {payment !== null && (
            <>
              <StatusBadge status={payment.status} />
              <Money value={payment.amount} strong />
              <span>{railWords[payment.rail]}</span>
              <span>to {plainText(payment.payee)}</span>
            </>
          )}
          <SubjectLink item={item} />
        </div>
        <p className={styles.text}>{plainText(item.text)}</p>
        <div className={styles.facts}>{plainText(item.ifNobodyActs)}</div>
      </div>
      <div className={styles.deadline}>
        <span>came <When at={item.openedAt} /></span>
        {item.deadlineAt !== null && <span>deadline <InTime at={item.deadlineAt} /></span>}
      </div>
      <div className={styles.verbs}><AttentionVerbs item={item} onVerb={onVerb} /></div>
      <div className={styles.holder}><ClaimButton item={item} /></div>
    </li>
  );
}
