import {
  Ban, Check, CircleHelp, CircleX, Hourglass, Link, RefreshCw, Send, Undo2,
} from 'lucide-react';
import type { ConsentView } from '../../../../../src-main/contract/consents.ts';
import { face, type Face } from '../../../../ui/face.ts';

type State = Exclude<ConsentView['state'], 'ended'>;
type End = NonNullable<ConsentView['endedAs']>;

const states = {
  preparing: face('move', Send, 'consents.state.preparing'),
  asked: face('wait', Link, 'consents.state.asked'),
  declined: face('person', CircleHelp, 'consents.state.declined'),
  returned: face('move', Undo2, 'consents.state.returned'),
  granted: face('done', Check, 'consents.state.granted'),
} as const satisfies Record<State, Face>;

const ends = {
  declined: face('fail', CircleX, 'consents.ended.declined'),
  lapsed: face('wait', Hourglass, 'consents.ended.lapsed'),
  replaced: face('wait', RefreshCw, 'consents.ended.replaced'),
  withdrawn: face('wait', Ban, 'consents.ended.withdrawn'),
  refused: face('fail', CircleX, 'consents.ended.refused'),
  used: face('done', Check, 'consents.ended.used'),
} as const satisfies Record<End, Face>;

/** How a consent looks: its state, or what it ended as. */
export function consentFace({ state, endedAs }: Pick<ConsentView, 'state' | 'endedAs'>): Face {
  return state === 'ended' ? ends[endedAs ?? 'withdrawn'] : states[state];
}
