import { Table, Text } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText, shorten } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Money } from '../../../../ui/Money.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { JobBadge, StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Clocks } from '../../payments/$paymentId/Clocks.tsx';
import { RawBlock } from '../../payments/$paymentId/RawBlock.tsx';
import { Entries } from '../../payments/$paymentId/TimelineTab.tsx';
import { railWords } from '../../payments/rail-words.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { PaymentVerbs } from '../../payments/verbs/PaymentVerbs.tsx';
import { t } from '../../../../words/t.ts';
import { Rich } from '../../../../words/Rich.tsx';
import { engineText, toldText } from '../../../../words/engine-text.ts';
import styles from './JobScreen.module.css';

type JobScreenProps = CallOutput<'jobs.get'> & { readonly page: PaymentPage | null };

/** One job: its state, both clocks, its payments and its payload as text. */
export function JobScreen({ job, payments, page }: JobScreenProps) {
  const navigate = useNavigate();
  const router = useRouter();
  useLive({
    nouns: ['jobs'], ...(job.paymentId === null ? {} : { paymentId: job.paymentId }),
  });
  return (
    <Screen
      title={t('jobs.one.title', { marketplace: plainText(job.marketplaceName) })}
      subtitle={<CopyText text={job.id} label={t('common.thing.job')} />}
    >
      <section className={styles.card} aria-label={t('jobs.one.clocks')}>
        <div className={styles.head}>
          <JobBadge state={job.state} />
          <span><At text={t('jobs.one.created')} at={job.createdAt} /></span>
          {job.endedAt === null
            ? <span><At text={t('jobs.one.ends')} at={job.expiresAt} /></span>
            : <span><At text={t('jobs.one.ended')} at={job.endedAt} /></span>}
          {job.reason !== '' && <span>{engineText(job.reason)}</span>}
        </div>
        <Clocks
          job={{ createdAt: job.createdAt, expiresAt: job.expiresAt }}
          payment={page?.payment ?? null}
        />
        {page !== null && (
          <>
            <Text>{toldText(page.told?.where, page.where)}</Text>
            <Text>{toldText(page.told?.ifNobodyActs, page.ifNobodyActs)}</Text>
            <PaymentVerbs page={page} onDone={(paymentId) => {
              if (paymentId === page.payment.id) void router.invalidate();
              else void navigate({ to: '/payments/$paymentId', params: { paymentId } });
            }} />
          </>
        )}
      </section>
      <section className={styles.card} aria-labelledby="job-payments">
        <h2 id="job-payments" className={styles.title}>{t('jobs.one.payments')}</h2>
        {payments.length === 0
          ? <Text c="dimmed">{t('jobs.one.noPayment')}</Text>
          : <PaymentsOfJob payments={payments} />}
      </section>
      {page !== null && (
        <section className={styles.card} aria-labelledby="job-timeline">
          <h2 id="job-timeline" className={styles.title}>{t('payment.tabs.timeline')}</h2>
          <Entries page={page} />
        </section>
      )}
      <section className={styles.card} aria-labelledby="job-payload">
        <h2 id="job-payload" className={styles.title}>{t('jobs.one.payload')}</h2>
        <RawBlock label={t('jobs.payload')} text={job.payload} />
      </section>
    </Screen>
  );
}

function At({ text, at }: { readonly text: string; readonly at: number }) {
  return <Rich text={text} parts={{ when: () => <When at={at} /> }} />;
}

function PaymentsOfJob({ payments }: Pick<JobScreenProps, 'payments'>) {
  return (
    <Table aria-label={t('jobs.one.paymentsOf')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('common.column.state')}</Table.Th>
          <Table.Th ta="right">{t('common.column.amount')}</Table.Th>
          <Table.Th>{t('common.column.rail')}</Table.Th>
          <Table.Th>{t('common.column.payment')}</Table.Th>
          <Table.Th>{t('payment.facts.migratedFrom')}</Table.Th>
          <Table.Th>{t('common.column.created')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {payments.map(({ id, status, createdAt, amount, rail, migratedFrom }) => (
          <Table.Tr key={id}>
            <Table.Td><StatusBadge status={status} rail={rail} /></Table.Td>
            <Table.Td ta="right">
              {amount !== undefined && <Money value={amount} strong />}
            </Table.Td>
            <Table.Td>{rail !== undefined && railWords[rail]}</Table.Td>
            <Table.Td>
              <TextLink to="/payments/$paymentId" params={{ paymentId: id }} className="pd-mono">
                {id}
              </TextLink>
            </Table.Td>
            <Table.Td>
              {migratedFrom === null || migratedFrom === undefined ? '–' : (
                <TextLink to="/payments/$paymentId" params={{ paymentId: migratedFrom }}
                  className="pd-mono" title={migratedFrom}>{shorten(migratedFrom)}</TextLink>
              )}
            </Table.Td>
            <Table.Td><When at={createdAt} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
