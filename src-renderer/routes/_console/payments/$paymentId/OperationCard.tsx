import type { OperationView } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { OperationBadge } from '../../../../ui/StatusBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { AttemptDetails } from './AttemptDetails.tsx';
import { RawText } from './RawText.tsx';
import { t } from '../../../../words/t.ts';
import { engineText } from '../../../../words/engine-text.ts';
import styles from './OperationCard.module.css';

/** One act at a provider: its state, key, evidence with whose word it is, and each attempt. */
export function OperationCard({ operation }: { readonly operation: OperationView }) {
  const { evidence } = operation;
  const kind = t(`status.kind.${operation.kind}`);
  return (
    <section className={styles.card} 
      aria-label={t('payment.operations.label', { kind, number: operation.ordinal })}>
      <div className={styles.head}>
        <h2 className={styles.title}>
          {t('payment.operations.title', { kind, number: operation.ordinal })}
        </h2>
        <OperationBadge state={operation.state} />
        <Money value={operation.amount} />
        <span className={styles.pushed}>
          <When at={operation.endedAt ?? operation.createdAt} />
        </span>
      </div>
      <dl className={styles.facts}>
        <Fact name={t('payment.operations.at')}>
          {operation.connectionName ?? t('payment.operations.noConnection')}
        </Fact>
        {operation.account !== null && (
          <Fact name={t('payment.operations.to')}><CopyText text={operation.account} /></Fact>
        )}
        {operation.delivered !== null && (
          <Fact name={t('payment.operations.delivered')}>
            <Money value={operation.delivered} strong />
          </Fact>
        )}
        {operation.debited !== null && (
          <Fact name={t('payment.operations.debited')}><Money value={operation.debited} /></Fact>
        )}
        {operation.reference !== null && (
          <Fact name={t('payment.operations.reference')}>
            <CopyText text={operation.reference} />
          </Fact>
        )}
        <Fact name={t('payment.operations.evidence')}>
          {evidence === null ? t('payment.operations.noneYet') : (
            <>
              {t('payment.operations.evidenceLine', {
                kind: t(`status.evidence.${evidence.kind}`), word: engineText(evidence.word),
              })}
              <RawText summary={t('payment.operations.evidenceRaw')} text={evidence.raw} />
            </>
          )}
        </Fact>
        {operation.failure !== null && (
          <Fact name={t('payment.operations.failure')}>{engineText(operation.failure)}</Fact>
        )}
        <Fact name={t('payment.operations.askedBy')}>
          {plainText(operation.requestedBy)}
          {operation.reason !== '' && `: ${engineText(operation.reason)}`}
        </Fact>
        <Fact name={t('payment.operations.key')}><CopyText text={operation.key} /></Fact>
        {operation.retryOf !== null && (
          <Fact name={t('payment.operations.repeats')}>
            <CopyText text={operation.retryOf} />
          </Fact>
        )}
        {operation.endedAt === null && (
          <Fact name={t(operation.dead
            ? 'payment.operations.stopped' : 'payment.operations.due')}>
            {operation.dead ? t('payment.operations.usedUp')
              : <When at={operation.dueAt} />}
          </Fact>
        )}
      </dl>
      {operation.attempts.map((attempt) => (
        <AttemptDetails key={attempt.id} attempt={attempt} />
      ))}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
