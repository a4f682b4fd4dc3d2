import type { ConsentState, Token } from './state.ts';
import { rotated, type Desk } from './tokens.ts';
import { must, refused, StepFailed, type Answer } from './translate.ts';
import type { OutgoingPage, OutgoingView } from './wire.ts';

/** How far back is looked: no payer makes that many payments through one client meanwhile. */
const PAGES_MAX = 10;
/** How much earlier than the anchor a payment to it may seem to be. */
const CLOCK_SLACK_MS = 300_000;

/** What was read with the right to pay, and the consent as it is now, its token perhaps new. */
export type WithConsent<T> = { readonly value: T; readonly state: ConsentState };

type UnderRight<T> = { readonly answer: Answer<T>; readonly state: ConsentState };

/** Uses the right to pay; where its token is dead it is rotated, once. */
export async function withRight<T>(
  desk: Desk, state: ConsentState, attempt: (token: Token) => Promise<Answer<T>>,
): Promise<UnderRight<T>> {
  const { outgoingToken } = state;
  if (outgoingToken === null) throw new StepFailed(refused('consent_missing'));
  const answer = await attempt(outgoingToken);
  if (answer.kind !== 'refused' || answer.code !== 'token_revoked') return { answer, state };
  const fresh = await rotated(desk, state, outgoingToken);
  return { answer: await attempt(fresh.outgoingToken), state: fresh };
}

/**
 * The outgoing payments that were made for this anchor, found by quote or receiver, since the
 * provider knows no idempotency key (pitfall 4). The one that counts most stands first.
 */
export async function paymentsFor(
  desk: Desk, given: ConsentState,
): Promise<WithConsent<readonly OutgoingView[]>> {
  const found: OutgoingView[] = [];
  let state = given;
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const from: string | null = cursor;
    const read: UnderRight<OutgoingPage> = await withRight(desk, state, ({ value }) =>
      desk.client.listOutgoing(given.payer, value, from));
    state = read.state;
    const { result, pagination } = must(read.answer);
    found.push(...result.filter((one) => isOurs(one, given)));
    cursor = pagination?.hasNextPage === true ? pagination.endCursor ?? null : null;
    if (cursor === null || isBefore(result.at(-1), given)) {
      return { state, value: found.toSorted(byWeight) };
    }
  }
  throw new StepFailed({
    kind: 'unknown', status: null,
    message: 'The payer\'s wallet lists too many payments to find this one among them.',
  });
}

/** By our key only where the payment does not say whom it pays: earlier anchors share the key. */
export function isOurs(
  { quoteId, receiver, metadata }: OutgoingView, { quoteIds, incoming, key }: ConsentState,
): boolean {
  return (typeof quoteId === 'string' && quoteIds.includes(quoteId))
    || (typeof receiver === 'string' ? receiver === incoming.id : metadata['paydesk'] === key);
}

function isBefore(oldest: OutgoingView | undefined, { incoming }: ConsentState): boolean {
  const createdAt = oldest?.createdAt ?? null;
  return createdAt !== null && createdAt < incoming.createdAt - CLOCK_SLACK_MS;
}

/** What was sent counts before what may be sent, and that before what failed. */
function byWeight(one: OutgoingView, other: OutgoingView): number {
  return weight(other) - weight(one);
}

function weight({ sentAmount, failed }: OutgoingView): number {
  return (sentAmount.minor > 0n ? 2 : 0) + (failed ? 0 : 1);
}
