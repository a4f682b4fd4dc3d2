import { Alert, Button, FileButton, Select } from '@mantine/core';
import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import type { MarketplaceView } from '../../../../../src-main/contract/settings.ts';
import { bytesText } from '../../../../format/bytes.ts';
import { plainText } from '../../../../format/text.ts';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { t } from '../../../../words/t.ts';
import { PayoutTabs } from '../PayoutTabs.tsx';
import { readCsv, type CsvFile } from './csv-file.ts';
import { ImportDesk } from './ImportDesk.tsx';
import classes from './import.module.css';

/** A file of payouts: chosen here, then mapped, put right, tried and planned on its desk. */
export function ImportScreen({ marketplaces }: {
  readonly marketplaces: readonly MarketplaceView[];
}) {
  const [file, setFile] = useState<CsvFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [marketplaceId, setMarketplaceId] = useState(marketplaces[0]?.id ?? null);
  const [busy, setBusy] = useState(false);
  const marketplace = marketplaces.find(({ id }) => id === marketplaceId) ?? null;
  async function read(chosen: File | null): Promise<void> {
    if (chosen === null) return;
    setProblem(null);
    const found = await readCsv(chosen);
    if (typeof found === 'string') setProblem(found);
    else setFile(found);
  }
  const choose = (
    <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(chosen) => void read(chosen)}>
      {(props) => (
        <Button {...props} variant={file === null ? 'filled' : 'default'} disabled={busy}
          leftSection={<FileSpreadsheet size={15} aria-hidden />}>
          {t(file === null ? 'payoutImport.choose' : 'payoutImport.other')}
        </Button>
      )}
    </FileButton>
  );
  return (
    <Screen title={t('payoutImport.title')} width="full" subtitle={t('payoutImport.text')}>
      <PayoutTabs shown="import">
        {problem !== null && <Alert color="red" role="alert">{problem}</Alert>}
        {marketplace === null ? (
          <EmptyState icon={FileSpreadsheet} title={t('payoutImport.none')}
            text={t('payoutImport.marketplaceFirst')} />
        ) : file === null ? (
          <EmptyState icon={FileSpreadsheet} title={t('payoutImport.none')}
            text={t('payoutImport.noneText')} action={choose} />
        ) : (
          <>
            <div className={classes.head}>
              <Select label={t('payoutImport.marketplace')} allowDeselect={false} w={220}
                disabled={busy} value={marketplace.id}
                data={marketplaces.map(({ id, name }) => ({ value: id, label: plainText(name) }))}
                onChange={setMarketplaceId} />
              <div className={classes.file}>
                <strong>{plainText(file.name)}</strong>
                <span className="pd-secondary">
                  {t('payoutImport.rows', { count: file.rows.length })}
                  {' · '}<span title={file.sha256}>{bytesText(file.size)}</span>
                </span>
              </div>
              {choose}
            </div>
            <ImportDesk key={`${file.sha256} ${marketplace.id}`} file={file}
              marketplace={marketplace} onBusy={setBusy} />
          </>
        )}
      </PayoutTabs>
    </Screen>
  );
}
