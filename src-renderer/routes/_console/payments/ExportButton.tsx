import { call } from '../../../engine/call.ts';
import { FileButton } from '../../../lists/FileButton.tsx';
import { t } from '../../../words/t.ts';
import type { PaymentFilter } from './payments-search.ts';

/** Writes what the filter shows, all of it, to a CSV file. */
export function ExportButton({ filter }: { readonly filter: PaymentFilter }) {
  return (
    <FileButton label={t('payments.exportCsv')}
      prepare={() => call('files.paymentsCsv', { filter })} />
  );
}
