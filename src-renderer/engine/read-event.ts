import { events, type EventName, type EventPayload } from '../../src-main/contract/contract.ts';

/** Reads an event with the contract's schema and hands it on; one that does not fit is dropped. */
export function readEvent<N extends EventName>(
  name: N, payload: unknown, listener: (payload: EventPayload<N>) => void,
): void {
  const parsed = events[name].payload.safeParse(payload);
  if (parsed.success) listener(parsed.data as EventPayload<N>);
}
