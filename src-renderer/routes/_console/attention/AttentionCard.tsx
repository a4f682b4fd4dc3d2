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
import { QuestionFacts } from './QuestionFacts.tsx';
import { reasonTitle } from './reason-title.ts';
import { SubjectLink } from './SubjectLink.tsx';
import { t } from '../../../words/t.ts';
import { Rich } from '../../../words/Rich.tsx';
import { toldText } from '../../../words/engine-text.ts';
import styles from './AttentionCard.module.css';

type AttentionCardProps = {
  readonly item: AttentionItemView;
  /** The letters of its verbs act on it. */
  readonly isCurrent: boolean;
  readonly onVerb: (paymentId: string, verb: VerbName) => Promise<void>;
};

/** One item: its sentence, how long it has waited, what happens if nobody acts, and its verbs. */
export function AttentionCard({ item, isCurrent, onVerb }: AttentionCardProps) {
  const { payment } = item;
  return (
    <li className={styles.card} aria-label={reasonTitle(item)} tabIndex={-1}
      data-attention-item={item.id} data-current={isCurrent}>
      <div>
        <div className={styles.facts}>
          <strong>{reasonTitle(item)}</strong>
          {payment !== null && (
            <>
              <StatusBadge status={payment.status} rail={payment.rail} />
              <Money value={payment.amount} strong />
              <span>{railWords[payment.rail]}</span>
              <span>{t('attention.to', { payee: plainText(payment.payee) })}</span>
            </>
          )}
          <SubjectLink item={item} />
        </div>
        <p className={styles.text}>{toldText(item.told?.text, item.text)}</p>
        <div className={styles.facts}>{toldText(item.told?.ifNobodyActs, item.ifNobodyActs)}</div>
        {item.question !== null && <QuestionFacts question={item.question} />}
      </div>
      <div className={styles.deadline}>
        <span>
          <Rich text={t('attention.came')} parts={{ when: () => <When at={item.openedAt} /> }} />
        </span>
        {item.deadlineAt !== null && <Deadline at={item.deadlineAt} />}
      </div>
      <div className={styles.verbs}>
        <AttentionVerbs item={item} isCurrent={isCurrent} onVerb={onVerb} />
      </div>
      <div className={styles.holder}><ClaimButton item={item} isCurrent={isCurrent} /></div>
    </li>
  );
}

function Deadline({ at }: { readonly at: number }) {
  return (
    <span>
      <Rich text={t('attention.deadline')} parts={{ when: () => <InTime at={at} /> }} />
    </span>
  );
}
