import { Check, CircleDashed, CircleHelp, CircleX, Hand, Send } from 'lucide-react';
import { ToneBadge, type Face } from '../../../../ui/ToneBadge.tsx';
import type { ItemState } from '../batch-progress.ts';

const faces = {
  waiting: { tone: 'wait', icon: CircleDashed, word: 'Waiting' },
  started: { tone: 'move', icon: Send, word: 'Moving' },
  done: { tone: 'done', icon: Check, word: 'Done' },
  refused: { tone: 'fail', icon: CircleX, word: 'Refused' },
  rejected: { tone: 'fail', icon: CircleX, word: 'Rejected' },
  unclear: { tone: 'unclear', icon: CircleHelp, word: 'Unclear' },
  stalled: { tone: 'person', icon: Hand, word: 'Stalled' },
} as const satisfies Record<ItemState, Face>;

export function ItemBadge({ state }: { readonly state: ItemState }) {
  return <ToneBadge {...faces[state]} />;
}
