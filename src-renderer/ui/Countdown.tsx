import { useNow } from '../engine/live.ts';
import { countdown, exactTime } from '../format/time.ts';
import { usePreferences } from '../stores/preferences.ts';

const HOUR_MS = 3_600_000;

/** What is left until a time (UTC milliseconds). It ticks each second only under an hour. */
export function Countdown({ at }: { readonly at: number }) {
  const minute = useNow(60_000);
  return at - minute < HOUR_MS + 60_000
    ? <Ticking at={at} everyMs={1_000} /> : <Ticking at={at} everyMs={60_000} />;
}

function Ticking({ at, everyMs }: { readonly at: number; readonly everyMs: number }) {
  const now = useNow(everyMs);
  const zone = usePreferences((preferences) => preferences.zone);
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)} className="pd-tabular">
      {countdown(at, now)}
    </time>
  );
}
