import { Check, CircleHelp, CircleX, TriangleAlert } from 'lucide-react';
import { plainText } from '../../../format/text.ts';
import { face, type Face } from '../../../ui/face.ts';
import { ToneBadge } from '../../../ui/ToneBadge.tsx';
import { railWords } from '../payments/rail-words.ts';
import type { Overview } from './OverviewScreen.tsx';
import { Panel } from './Panel.tsx';
import { t } from '../../../words/t.ts';
import { toldText } from '../../../words/engine-text.ts';
import styles from './ProvidersPanel.module.css';

type State = Overview['providers'][number]['state'];

const faces = {
  ok: face('done', Check, 'status.health.ok'),
  degraded: face('person', TriangleAlert, 'status.health.degraded'),
  down: face('fail', CircleX, 'status.health.down'),
  unknown: face('wait', CircleHelp, 'status.health.unknown'),
} as const satisfies Record<State, Face>;

/** Whether each provider answers. */
export function ProvidersPanel({ providers }: Pick<Overview, 'providers'>) {
  return (
    <Panel
      title={t('overview.providers.title')}
      calm={providers.length === 0 ? t('overview.providers.none') : null}
    >
      <ul className={styles.list}>
        {providers.map(({ connectionId, name, rail, state, text, told }) => (
          <li key={connectionId} className={styles.line}>
            <ToneBadge {...faces[state]} />
            <span>{plainText(name)} <span className="pd-secondary">{railWords[rail]}</span></span>
            <span className="pd-secondary">{toldText(told, text)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
