import { Table, Text } from '@mantine/core';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { Money } from '../../../../ui/Money.tsx';
import { When } from '../../../../ui/When.tsx';
import { balances } from './money-flow.ts';

/** Every posting, and what each account stands at; the accounts together stand at zero. */
export function LedgerTab({ page }: { readonly page: PaymentPage }) {
  const { postings } = page;
  if (postings.length === 0) {
    return (
      <Text c="dimmed">
        Nothing is posted yet. Postings appear when there is evidence that money moved.
      </Text>
    );
  }
  return (
    <>
      <Table aria-label="Postings">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th><Table.Th>Operation</Table.Th><Table.Th>When</Table.Th>
            <Table.Th ta="right">Change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {postings.map((posting) => (
            <Table.Tr key={posting.id}>
              <Table.Td>{posting.account}</Table.Td>
              <Table.Td>{operationWords(page, posting.operationId)}</Table.Td>
              <Table.Td><When at={posting.at} /></Table.Td>
              <Table.Td ta="right"><Money value={posting.delta} /></Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Table aria-label="Accounts" mt="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Account</Table.Th><Table.Th ta="right">Stands at</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {balances(postings).map(({ account, balance }) => (
            <Table.Tr key={`${account} ${balance.asset}`}>
              <Table.Td>{account}</Table.Td>
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
  return operation === undefined ? operationId : `${operation.ordinal}. ${operation.kind}`;
}
