import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../../engine/call.ts';
import { toastRefusal } from '../../../../ui/toast.ts';
import { t } from '../../../../words/t.ts';
import { deliverFile } from '../../payments/deliver-file.ts';

/** Writes what came of each item to a CSV file. */
export function ResultButton({ batchId }: { readonly batchId: string }) {
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      await deliverFile(await call('batches.csv', { batchId }));
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="default" loading={busy} leftSection={<Download size={14} aria-hidden />}
      onClick={() => void save()}>{t('batches.verb.csv')}</Button>
  );
}
