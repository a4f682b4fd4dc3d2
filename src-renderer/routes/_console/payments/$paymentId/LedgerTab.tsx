import { Table, Text } from '@mantine/core';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { Money } from '../../../../ui/Money.tsx';
import { When } from '../../../../ui/When.tsx';
import { balances } from './money-flow.ts';
import { t, wordFor } from '../../../../words/t.ts';
import styles from './PaymentTabs.module.css';

/** Every posting, and what each account stands at; the accounts together stand at zero. */
export function LedgerTab({ page }: { readonly page: PaymentPage }) {
  const { postings } = page;
  if (postings.length === 0) {
    return (
      <Text c="dimmed">
        {t('payment.ledger.none')}
      </Text>
    );
  }
  return (
    <>
      <Table aria-label={t('payment.ledger.postings')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('payment.ledger.account')}</Table.Th>
            <Table.Th>{t('payment.ledger.operation')}</Table.Th>
            <Table.Th>{t('payment.ledger.when')}</Table.Th>
            <Table.Th ta="right">{t('payment.ledger.change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {postings.map((posting) => (
            <Table.Tr key={posting.id}>
              <Table.Td className={styles.capital}>
                {t(`status.account.${posting.account}`)}
              </Table.Td>
              <Table.Td>{operationWords(page, posting.operationId)}</Table.Td>
              <Table.Td><When at={posting.at} /></Table.Td>
              <Table.Td ta="right"><Money value={posting.delta} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Table aria-label={t('payment.ledger.accounts')} mt="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('payment.ledger.account')}</Table.Th>
            <Table.Th ta="right">{t('payment.ledger.standsAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {balances(postings).map(({ account, balance }) => (
            <Table.Tr key={`${account} ${balance.asset}`}>
              <Table.Td className={styles.capital}>
                {wordFor('status.account', account) ?? account}
              </Table.Td>
              <Table.Td ta="right"><Money value={balance} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function operationWords(page: PaymentPage, operationId: string): string {
  const operation = page.operations.find(({ id }) => id === operationId);
  return operation === undefined ? operationId : t('payment.operations.title', {
    number: operation.ordinal, kind: t(`status.kind.${operation.kind}`),
  });
}
