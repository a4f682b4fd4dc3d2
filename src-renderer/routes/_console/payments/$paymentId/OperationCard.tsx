import type { OperationView } from '../../../../../src-main/contract/payments.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { OperationBadge } from '../../../../ui/StatusBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { AttemptDetails } from './AttemptDetails.tsx';
import { RawText } from './RawText.tsx';
import styles from './OperationCard.module.css';

/** One act at a provider: its state, key, evidence with whose word it is, and each attempt. */
export function OperationCard({ operation }: { readonly operation: OperationView }) {
  const { evidence } = operation;
  return (
    <section className={styles.card} aria-label={`${operation.kind}, number ${operation.ordinal}`}>
      <div className={styles.head}>
        <h2 className={styles.title}>{operation.ordinal}. {operation.kind}</h2>
        <OperationBadge state={operation.state} />
        <Money value={operation.amount} />
        <span className={styles.pushed}>
          <When at={operation.endedAt ?? operation.createdAt} />
        </span>
      </div>
      <dl className={styles.facts}>
        <Fact name="At">{operation.connectionName ?? 'no connection chosen yet'}</Fact>
        {operation.account !== null && (
          <Fact name="To"><CopyText text={operation.account} /></Fact>
        )}
        {operation.reference !== null && (
          <Fact name="Reference"><CopyText text={operation.reference} /></Fact>
        )}
        <Fact name="Evidence">
          {evidence === null ? 'none yet' : (
            <>
              {evidence.kind}, {plainText(evidence.word)}
              <RawText summary="Evidence as received" text={evidence.raw} />
            </>
          )}
        </Fact>
        {operation.failure !== null && <Fact name="Failure">{plainText(operation.failure)}</Fact>}
        <Fact name="Asked by">
          {plainText(operation.requestedBy)}
          {operation.reason !== '' && `: ${plainText(operation.reason)}`}
        </Fact>
        <Fact name="Key"><CopyText text={operation.key} /></Fact>
        {operation.retryOf !== null && (
          <Fact name="Repeats"><CopyText text={operation.retryOf} /></Fact>
        )}
        {operation.endedAt === null && (
          <Fact name={operation.dead ? 'Stopped' : 'Due'}>
            {operation.dead ? 'its tries are used up; a person decides'
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
