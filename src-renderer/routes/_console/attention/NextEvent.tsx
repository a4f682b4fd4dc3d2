import type { CallOutput } from '../../../../src-main/contract/contract.ts';
import { clockTime } from '../../../format/time.ts';
import { plainText } from '../../../format/text.ts';
import { usePreferences } from '../../../stores/preferences.ts';
import { InTime } from '../payments/InTime.tsx';
import { TextLink } from '../payments/TextLink.tsx';

/** What happens next by itself, and when. */
export function NextEvent({ event }: {
  readonly event: CallOutput<'overview.get'>['nextEvent'];
}) {
  const zone = usePreferences((preferences) => preferences.zone);
  if (event === null) return <>Nothing is due to happen by itself.</>;
  const words = <>{clockTime(event.at, zone)}, {plainText(event.text)}</>;
  return (
    <>
      Next automatic event:{' '}
      {event.paymentId === null ? words : (
        <TextLink to="/payments/$paymentId" params={{ paymentId: event.paymentId }}>
          {words}
        </TextLink>
      )}
      {' '}(<InTime at={event.at} />)
    </>
  );
}
