import { Button, Stack } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { plainText, prettyJson } from '../../../format/text.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { SideSheet } from '../../../ui/SideSheet.tsx';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { When } from '../../../ui/When.tsx';
import { deliveryFaces, type Delivery } from './deliveries.ts';
import classes from './DeliverySheet.module.css';

type DeliverySheetProps = {
  readonly delivery: Delivery;
  readonly onClose: () => void;
  readonly onReplay: () => void;
  readonly pending: boolean;
};

/** One delivery: what was sent, what was answered, and *Send again*. */
export function DeliverySheet({ delivery, onClose, onReplay, pending }: DeliverySheetProps) {
  return (
    <SideSheet opened onClose={onClose} title={`Delivery of ${delivery.type}`} size={640}>
      <Stack gap="md">
        <FactList facts={[
          { label: 'State', value: <ToneBadge {...deliveryFaces[delivery.state]} /> },
          { label: 'Endpoint', value: <CopyText text={delivery.url} label="endpoint" /> },
          { label: 'Delivery', value: <CopyText text={delivery.id} label="delivery id" /> },
          ...(delivery.replayOf === null ? [] : [{
            label: 'Again for', value: <CopyText text={delivery.replayOf} label="first delivery" />,
          }]),
          ...(delivery.paymentId === null ? [] : [{
            label: 'Payment', value: <CopyText text={delivery.paymentId} label="payment id" />,
          }]),
          { label: 'Created', value: <When at={delivery.createdAt} /> },
          { label: 'Tries', value: delivery.tries },
          { label: 'Last tried', value: <When at={delivery.lastTriedAt} none="not yet" /> },
          { label: 'Last answer', value: delivery.responseStatus ?? 'none' },
        ]} />
        <Block title="Body" text={prettyJson(delivery.body)} />
        <Block title="Answer" text={delivery.responseBody} />
        <Button variant="default" leftSection={<RotateCcw size={14} aria-hidden />}
          loading={pending} onClick={onReplay}>Send again</Button>
      </Stack>
    </SideSheet>
  );
}

function Block({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      {text === '' ? <span className="pd-secondary">empty</span>
        : <pre className={classes.text} tabIndex={0} aria-label={title}>{plainText(text)}</pre>}
    </section>
  );
}
