import { Check, CirclePause, Play } from 'lucide-react';
import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { face, type Face } from '../../../ui/face.ts';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';

const faces = {
  running: face('move', Play, 'status.batch.running'),
  paused: face('person', CirclePause, 'status.batch.paused'),
  finished: face('done', Check, 'status.batch.finished'),
} as const satisfies Record<BatchView['state'], Face>;

export function BatchBadge({ state }: { readonly state: BatchView['state'] }) {
  return <ToneBadge {...faces[state]} />;
}
