import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { clockTime } from '../../../format/time.ts';
import { usePreferences } from '../../../stores/preferences.ts';
import { Rich } from '../../../words/Rich.tsx';
import { t } from '../../../words/t.ts';
import { InTime } from '../payments/InTime.tsx';
import { TextLink } from '../payments/TextLink.tsx';
import { toldText } from '../../../words/engine-text.ts';

/** What happens next by itself, and when. */
export function NextEvent({ event }: {
  readonly event: CallOutput<'overview.get'>['nextEvent'];
}) {
  const zone = usePreferences((preferences) => preferences.zone);
  if (event === null) return <>{t('overview.next.nothing')}</>;
  const words = t('overview.next.at', {
    time: clockTime(event.at, zone), what: toldText(event.told, event.text),
  });
  const link = event.paymentId === null ? words : (
    <TextLink to="/payments/$paymentId" params={{ paymentId: event.paymentId }}>{words}</TextLink>
  );
  return (
    <Rich text={t('overview.next.event')}
      parts={{ event: () => link, when: () => <InTime at={event.at} /> }} />
  );
}
