import { Stack, Text } from '@mantine/core';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { OperationCard } from './OperationCard.tsx';

/** Every operation, newest first, each with its attempts. */
export function OperationsTab({ page }: { readonly page: PaymentPage }) {
  const operations = page.operations.toReversed();
  if (operations.length === 0) {
    return <Text c="dimmed">Nothing was asked of a provider yet; the hold will be the first.</Text>;
  }
  return (
    <Stack gap="sm">
      {operations.map((operation) => (
        <OperationCard key={operation.id} operation={operation} />
      ))}
    </Stack>
  );
}
