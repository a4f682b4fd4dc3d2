import { Alert, Button } from '@mantine/core';
import { MailOpen } from 'lucide-react';
import { useLive } from '../../../../engine/live.ts';
import { usePages } from '../../../../engine/use-pages.ts';
import { plainText, shorten } from '../../../../format/text.ts';
import { exactTime } from '../../../../format/time.ts';
import { TableExport, type TextColumn } from '../../../../lists/TableExport.tsx';
import { DataTable, type DataColumn } from '../../../../ui/DataTable.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { FilterChips } from '../../../../ui/FilterChips.tsx';
import { Screen } from '../../../../ui/Screen.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { refusalText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { WebhookTabs } from '../WebhookTabs.tsx';
import {
  messageFaces, messageStates, readMessages, type Message, type MessageLine, type Messages,
  type MessageState,
} from './messages.ts';
import { MessageSheet } from './MessageSheet.tsx';

const columns: readonly DataColumn<MessageLine>[] = [
  { id: 'state', header: () => t('common.column.state'), width: '124px', cell: ({ state }) =>
    <ToneBadge {...messageFaces[state]} /> },
  { id: 'message', header: () => t('webhooks.in.message'), width: 'minmax(170px, 2fr)',
    cell: ({ messageId }) => <span className="pd-mono" title={messageId}>{messageId}</span> },
  { id: 'marketplace', header: () => t('common.column.marketplace'), width: 'minmax(120px, 1fr)',
    cell: ({ marketplaceName }) => plainText(marketplaceName) },
  { id: 'job', header: () => t('common.column.job'), width: '136px', cell: ({ jobId }) =>
    jobId === null ? <span className="pd-secondary">{t('common.none')}</span>
      : <span className="pd-mono" title={plainText(jobId)}>{shorten(plainText(jobId))}</span> },
  { id: 'refusal', header: () => t('webhooks.in.whyRefused'), width: 'minmax(160px, 3fr)',
    cell: ({ code, detail }) => code === null ? '' : (
      <span title={refusalText(code, detail)}>{refusalText(code, detail)}</span>
    ) },
  { id: 'received', header: () => t('webhooks.in.received'), width: '112px',
    cell: ({ receivedAt }) => <When at={receivedAt} /> },
  { id: 'processed', header: () => t('webhooks.in.processed'), width: '112px',
    cell: ({ processedAt }) => <When at={processedAt} none={t('webhooks.notYet')} /> },
];

/** The list as plain text, for a file; bodies stay out, each is in its message. */
const messageTexts = (): readonly TextColumn<MessageLine>[] => [
  { header: t('webhooks.in.stored'), text: ({ id }) => id },
  { header: t('common.column.state'), text: ({ state }) => messageFaces[state].word },
  { header: t('webhooks.in.message'), text: ({ messageId }) => messageId },
  { header: t('common.column.marketplace'), text: ({ marketplaceName }) => marketplaceName },
  { header: t('common.column.job'), text: ({ jobId }) => jobId ?? '' },
  { header: t('webhooks.in.whyRefused'),
    text: ({ code, detail }) => code === null ? '' : refusalText(code, detail) },
  { header: t('webhooks.in.received'), text: ({ receivedAt }) => exactTime(receivedAt) },
  { header: t('webhooks.in.processed'),
    text: ({ processedAt }) => processedAt === null ? '' : exactTime(processedAt) },
];

const filters = () => messageStates.map((value) => ({ value, label: messageFaces[value].word }));

type Search = { readonly state?: MessageState; readonly open?: string };
type ReceivedScreenProps = {
  readonly first: Messages;
  readonly opened: Message | null;
  readonly state: MessageState | null;
  readonly onSearch: (search: Search) => void;
};

/** What marketplaces told us, as it came: each message with what was made of it. */
export function ReceivedScreen({ first, opened, state, onSearch }: ReceivedScreenProps) {
  useLive({ nouns: ['inbox'] });
  const pages = usePages({
    first, keyOf: ({ id }: MessageLine) => id, read: (cursor) => readMessages(state, cursor),
  });
  const filtered = state === null ? {} : { state };
  return (
    <Screen title={t('webhooks.title')} width="full" subtitle={t('webhooks.in.subtitle')} actions={(
      <TableExport name="webhooks-received" columns={messageTexts}
        read={(cursor) => readMessages(state, cursor)} />
    )}>
      <WebhookTabs shown="received">
        <FilterChips label={t('common.column.state')} options={filters()} value={state}
          onChange={(value) => onSearch(value === null ? {} : { state: value })} />
        {pages.failure === null ? null
          : <Alert color="red" role="alert">{pages.failure}</Alert>}
        <DataTable label={t('webhooks.in.messages')} columns={columns} rows={pages.rows}
          rowKey={({ id }) => id} onOpen={({ id }) => onSearch({ ...filtered, open: id })}
          next={pages.next} onMore={() => void pages.more()} pending={pages.pending}
          empty={state === null
            ? <EmptyState icon={MailOpen} title={t('webhooks.in.none')}
              text={t('webhooks.in.noneHint')} />
            : <EmptyState icon={MailOpen} title={t('webhooks.in.noneIn')} action={(
              <Button variant="default" onClick={() => onSearch({})}>{t('common.showAll')}</Button>
            )} />} />
      </WebhookTabs>
      {opened === null ? null
        : <MessageSheet message={opened} onClose={() => onSearch(filtered)} />}
    </Screen>
  );
}
