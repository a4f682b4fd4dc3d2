import { Check, CirclePause, Play } from 'lucide-react';
import type { BatchView } from '../../../../src-main/contract/batches.ts';
import { ToneBadge, type Face } from '../../../ui/ToneBadge.tsx';

const faces = {
  running: { tone: 'move', icon: Play, word: 'Running' },
  paused: { tone: 'person', icon: CirclePause, word: 'Paused' },
  finished: { tone: 'done', icon: Check, word: 'Finished' },
} as const satisfies Record<BatchView['state'], Face>;

export function BatchBadge({ state }: { readonly state: BatchView['state'] }) {
  return <ToneBadge {...faces[state]} />;
}
