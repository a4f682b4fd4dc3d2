import { Alert, Button, Group } from '@mantine/core';
import { ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useLive } from '../../../engine/live.ts';
import { usePages } from '../../../engine/use-pages.ts';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { exactTime, momentTime } from '../../../format/time.ts';
import { TableExport, type TextColumn } from '../../../lists/TableExport.tsx';
import { usePreferences } from '../../../stores/preferences.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { When } from '../../../ui/When.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t, wordFor } from '../../../words/t.ts';
import {
  filterOf, isSearch, readAudit, type AuditDetail, type AuditEntry, type AuditPage,
  type AuditSearch,
} from './audit-pages.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditSubject } from './AuditSubject.tsx';
import { ChainProof } from './ChainProof.tsx';
import { EntrySheet } from './EntrySheet.tsx';
import { useVerification } from './use-verification.ts';

const columns: readonly DataColumn<AuditEntry>[] = [
  { id: 'seq', header: () => t('audit.number'), width: '80px', align: 'right',
    cell: ({ seq }) => formatCount(seq) },
  { id: 'at', header: () => t('audit.when'), width: '104px', cell: ({ at }) => <When at={at} /> },
  { id: 'actor', header: () => t('audit.who'), width: 'minmax(110px, 1fr)', cell: ({ actor }) =>
    plainText(actor) },
  { id: 'act', header: () => t('common.column.act'), width: 'minmax(206px, 1fr)',
    cell: ({ act }) => <span title={act}>{act}</span> },
  { id: 'subject', header: () => t('audit.on'), width: '240px', cell: ({ subject, subjectId }) =>
    <AuditSubject subject={subject} id={subjectId} shortened /> },
  { id: 'reason', header: () => t('common.column.reason'), width: 'minmax(140px, 2fr)',
    cell: ({ reason }) =>
    <span title={engineText(reason)}>{engineText(reason)}</span> },
  { id: 'hash', header: () => t('audit.link'), width: '148px', cell: ({ hash }) =>
    <CopyText text={hash} shorten label={t('common.thing.hash')} /> },
];

/** Rows read at once for a file. */
const EXPORT_ROWS = 200;

/** The entries as plain text, for a file, with what recomputes to each link: its whole hash. */
const auditTexts = (): readonly TextColumn<AuditEntry>[] => [
  { header: t('audit.number'), text: ({ seq }) => `${seq}` },
  { header: t('audit.when'), text: ({ at }) => exactTime(at) },
  { header: t('audit.who'), text: ({ actor }) => actor },
  { header: t('common.column.act'), text: ({ act }) => act },
  { header: t('audit.on'), text: ({ subject }) => wordFor('status.noun', subject) ?? subject },
  { header: t('common.column.id'), text: ({ subjectId }) => subjectId },
  { header: t('common.column.reason'), text: ({ reason }) => reason },
  { header: t('audit.link'), text: ({ hash }) => hash },
];

type AuditScreenProps = {
  readonly first: AuditPage;
  /** The entry that is open beside the list. */
  readonly opened: AuditDetail | null;
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
};

/** Every change, who made it and why, each entry linked to the one before by its hash. */
export function AuditScreen({ first, opened, search, onSearch }: AuditScreenProps) {
  const filter = filterOf(search);
  const searching = isSearch(search);
  // Every commit writes an entry, so whatever changes concerns this list.
  useLive(searching ? {} : { any: true });
  const [searchedTo, setSearchedTo] = useState<Readonly<Record<string, number | null>>>({});
  const pages = usePages({
    first, keyOf: ({ seq }: AuditEntry) => seq.toString(),
    read: async (cursor) => {
      const page = await readAudit(search, cursor);
      if (page.next !== null) setSearchedTo({ ...searchedTo, [page.next]: page.searchedTo });
      return page;
    },
  });
  const verification = useVerification();
  const failure = verification.error ?? pages.failure;
  const back = pages.next === null ? null
    : pages.next === first.next ? first.searchedTo : searchedTo[pages.next] ?? null;
  const isBroken = verification.found !== null && verification.found.stretch.broken !== null;
  return (
    // A broken link is shown whole, and needs more room than a table that fills the screen leaves.
    <Screen title={t('audit.title')} width={isBroken ? 'reading' : 'full'}
      subtitle={t('audit.subtitle')}
      actions={
        <>
          <Button variant="default" leftSection={<ShieldCheck size={15} aria-hidden />}
            loading={verification.pending} onClick={verification.run}>{t('audit.verify')}</Button>
          <TableExport name="audit" columns={auditTexts}
            read={(cursor) => readAudit(search, cursor, EXPORT_ROWS)} />
        </>
      }>
      <AuditFilters search={filter} onSearch={onSearch} />
      {verification.found === null ? null
        : <ChainProof found={verification.found} onStop={verification.stop} />}
      {failure === null ? null : <Alert color="red" role="alert">{failure}</Alert>}
      <DataTable label={t('audit.entries')} columns={columns} rows={pages.rows}
        rowKey={({ seq }) => seq.toString()}
        onOpen={({ seq }) => onSearch({ ...filter, open: seq })}
        next={back === null ? pages.next : null}
        onMore={() => void pages.more()} pending={pages.pending}
        empty={<NoEntry search={search} isWhole={pages.next === null} />} />
      {back === null ? null : (
        <SearchedBack to={back} found={pages.rows.length} pending={pages.pending}
          onGoOn={() => void pages.more()} />
      )}
      {opened === null ? null
        : <EntrySheet entry={opened} onClose={() => onSearch(filter)} />}
    </Screen>
  );
}

function NoEntry({ search, isWhole }: {
  readonly search: AuditSearch; readonly isWhole: boolean;
}) {
  const title = !isWhole ? 'audit.noneSoFar' : isSearch(search) ? 'audit.noneFound'
    : search.subject === undefined ? 'audit.none' : 'audit.noneAbout';
  return (
    <EmptyState icon={ScrollText} title={t(title)}
      {...title === 'audit.none' ? { text: t('audit.noneHint') } : {}} />
  );
}

/** A search looks at a bounded part of the log; a person says whether it is worth going on. */
function SearchedBack({ to, found, pending, onGoOn }: {
  readonly to: number; readonly found: number; readonly pending: boolean;
  readonly onGoOn: () => void;
}) {
  const zone = usePreferences((preferences) => preferences.zone);
  return (
    <Group gap="sm" role="status">
      <span>{t('audit.searched', { count: found, time: momentTime(to, zone) })}</span>
      <Button size="xs" variant="default" loading={pending} onClick={onGoOn}>
        {t('audit.goOn')}
      </Button>
    </Group>
  );
}
