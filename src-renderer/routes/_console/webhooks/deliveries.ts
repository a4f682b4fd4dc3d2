import { Check, Clock, MailX } from 'lucide-react';
import type { CallInput, CallOutput } from '../../../../src-main/contract/contract.ts';
import { call } from '../../../engine/call.ts';
import { exactTime } from '../../../format/time.ts';
import type { TextColumn } from '../../../lists/TableExport.tsx';
import { face, type Face } from '../../../ui/face.ts';
import { t } from '../../../words/t.ts';

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

/** What narrows the list: a state, or one endpoint, event or HTTP status. */
export type Narrowed = {
  readonly state: DeliveryState | null; readonly by: NonNullable<By> | null;
};
type By = CallInput<'webhooks.list'>['by'];
export const narrowFields = ['endpoint', 'type', 'response'] as const;
export type NarrowField = (typeof narrowFields)[number];

/** `response:500` of the address, as the engine is asked; null where it says nothing usable. */
export function byOf(text: string | undefined): Narrowed['by'] {
  const [, field, value = ''] = /^(endpoint|type|response):(.{1,200})$/.exec(text ?? '') ?? [];
  if (field === 'endpoint' || field === 'type') return { field, value };
  if (field !== 'response' || !/^[1-5]\d\d$/.test(value)) return null;
  return { field, value: Number.parseInt(value, 10) };
}

export function readDeliveries(
  { state, by }: Narrowed, cursor: string | null,
): Promise<Deliveries> {
  return call('webhooks.list', { state: by === null ? state : null, by, cursor, limit: PAGE_ROWS });
}

/** The list as plain text, for a file; bodies stay out, each is in its delivery. */
export const deliveryTexts = (): readonly TextColumn<Delivery>[] => [
  { header: t('webhooks.one.delivery'), text: ({ id }) => id },
  { header: t('common.column.state'), text: ({ state }) => deliveryFaces[state].word },
  { header: t('common.column.event'), text: ({ type }) => type },
  { header: t('common.column.payment'), text: ({ paymentId }) => paymentId ?? '' },
  { header: t('common.column.endpoint'), text: ({ url }) => url },
  { header: t('common.column.lastAnswer'),
    text: ({ responseStatus }) => `${responseStatus ?? ''}` },
  { header: t('common.column.tries'), text: ({ tries }) => `${tries}` },
  { header: t('common.column.created'), text: ({ createdAt }) => exactTime(createdAt) },
  { header: t('common.column.lastTried'),
    text: ({ lastTriedAt }) => lastTriedAt === null ? '' : exactTime(lastTriedAt) },
  { header: t('webhooks.nextTry'),
    text: ({ nextTryAt }) => nextTryAt === null ? '' : exactTime(nextTryAt) },
  { header: t('webhooks.one.delivered'),
    text: ({ deliveredAt }) => deliveredAt === null ? '' : exactTime(deliveredAt) },
  { header: t('webhooks.one.againFor'), text: ({ replayOf }) => replayOf ?? '' },
];
