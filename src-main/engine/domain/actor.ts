/**
 * Who did something. Written into every event and audit entry; an API key is a maker only (R9).
 * `id` is the operator's, key's or connection's id; `name` is what a person reads.
 */
export type Actor = {
  readonly kind: 'operator' | 'api-key' | 'engine' | 'provider';
  readonly id: string;
  readonly name: string;
};

/** The engine itself: timers, policies, recovery. */
export const ENGINE: Actor = { kind: 'engine', id: 'engine', name: 'Paydesk' };
