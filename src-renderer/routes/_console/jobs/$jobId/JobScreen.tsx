import { Table, Text } from '@mantine/core';
import type { CallOutput } from '../../../../../src-main/contract/contract.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { useLive } from '../../../../engine/live.ts';
import { plainText } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { JobBadge, StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { Clocks } from '../../payments/$paymentId/Clocks.tsx';
import { RawBlock } from '../../payments/$paymentId/RawBlock.tsx';
import { TextLink } from '../../payments/TextLink.tsx';
import styles from './JobScreen.module.css';

type JobScreenProps = CallOutput<'jobs.get'> & { readonly page: PaymentPage | null };

/** One job: its state, both clocks, its payments and its payload as text. */
export function JobScreen({ job, payments, page }: JobScreenProps) {
  useLive({
    nouns: ['jobs'], ...(job.paymentId === null ? {} : { paymentId: job.paymentId }),
  });
  return (
    <Screen
      title={`Job of ${plainText(job.marketplaceName)}`}
      subtitle={<CopyText text={job.id} label="job id" />}
    >
      <section className={styles.card} aria-label="State and clocks">
        <div className={styles.head}>
          <JobBadge state={job.state} />
          <span>created <When at={job.createdAt} /></span>
          {job.endedAt === null
            ? <span>its TTL ends <When at={job.expiresAt} /></span>
            : <span>ended <When at={job.endedAt} /></span>}
          {job.reason !== '' && <span>{plainText(job.reason)}</span>}
        </div>
        <Clocks
          job={{ createdAt: job.createdAt, expiresAt: job.expiresAt }}
          payment={page?.payment ?? null}
        />
        {page !== null && <Text>{plainText(page.where)}</Text>}
      </section>
      <section className={styles.card} aria-labelledby="job-payments">
        <h2 id="job-payments" className={styles.title}>Payments</h2>
        {payments.length === 0
          ? <Text c="dimmed">No payment yet; the marketplace makes one for this job.</Text>
          : <PaymentsOfJob payments={payments} />}
      </section>
      <section className={styles.card} aria-labelledby="job-payload">
        <h2 id="job-payload" className={styles.title}>Payload, as received</h2>
        <RawBlock label="Payload" text={job.payload} />
      </section>
    </Screen>
  );
}

function PaymentsOfJob({ payments }: Pick<JobScreenProps, 'payments'>) {
  return (
    <Table aria-label="Payments of this job">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>State</Table.Th><Table.Th>Payment</Table.Th><Table.Th>Created</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {payments.map(({ id, status, createdAt }) => (
          <Table.Tr key={id}>
            <Table.Td><StatusBadge status={status} /></Table.Td>
            <Table.Td>
              <TextLink to="/payments/$paymentId" params={{ paymentId: id }} className="pd-mono">
                {id}
              </TextLink>
            </Table.Td>
            <Table.Td><When at={createdAt} /></Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
