import { Button } from '@mantine/core';
import { useEffect, useRef, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { onTick } from '../engine/clock.ts';
import { useOtherVersion, useSession } from '../engine/session.ts';
import { clockTime } from '../format/time.ts';
import { tryNow, useConnection } from '../stores/connection.ts';
import { pauseLive, useLivePause } from '../stores/live-pause.ts';
import { usePreferences } from '../stores/preferences.ts';
import { t } from '../words/t.ts';
import { RestoredNotice } from './RestoredNotice.tsx';
import { StoppedNotice } from './StoppedNotice.tsx';
import classes from './Notices.module.css';

/**
 * What the operator has to know wherever they are: the engine stopped, updates do not arrive,
 * another version was started, or the screen is held still.
 */
export function Notices() {
  const halted = useSession((session) => session?.halted ?? null);
  const version = useOtherVersion();
  const { paused, held } = useLivePause();
  return (
    <div role="status">
      {halted === null ? null : (
        <Notice tone="fail">{t('frame.notice.halted', { reason: halted })}</Notice>
      )}
      {version === null ? null : (
        <Notice tone="person" act={t('frame.notice.reload')} onAct={() => location.reload()}>
          {t('frame.notice.version', version)}
        </Notice>
      )}
      <StoppedNotice />
      <RestoredNotice />
      <ConnectionNotice />
      {paused ? (
        <PausedNotice held={held} />
      ) : null}
    </div>
  );
}

/** The one place that lets the screen go on; it takes the focus of the button that held it. */
function PausedNotice({ held }: { readonly held: number }) {
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const { activeElement: at, body } = document;
    if (at === null || at === body) goOn.current?.focus();
  }, []);
  return (
    <Notice tone="wait" act={t('frame.notice.goOn')} actRef={goOn}
      onAct={() => {
        pauseLive(false);
        // This bar goes with its button; the page takes the focus back.
        document.getElementById('page')?.focus();
      }}>
      {held === 0 ? t('frame.notice.pausedNone') : t('frame.notice.paused', { count: held })}
    </Notice>
  );
}

function Notice({ tone, act, onAct, actRef, aside, children }: {
  readonly tone: 'person' | 'fail' | 'wait';
  readonly act?: string;
  readonly onAct?: () => void;
  readonly actRef?: RefObject<HTMLButtonElement | null>;
  /** What ticks: drawn, but not read out each second. */
  readonly aside?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <span>{children}</span>
      {aside === undefined ? null : <span className={classes.aside} aria-hidden>{aside}</span>}
      {act === undefined ? null : (
        <Button size="compact-xs" variant="default" onClick={onAct}
          {...(actRef === undefined ? {} : { ref: actRef })}>{act}</Button>
      )}
    </div>
  );
}

/** Since when nothing is heard, and when it is tried again. Nothing while all is well. */
function ConnectionNotice() {
  const { state, lostAt, retryAt } = useConnection();
  const zone = usePreferences((preferences) => preferences.zone);
  // By this machine's own clock, as the two moments are: the engine's cannot be asked.
  const now = useSyncExternalStore(onTick, secondsNow);
  if (lostAt === null || (state !== 'reconnecting' && state !== 'offline')) return null;
  const left = retryAt === null ? 0 : Math.ceil(retryAt / 1_000) - now;
  const time = clockTime(lostAt, zone);
  return (
    <Notice tone={state === 'offline' ? 'fail' : 'person'} act={t('frame.notice.tryNow')}
      onAct={tryNow}
      aside={left > 0 ? t('frame.notice.retryIn', { seconds: left }) : t('frame.notice.retrying')}>
      {state === 'offline'
        ? t('frame.notice.offline', { time }) : t('frame.notice.reconnecting', { time })}
    </Notice>
  );
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1_000);
}
