import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../../engine/call.ts';
import { toastRefusal } from '../../../ui/toast.ts';
import { deliverFile } from './deliver-file.ts';
import type { PaymentFilter } from './payments-search.ts';
import { t } from '../../../words/t.ts';

/** Writes what the filter shows, all of it, to a CSV file. */
export function ExportButton({ filter }: { readonly filter: PaymentFilter }) {
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      await deliverFile(await call('files.paymentsCsv', { filter }));
    } catch (problem) {
      toastRefusal(problem);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button
      variant="default" loading={busy} leftSection={<Download size={14} aria-hidden />}
      onClick={() => void save()}
    >
      {t('payments.exportCsv')}
    </Button>
  );
}
