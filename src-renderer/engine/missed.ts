import type { EventPayload } from '../../src-main/contract/contract.ts';
import { concerns, type LiveMatch } from './concerns.ts';
import { transport } from './transport.ts';

type Change = EventPayload<'changed'>;

/** What is read of a router. */
type Travels = {
  readonly subscribe: (
    event: 'onBeforeNavigate',
    listener: (event: { readonly toLocation: { readonly href: string } }) => void,
  ) => () => void;
};

/** Beyond this many payments, each counts as changed: a reading too many, never one too few. */
const PAYMENTS_MAX = 1_000;

let heard = false;
const nouns = new Set<Change['nouns'][number]>();
const paymentIds = new Set<string>();

/**
 * Remembers what changed since the window last went somewhere. A screen is read before it is drawn
 * and can listen; what changes in between is told to nobody, and without this the screen would show
 * it only after the next change. Answers how to stop.
 */
export function watchMissed(router: Travels): () => void {
  let place = '';
  const stopTravels = router.subscribe('onBeforeNavigate', ({ toLocation: { href } }) => {
    // A place that is read again is told of as well.
    if (href === place) return;
    place = href;
    forget();
  });
  const stopHearing = transport().on('changed', (change) => {
    heard = true;
    for (const noun of change.nouns) nouns.add(noun);
    if (paymentIds.size > PAYMENTS_MAX) return;
    for (const id of change.paymentIds) paymentIds.add(id);
  });
  return () => {
    stopTravels();
    stopHearing();
    forget();
  };
}

/** Whether something that a screen shows changed since the window went there. */
export function wasMissed(match: LiveMatch): boolean {
  const isCrowded = match.paymentIds !== undefined && paymentIds.size > PAYMENTS_MAX;
  return heard
    && (isCrowded || concerns(match, { nouns: [...nouns], paymentIds: [...paymentIds] }));
}

function forget(): void {
  heard = false;
  nouns.clear();
  paymentIds.clear();
}
