import { useNow } from '../../../engine/live.ts';
import { Countdown } from '../../../ui/Countdown.tsx';

/** "in 23:01" until a time comes (UTC milliseconds), "now" once it has. */
export function InTime({ at }: { readonly at: number }) {
  const now = useNow(1_000);
  return at <= now ? <>now</> : <>in <Countdown at={at} /></>;
}
