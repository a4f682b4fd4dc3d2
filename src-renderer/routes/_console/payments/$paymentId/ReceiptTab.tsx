import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { call, errorText } from '../../../../engine/call.ts';
import { deliverFile } from '../deliver-file.ts';
import { t } from '../../../../words/t.ts';
import { toldText } from '../../../../words/engine-text.ts';

const formats = ['pdf', 'json'] as const;
type Format = (typeof formats)[number];

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
      <Text>{toldText(page.told?.where, page.where)}</Text>
      <Text c="dimmed" size="sm">
        {t('payment.receipt.text')}
      </Text>
      <Group>
        {formats.map((format) => (
          <Button
            key={format} variant="default" loading={busy === format} disabled={busy !== null}
            onClick={() => void save(format)}
          >
            {t(`payment.receipt.${format}`)}
          </Button>
        ))}
      </Group>
      {failure !== null && (
        <Alert color="red" role="alert" title={t('payment.receipt.notSaved')}>
          {errorText(failure)}
        </Alert>
      )}
    </Stack>
  );
}
