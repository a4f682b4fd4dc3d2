import { Alert, Stack } from '@mantine/core';
import { prettyJson } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { SideSheet } from '../../../ui/SideSheet.tsx';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { VerbButton } from '../../../ui/VerbButton.tsx';
import { When } from '../../../ui/When.tsx';
import { InTime } from '../payments/InTime.tsx';
import { TextLink } from '../payments/TextLink.tsx';
import { deliveryFaces, type Delivery } from './deliveries.ts';
import { TextBlock } from './TextBlock.tsx';
import { t } from '../../../words/t.ts';

type DeliverySheetProps = {
  readonly delivery: Delivery;
  readonly onClose: () => void;
  readonly onReplay: () => void;
  readonly pending: boolean;
  readonly error: string | null;
};

/** One delivery: what was sent, what was answered, and *Send again*. */
export function DeliverySheet(props: DeliverySheetProps) {
  const { delivery, onClose, onReplay, pending, error } = props;
  const waits = delivery.state === 'waiting';
  return (
    <SideSheet opened onClose={onClose} title={t('webhooks.one.title', { event: delivery.type })}
      size={640}>
      <Stack gap="md">
        <FactList facts={[
          {
            label: t('common.column.state'),
            value: <ToneBadge {...deliveryFaces[delivery.state]} />,
          },
          {
            label: t('common.column.endpoint'),
            value: <CopyText text={delivery.url} label={t('common.thing.endpoint')} />,
          },
          {
            label: t('webhooks.one.delivery'),
            value: <CopyText text={delivery.id} label={t('common.thing.delivery')} />,
          },
          ...(delivery.replayOf === null ? [] : [{
            label: t('webhooks.one.againFor'),
            value: <CopyText text={delivery.replayOf} label={t('common.thing.firstDelivery')} />,
          }]),
          ...(delivery.paymentId === null ? [] : [{
            label: t('common.column.payment'),
            value: (
              <TextLink to="/payments/$paymentId" params={{ paymentId: delivery.paymentId }}
                className="pd-mono">{delivery.paymentId}</TextLink>
            ),
          }]),
          { label: t('common.column.created'), value: <When at={delivery.createdAt} /> },
          { label: t('common.column.tries'), value: delivery.tries },
          {
            label: t('common.column.lastTried'),
            value: <When at={delivery.lastTriedAt} none={t('webhooks.notYet')} />,
          },
          ...(delivery.nextTryAt === null ? [] : [{
            label: t('webhooks.nextTry'), value: <InTime at={delivery.nextTryAt} />,
          }]),
          { label: t('webhooks.one.delivered'), value: (
            <When at={delivery.deliveredAt} none={t('webhooks.notYet')} />
          ) },
          {
            label: t('common.column.lastAnswer'),
            value: delivery.responseStatus ?? t('common.none'),
          },
        ]} />
        <TextBlock title={t('webhooks.one.body')} text={prettyJson(delivery.body)} />
        <TextBlock title={t('webhooks.one.answer')} text={delivery.responseBody} />
        {error === null ? null : <Alert color="red" role="alert">{error}</Alert>}
        <div>
          <VerbButton verb={{ allowed: !waits, reason: waits ? t('webhooks.one.waits') : null }}
            label={t('webhooks.sendAgain')} loading={pending} onClick={onReplay} />
        </div>
      </Stack>
    </SideSheet>
  );
}
