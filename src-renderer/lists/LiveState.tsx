import { Button, Tooltip } from '@mantine/core';
import { Pause } from 'lucide-react';
import { useState } from 'react';
import type { LiveMatch } from '../engine/concerns.ts';
import { engineNow } from '../engine/clock.ts';
import { useLive } from '../engine/live.ts';
import { isLost } from '../engine/reach.ts';
import { useConnection } from '../stores/connection.ts';
import { pauseLive, useLivePause } from '../stores/live-pause.ts';
import { When } from '../ui/When.tsx';
import { Rich } from '../words/Rich.tsx';
import { t } from '../words/t.ts';
import classes from './lists.module.css';

type LiveStateProps = {
  /** What the list shows; any change of these reads it again. */
  readonly nouns: NonNullable<LiveMatch['nouns']>;
  /** What was read last: another one means that it was read again. */
  readonly reading: unknown;
};

/** Whether the list follows what happens, how old it is, and a way to hold it still. */
export function LiveState({ nouns, reading }: LiveStateProps) {
  const { paused } = useLivePause();
  const lost = useConnection(({ state }) => isLost(state));
  useLive({ nouns });
  const [seen, setSeen] = useState(reading);
  const [readAt, setReadAt] = useState(engineNow);
  if (seen !== reading) {
    setSeen(reading);
    setReadAt(engineNow());
  }
  const state = lost ? 'lost' : paused ? 'off' : 'on';
  return (
    <span className={classes.live} data-live={state}>
      <span role="status">
        {t(`lists.live.${state}`)}
        {' · '}
        <Rich text={t('lists.live.read')} parts={{ when: () => <When at={readAt} /> }} />
      </span>
      {/* While it is held still, the bar above the page alone offers to go on. */}
      {paused ? null : (
        <Tooltip label={t('lists.live.pauseHint')} withArrow>
          <Button size="compact-xs" variant="default" onClick={() => pauseLive(true)}
            leftSection={<Pause size={12} aria-hidden />}>
            {t('lists.live.pause')}
          </Button>
        </Tooltip>
      )}
    </span>
  );
}
