import { Check, CircleDashed, CircleHelp, CircleX, Hand, Send } from 'lucide-react';
import { face, type Face } from '../../../../ui/face.ts';
import { ToneBadge } from '../../../../ui/ToneBadge.tsx';
import type { ItemState } from '../batch-progress.ts';

const faces = {
  waiting: face('wait', CircleDashed, 'status.item.waiting'),
  started: face('move', Send, 'status.item.started'),
  done: face('done', Check, 'status.item.done'),
  refused: face('fail', CircleX, 'status.item.refused'),
  rejected: face('fail', CircleX, 'status.item.rejected'),
  unclear: face('unclear', CircleHelp, 'status.item.unclear'),
  stalled: face('person', Hand, 'status.item.stalled'),
} as const satisfies Record<ItemState, Face>;

export function ItemBadge({ state }: { readonly state: ItemState }) {
  return <ToneBadge {...faces[state]} />;
}
