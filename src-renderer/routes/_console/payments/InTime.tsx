import { useNow } from '../../../engine/live.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { t } from '../../../words/t.ts';
import { Rich } from '../../../words/Rich.tsx';

/** "in 23:01" until a time comes (UTC milliseconds), "now" once it has. */
export function InTime({ at }: { readonly at: number }) {
  const now = useNow(1_000);
  if (at <= now) return <>{t('time.now')}</>;
  return <Rich text={t('time.until')} parts={{ left: () => <Countdown at={at} /> }} />;
}
