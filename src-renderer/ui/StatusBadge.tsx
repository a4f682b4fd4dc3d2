import {
  Ban, Check, CircleDashed, CircleHelp, CircleX, Clock, Hand, Hourglass, LockKeyhole, Play, Send,
  Undo2, type LucideIcon,
} from 'lucide-react';
import type { JobView } from '../../src-main/contract/jobs.ts';
import type { OperationView, PaymentRowView } from '../../src-main/contract/payments.ts';
import { ToneBadge, type Face } from './ToneBadge.tsx';

export type PaymentStatus = PaymentRowView['status'];
export type OperationState = OperationView['state'];
export type JobState = JobView['state'];

const face = (tone: Face['tone'], icon: LucideIcon, word: string): Face => ({ tone, icon, word });

/** How each payment status looks. A new status does not compile until it has a face. */
export const paymentFaces = {
  requested: face('wait', CircleDashed, 'Requested'),
  holding: face('move', Send, 'Holding'),
  escrowed: face('wait', LockKeyhole, 'Escrowed'),
  releasing: face('move', Send, 'Releasing'),
  refunding: face('move', Undo2, 'Refunding'),
  unclear: face('unclear', CircleHelp, 'Unclear'),
  stalled: face('person', Hand, 'Stalled'),
  released: face('done', Check, 'Released'),
  refunded: face('done', Undo2, 'Refunded'),
  cancelled: face('wait', Ban, 'Cancelled'),
  failed: face('fail', CircleX, 'Failed'),
} as const satisfies Record<PaymentStatus, Face>;

export const operationFaces = {
  planned: face('wait', CircleDashed, 'Planned'),
  scheduled: face('wait', Clock, 'Scheduled'),
  dispatching: face('move', Send, 'Dispatching'),
  submitted: face('move', Hourglass, 'Submitted'),
  unclear: face('unclear', CircleHelp, 'Unclear'),
  settled: face('done', Check, 'Settled'),
  rejected: face('fail', CircleX, 'Rejected'),
  cancelled: face('wait', Ban, 'Cancelled'),
} as const satisfies Record<OperationState, Face>;

export const jobFaces = {
  queued: face('wait', CircleDashed, 'Queued'),
  running: face('move', Play, 'Running'),
  completed: face('done', Check, 'Completed'),
  failed: face('fail', CircleX, 'Failed'),
  cancelled: face('wait', Ban, 'Cancelled'),
  expired: face('wait', Hourglass, 'Expired'),
} as const satisfies Record<JobState, Face>;

export function StatusBadge({ status }: { readonly status: PaymentStatus }) {
  return <ToneBadge {...paymentFaces[status]} />;
}

export function OperationBadge({ state }: { readonly state: OperationState }) {
  return <ToneBadge {...operationFaces[state]} />;
}

export function JobBadge({ state }: { readonly state: JobState }) {
  return <ToneBadge {...jobFaces[state]} />;
}
