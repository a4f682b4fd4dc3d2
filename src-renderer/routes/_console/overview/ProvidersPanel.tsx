import { Check, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import { plainText } from '../../../format/text.ts';
import { ToneBadge, type Face } from '../../../ui/ToneBadge.tsx';
import { railWords } from '../payments/rail-words.ts';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import styles from './ProvidersPanel.module.css';

type State = Overview['providers'][number]['state'];

const faces = {
  ok: { tone: 'done', icon: Check, word: 'Answers' },
  degraded: { tone: 'person', icon: TriangleAlert, word: 'Degraded' },
  down: { tone: 'fail', icon: CircleX, word: 'Down' },
  unknown: { tone: 'wait', icon: CircleHelp, word: 'Not asked yet' },
} as const satisfies Record<State, Face>;

/** Whether each provider answers. */
export function ProvidersPanel({ providers }: Pick<Overview, 'providers'>) {
  return (
    <Panel
      title="Providers"
      calm={providers.length === 0 ? 'No connection is set up; payments need one.' : null}
    >
      <ul className={styles.list}>
        {providers.map(({ connectionId, name, rail, state, text }) => (
          <li key={connectionId} className={styles.line}>
            <ToneBadge {...faces[state]} />
            <span>{plainText(name)} <span className="pd-secondary">{railWords[rail]}</span></span>
            <span className="pd-secondary">{plainText(text)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
