import { Check, Clock, MailX } from 'lucide-react';
import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { face, type Face } from '../../../ui/face.ts';

export type Deliveries = CallOutput<'webhooks.list'>;
export type Delivery = Deliveries['items'][number];
export type DeliveryState = Delivery['state'];

export const deliveryStates = ['waiting', 'delivered', 'dead'] as const satisfies DeliveryState[];

/** `dead`: every try failed; it waits for a person to send it again. */
export const deliveryFaces = {
  waiting: face('move', Clock, 'status.delivery.waiting'),
  delivered: face('done', Check, 'status.delivery.delivered'),
  dead: face('person', MailX, 'status.delivery.dead'),
} as const satisfies Record<DeliveryState, Face>;

const PAGE_ROWS = 100;

export function readDeliveries(
  state: DeliveryState | null, cursor: string | null,
): Promise<Deliveries> {
  return call('webhooks.list', { state, cursor, limit: PAGE_ROWS });
}
