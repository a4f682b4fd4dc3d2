import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PaymentPage } from '../../../../../src-main/contract/payments.ts';
import { errorText } from '../../../../engine/call.ts';
import { everyZone, exactTime } from '../../../../format/time.ts';
import { usePreferences } from '../../../../stores/preferences.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { Money } from '../../../../ui/Money.tsx';
import type { Fact } from '../../../../ui/ReviewSheet.tsx';
import { paymentFace } from '../../../../ui/StatusBadge.tsx';
import { plainText } from '../../../../format/text.ts';
import { railWords } from '../rail-words.ts';
import { t } from '../../../../words/t.ts';
import { toldText } from '../../../../words/engine-text.ts';
import { useSavedFiles, type FileForm, type WrittenFile } from './use-saved-files.ts';
import styles from './ReceiptTab.module.css';

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
      <Title order={2} size="h5">{t('payment.receipt.title')}</Title>
      <Text>{toldText(page.told?.where, page.where)}</Text>
      <div className={styles.facts}><FactList facts={receiptFacts(page, zone)} /></div>
      <Text c="dimmed" size="sm">{t('payment.receipt.text')}</Text>
      <Group align="flex-end">
        <Select label={t('payment.receipt.zone')} searchable allowDeselect={false} w={220}
          data={[...everyZone()]} value={zone} maxDropdownHeight={240}
          onChange={(value) => setZone(value ?? preferred)} />
        {button('pdf', t('payment.receipt.pdf'))}
        {button('json', t('payment.receipt.json'))}
      </Group>
      <Title order={2} size="h5" mt="md">{t('payment.evidence.title')}</Title>
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

/** The head of the receipt, as it would be written now; times in the reader's zone. */
function receiptFacts({ payment }: PaymentPage, zone: string): readonly Fact[] {
  const at = (time: number | null): string | null => time === null ? null : exactTime(time, zone);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('common.column.payment'), payment.id],
    [t('common.column.amount'), <Money key="amount" value={payment.amount} strong />],
    [t('common.column.payer'), plainText(payment.payer)],
    [t('common.column.payee'), plainText(payment.payee)],
    [t('common.column.rail'), railWords[payment.rail]],
    [t('common.column.created'), at(payment.createdAt)],
    [t('status.payment.escrowed'), at(payment.escrowedAt)],
    [paymentFace('released', payment.rail).word, at(payment.releasedAt)],
    [t('status.payment.refunded'), at(payment.refundedAt)],
    [t('payment.facts.releaseHash'), payment.transactionHash],
    [t('payment.facts.refundHash'), payment.refundTransactionHash],
  ];
  return facts.flatMap(([label, value]) => value === null ? [] : [{ label, value }]);
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
