import { Button } from '@mantine/core';
import { useState } from 'react';
import type { StoppedView } from '../../src-main/contract/sending.ts';
import { call } from '../engine/call.ts';
import { useReach } from '../engine/reach.ts';
import { useStanding } from '../engine/use-standing.ts';
import { plainText } from '../format/text.ts';
import { exactTime } from '../format/time.ts';
import { usePreferences } from '../stores/preferences.ts';
import { t } from '../words/t.ts';
import { LetGoSheet } from './LetGoSheet.tsx';
import classes from './Notices.module.css';

async function readStopped(): Promise<StoppedView | null> {
  return (await call('sending.get', {})).stopped;
}

/** Says on every screen that nothing is sent, and offers two operators to let it go on. */
export function StoppedNotice() {
  const stopped = useStanding(readStopped, null);
  const zone = usePreferences((preferences) => preferences.zone);
  const blocked = useReach('approve');
  const [lifting, setLifting] = useState(false);
  if (stopped === null) return null;
  const { at, by, reason } = stopped;
  return (
    <div className={classes.notice} data-tone="fail">
      <span>
        {t('frame.stopped.notice', {
          by: plainText(by), at: exactTime(at, zone), reason: plainText(reason),
        })}
      </span>
      <Button size="compact-xs" variant="default" disabled={blocked !== null}
        title={blocked ?? undefined} onClick={() => setLifting(true)}>
        {t('frame.stopped.lift')}
      </Button>
      {lifting ? <LetGoSheet stopped={stopped} onClose={() => setLifting(false)} /> : null}
    </div>
  );
}
