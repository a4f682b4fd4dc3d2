import {
  Ban, Check, CircleDashed, CircleHelp, CircleX, Clock, Hand, Hourglass, LockKeyhole, Play, Send,
  Undo2,
} from 'lucide-react';
import { railAssets } from '../../src-main/contract/domain.ts';
import type { JobView } from '../../src-main/contract/jobs.ts';
import type { OperationView, PaymentRowView } from '../../src-main/contract/payments.ts';
import { face, type Face } from './face.ts';
import { ToneBadge } from './ToneBadge.tsx';

export type PaymentStatus = PaymentRowView['status'];
export type OperationState = OperationView['state'];
export type JobState = JobView['state'];

/** How each payment status looks. A new status does not compile until it has a face. */
export const paymentFaces = {
  requested: face('wait', CircleDashed, 'status.payment.requested'),
  holding: face('move', Send, 'status.payment.holding'),
  escrowed: face('wait', LockKeyhole, 'status.payment.escrowed'),
  releasing: face('move', Send, 'status.payment.releasing'),
  refunding: face('move', Undo2, 'status.payment.refunding'),
  unclear: face('unclear', CircleHelp, 'status.payment.unclear'),
  stalled: face('person', Hand, 'status.payment.stalled'),
  released: face('done', Check, 'status.payment.released'),
  refunded: face('done', Undo2, 'status.payment.refunded'),
  cancelled: face('wait', Ban, 'status.payment.cancelled'),
  failed: face('fail', CircleX, 'status.payment.failed'),
} as const satisfies Record<PaymentStatus, Face>;

export const operationFaces = {
  planned: face('wait', CircleDashed, 'status.operation.planned'),
  scheduled: face('wait', Clock, 'status.operation.scheduled'),
  dispatching: face('move', Send, 'status.operation.dispatching'),
  submitted: face('move', Hourglass, 'status.operation.submitted'),
  unclear: face('unclear', CircleHelp, 'status.operation.unclear'),
  settled: face('done', Check, 'status.operation.settled'),
  rejected: face('fail', CircleX, 'status.operation.rejected'),
  cancelled: face('wait', Ban, 'status.operation.cancelled'),
} as const satisfies Record<OperationState, Face>;

export const jobFaces = {
  queued: face('wait', CircleDashed, 'status.job.queued'),
  running: face('move', Play, 'status.job.running'),
  completed: face('done', Check, 'status.job.completed'),
  failed: face('fail', CircleX, 'status.job.failed'),
  cancelled: face('wait', Ban, 'status.job.cancelled'),
  expired: face('wait', Hourglass, 'status.job.expired'),
} as const satisfies Record<JobState, Face>;

/** Where nothing is held, money is paid and not released. */
const payoutFaces: Partial<Record<PaymentStatus, Face>> = {
  releasing: face('move', Send, 'status.payout.releasing'),
  released: face('done', Check, 'status.payout.released'),
};

/** The face of a payment in the words of its rail; of any rail where none is known. */
export function paymentFace(
  status: PaymentStatus, rail: PaymentRowView['rail'] | undefined,
): Face {
  const own = rail === undefined || railAssets[rail].holds ? undefined : payoutFaces[status];
  return own ?? paymentFaces[status];
}

type StatusBadgeProps = {
  readonly status: PaymentStatus; readonly rail?: PaymentRowView['rail'] | undefined;
};

export function StatusBadge({ status, rail }: StatusBadgeProps) {
  return <ToneBadge {...paymentFace(status, rail)} />;
}

export function OperationBadge({ state }: { readonly state: OperationState }) {
  return <ToneBadge {...operationFaces[state]} />;
}

export function JobBadge({ state }: { readonly state: JobState }) {
  return <ToneBadge {...jobFaces[state]} />;
}
