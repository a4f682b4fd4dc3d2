import type { OpenQuestion } from '../../../../src-main/contract/attention.ts';
import { plainText } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { When } from '../../../ui/When.tsx';
import { Rich } from '../../../words/Rich.tsx';
import { t, wordFor } from '../../../words/t.ts';
import { InTime } from '../payments/InTime.tsx';
import styles from './AttentionCard.module.css';

/** What the provider was asked to do and when, how often it was asked since, and when next. */
export function QuestionFacts({ question }: { readonly question: OpenQuestion }) {
  const { operation, connectionName, sentAt, asked, lastAskedAt, lastAnswer, nextAskAt, key }
    = question;
  const provider = plainText(connectionName);
  const answer = lastAnswer === null ? '' : wordFor('attention.answer', lastAnswer) ?? lastAnswer;
  return (
    <div className={styles.facts}>
      {sentAt !== null && (
        <span>
          <Rich text={t(`attention.question.sent.${operation}`)}
            parts={{ provider: () => provider, when: () => <When at={sentAt} /> }} />
        </span>
      )}
      <span>
        {asked === 0 || lastAskedAt === null ? t('attention.question.notAsked') : (
          <Rich text={t('attention.question.asked', { count: asked, answer })}
            parts={{ when: () => <When at={lastAskedAt} /> }} />
        )}
      </span>
      <span>
        {nextAskAt === null ? t('attention.question.never') : (
          <Rich text={t('attention.question.next')}
            parts={{ when: () => <InTime at={nextAskAt} /> }} />
        )}
      </span>
      <span>
        <Rich text={t('attention.question.key')} parts={{
          key: () => <CopyText text={key} label={t('common.thing.key')} />,
        }} />
      </span>
    </div>
  );
}
