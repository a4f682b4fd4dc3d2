import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { call, errorText } from '../../../../engine/call.ts';
import { deliverFile } from '../deliver-file.ts';

const formats = [
  { format: 'pdf', label: 'Save as PDF' }, { format: 'json', label: 'Save as JSON' },
] as const;
type Format = (typeof formats)[number]['format'];

/** The receipt, as it stands now, in the two forms that leave the house. */
export function ReceiptTab({ page }: { readonly page: PaymentPage }) {
  const [busy, setBusy] = useState<Format | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function save(format: Format): Promise<void> {
    setBusy(format);
    setFailure(null);
    try {
      await deliverFile(await call('files.receipt', { paymentId: page.payment.id, format }));
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(null);
    }
  }

  return (
    <Stack gap="sm" align="flex-start">
      <Text>{page.where}</Text>
      <Text c="dimmed" size="sm">
        The receipt says the same, with every operation, its evidence and the postings. It is
        written as the payment stands now.
      </Text>
      <Group>
        {formats.map(({ format, label }) => (
          <Button
            key={format} variant="default" loading={busy === format} disabled={busy !== null}
            onClick={() => void save(format)}
          >
            {label}
          </Button>
        ))}
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" title="The receipt was not saved">
          {errorText(failure)}
        </Alert>
      )}
    </Stack>
  );
}
