import { Stack, Text } from '@mantine/core';
import { railAssets } from '../../../../../src-main/contract/domain.ts';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { OperationCard } from './OperationCard.tsx';
import { t } from '../../../../words/t.ts';

/** Every operation, newest first, each with its attempts. */
export function OperationsTab({ page }: { readonly page: PaymentPage }) {
  const operations = page.operations.toReversed();
  if (operations.length === 0) {
    return (
      <Text c="dimmed">
        {t(railAssets[page.payment.rail].holds
          ? 'payment.operations.none' : 'payment.operations.nonePaid')}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      {operations.map((operation) => (
        <OperationCard key={operation.id} operation={operation} />
      ))}
    </Stack>
  );
}
