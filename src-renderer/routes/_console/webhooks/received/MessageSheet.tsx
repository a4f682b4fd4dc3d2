import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { plainText, prettyJson } from '../../../../format/text.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { FactList } from '../../../../ui/FactList.tsx';
import { SideSheet } from '../../../../ui/SideSheet.tsx';
import { JobBadge, StatusBadge } from '../../../../ui/StatusBadge.tsx';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import { When } from '../../../../ui/When.tsx';
import { refusalText } from '../../../../words/engine-text.ts';
import { t } from '../../../../words/t.ts';
import { TextLink } from '../../payments/TextLink.tsx';
import { TextBlock } from '../TextBlock.tsx';
import { messageFaces, type Message } from './messages.ts';

type MessageSheetProps = { readonly message: Message; readonly onClose: () => void };

/** One message: how it was verified, what it caused, and its body as it came. */
export function MessageSheet({ message, onClose }: MessageSheetProps) {
  const isText = message.bodyEncoding === 'utf-8';
  return (
    <SideSheet opened onClose={onClose} size={640}
      title={t('webhooks.in.title', { marketplace: plainText(message.marketplaceName) })}>
      <Stack gap="md">
        <FactList facts={[...outcomeOf(message), ...originOf(message)]} />
        <TextBlock title={t(isText ? 'webhooks.one.body' : 'webhooks.in.base64')}
          text={isText ? prettyJson(message.body) : message.body} />
      </Stack>
    </SideSheet>
  );
}

type Facts = readonly { readonly label: string; readonly value: ReactNode }[];

/** What was made of it: the state, the job that it moved and the payments of that. */
function outcomeOf({ state, code, detail, announced, job, jobId }: Message): Facts {
  return [
    { label: t('common.column.state'), value: <ToneBadge {...messageFaces[state]} /> },
    ...(code === null ? [] : [
      { label: t('webhooks.in.whyRefused'), value: refusalText(code, detail) },
    ]),
    ...(announced === null ? [] : [
      { label: t('webhooks.in.announces'), value: <JobBadge state={announced} /> },
    ]),
    ...(jobId === null ? [] : [{ label: t('common.column.job'), value: job === null ? (
      <CopyText text={jobId} label={t('common.thing.job')} />
    ) : (
      <TextLink to="/jobs/$jobId" params={{ jobId: job.id }} className="pd-mono">{job.id}</TextLink>
    ) }]),
    ...(job === null ? [] : [
      { label: t('webhooks.in.jobNow'), value: <JobBadge state={job.state} /> },
    ]),
    ...(job?.payments ?? []).map(({ id, status }, at) => ({
      label: at === 0 ? t('common.column.payment') : t('webhooks.in.paymentAt', { number: at + 1 }),
      value: (
        <>
          <TextLink to="/payments/$paymentId" params={{ paymentId: id }} className="pd-mono">
            {id}
          </TextLink>
          {' '}<StatusBadge status={status} />
        </>
      ),
    })),
  ];
}

/** Who sent it and when, and what proves it. */
function originOf(message: Message): Facts {
  const { contentType, userAgent } = message;
  return [
    {
      label: t('webhooks.in.verified'),
      value: t('webhooks.in.verifiedBy', { marketplace: plainText(message.marketplaceName) }),
    },
    {
      label: t('webhooks.in.message'),
      value: <CopyText text={message.messageId} label={t('webhooks.in.messageId')} />,
    },
    {
      label: t('webhooks.in.stored'),
      value: <CopyText text={message.id} label={t('webhooks.in.storedId')} />,
    },
    { label: t('webhooks.in.sent'), value: <When at={message.sentAt} /> },
    { label: t('webhooks.in.received'), value: <When at={message.receivedAt} /> },
    {
      label: t('webhooks.in.processed'),
      value: <When at={message.processedAt} none={t('webhooks.notYet')} />,
    },
    ...(contentType === null ? [] : [
      { label: t('webhooks.in.contentType'), value: plainText(contentType) },
    ]),
    ...(userAgent === null ? [] : [
      { label: t('webhooks.in.userAgent'), value: plainText(userAgent) },
    ]),
    {
      label: t('webhooks.in.bodyHash'),
      value: <CopyText text={message.bodyHash} label={t('common.thing.hash')} />,
    },
  ];
}
