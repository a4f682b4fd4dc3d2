import { useNow } from '../engine/live.ts';
import { exactTime, relativeTime } from '../format/time.ts';
import { usePreferences } from '../stores/preferences.ts';

type WhenProps = {
  /** UTC milliseconds; null where it has not been. */
  readonly at: number | null;
  /** What stands where there is no time. */
  readonly none?: string;
};

/** A time relative to now, with the exact one on hover. */
export function When({ at, none = '–' }: WhenProps) {
  const now = useNow(10_000);
  const zone = usePreferences((preferences) => preferences.zone);
  if (at === null) return <>{none}</>;
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, zone)} className="pd-nowrap">
      {relativeTime(at, now, zone)}
    </time>
  );
}
