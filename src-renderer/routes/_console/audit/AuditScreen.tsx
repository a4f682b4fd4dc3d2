import { Alert, Button, Group } from '@mantine/core';
import { ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useLive } from '../../../engine/live.ts';
import { usePages } from '../../../engine/use-pages.ts';
import { formatCount } from '../../../format/money.ts';
import { plainText } from '../../../format/text.ts';
import { momentTime } from '../../../format/time.ts';
import { usePreferences } from '../../../stores/preferences.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DataTable, type DataColumn } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Screen } from '../../../ui/Screen.tsx';
import { When } from '../../../ui/When.tsx';
import { engineText } from '../../../words/engine-text.ts';
import { t, wordFor } from '../../../words/t.ts';
import {
  isSearch, readAudit, type AuditEntry, type AuditPage, type AuditSearch,
} from './audit-pages.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { ChainProof } from './ChainProof.tsx';
import { useVerification } from './use-verification.ts';

const columns: readonly DataColumn<AuditEntry>[] = [
  { id: 'seq', header: () => t('audit.number'), width: '80px', align: 'right',
    cell: ({ seq }) => formatCount(seq) },
  { id: 'at', header: () => t('audit.when'), width: '104px', cell: ({ at }) => <When at={at} /> },
  { id: 'actor', header: () => t('audit.who'), width: 'minmax(110px, 1fr)', cell: ({ actor }) =>
    plainText(actor) },
  { id: 'act', header: () => t('common.column.act'), width: 'minmax(170px, 1fr)',
    cell: ({ act }) => act },
  { id: 'subject', header: () => t('audit.on'), width: '240px', cell: ({ subject, subjectId }) =>
    <Subject subject={subject} id={subjectId} /> },
  { id: 'reason', header: () => t('common.column.reason'), width: 'minmax(140px, 2fr)',
    cell: ({ reason }) =>
    <span title={engineText(reason)}>{engineText(reason)}</span> },
  { id: 'hash', header: () => t('audit.link'), width: '164px', cell: ({ hash }) =>
    <CopyText text={hash} shorten label={t('common.thing.hash')} /> },
];

type AuditScreenProps = {
  readonly first: AuditPage;
  readonly search: AuditSearch;
  readonly onSearch: (search: AuditSearch) => void;
};

/** Every change, who made it and why, each entry linked to the one before by its hash. */
export function AuditScreen({ first, search, onSearch }: AuditScreenProps) {
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
        <Button variant="default" leftSection={<ShieldCheck size={15} aria-hidden />}
          loading={verification.pending} onClick={verification.run}>{t('audit.verify')}</Button>
      }>
      <AuditFilters search={search} onSearch={onSearch} />
      {verification.found === null ? null
        : <ChainProof found={verification.found} onStop={verification.stop} />}
      {failure === null ? null : <Alert color="red" role="alert">{failure}</Alert>}
      <DataTable label={t('audit.entries')} columns={columns} rows={pages.rows}
        rowKey={({ seq }) => seq.toString()} next={back === null ? pages.next : null}
        onMore={() => void pages.more()} pending={pages.pending}
        empty={<NoEntry search={search} isWhole={pages.next === null} />} />
      {back === null ? null : (
        <SearchedBack to={back} found={pages.rows.length} pending={pages.pending}
          onGoOn={() => void pages.more()} />
      )}
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

function Subject({ subject, id }: { readonly subject: string; readonly id: string }) {
  const noun = wordFor('status.noun', subject) ?? subject;
  const label = t('common.thing.subject', { subject: noun });
  return <>{noun}{' '}<CopyText text={id} shorten label={label} /></>;
}
