import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { errorText } from '../../../../engine/call.ts';
import { everyZone } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { t } from '../../../../words/t.ts';
import { toldText } from '../../../../words/engine-text.ts';
import { useSavedFiles, type FileForm, type WrittenFile } from './use-saved-files.ts';

/** The payment in the forms that leave the house: the receipt, and everything known of it. */
export function ReceiptTab({ page }: { readonly page: PaymentPage }) {
  const preferred = usePreferences((preferences) => preferences.zone);
  const [zone, setZone] = useState(preferred);
  const { busy, failure, written, save } = useSavedFiles(page.payment.id);
  const button = (form: FileForm, words: string) => (
    <Button variant="default" loading={busy === form} disabled={busy !== null}
      onClick={() => void save(form, zone)}>
      {words}
    </Button>
  );
  const clip = written?.form === 'evidence' ? written : null;
  const clipButton = button('evidence', t('payment.evidence.save'));
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{toldText(page.told?.where, page.where)}</Text>
      <Text c="dimmed" size="sm">{t('payment.receipt.text')}</Text>
      <Group align="flex-end">
        <Select label={t('payment.receipt.zone')} searchable allowDeselect={false} w={220}
          data={[...everyZone()]} value={zone} maxDropdownHeight={240}
          onChange={(value) => setZone(value ?? preferred)} />
        {button('pdf', t('payment.receipt.pdf'))}
        {button('json', t('payment.receipt.json'))}
      </Group>
      <Title order={3} size="h5" mt="md">{t('payment.evidence.title')}</Title>
      <Text c="dimmed" size="sm">{t('payment.evidence.text')}</Text>
      {clipButton}
      {clip !== null && <Written file={clip} />}
      {failure !== null && (
        <Alert color="red" role="alert" title={t('payment.receipt.notSaved')}>
          {errorText(failure)}
        </Alert>
      )}
    </Stack>
  );
}

/** The digest by which the file is known again, wherever it went. */
function Written({ file: { name, sha256 } }: { readonly file: WrittenFile }) {
  return (
    <div role="status">
      <Text size="sm">{t('payment.evidence.written', { name })}</Text>
      <CopyText text={sha256} label={t('payment.evidence.digest')} />
    </div>
  );
}
