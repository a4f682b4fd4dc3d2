import { ENGINE } from '../domain/actor.ts';
import { endConsent, moveConsent, type Consent } from '../domain/consent.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { withdrawUnsent, moveOne } from '../domain/plan.ts';
import { refuse } from '../domain/refusals.ts';
import { accept, invariant, type Result } from '../domain/result.ts';
import { retryDelayMs, type Work } from '../domain/work.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { isTerminal } from '../domain/payment.ts';
import { dropWork } from '../runner/stale.ts';
import type { ConsentAsked, ConsentFacts, ConsentGranted } from '../../rails/rail.ts';
import { sealBox, type ConsentBox } from './box.ts';
import { consentCall } from './call.ts';
import { closeConsent } from './close.ts';
import { leaveToPerson, withFreshConsent } from './plan.ts';

/** The aggregate and its consent, as one step of a consent found them. */
type Standing = { readonly aggregate: PaymentAggregate; readonly consent: Consent };

/**
 * Does what is due for a consent: asks for a quote and a link, ends a link that nobody used,
 * fetches the payer's answer, or clears away what an ended one left at the provider. Nothing here
 * moves money; a payout becomes due only when its consent is granted.
 */
export async function runConsent(deps: OperationDeps, work: Work): Promise<void> {
  invariant(work.paymentId !== null, 'Consent work belongs to a payment.');
  const [aggregate, consent] = await Promise.all([
    deps.store.read.payment(work.paymentId), deps.store.read.consent(work.subjectId),
  ]);
  if (aggregate === null || consent === null || consent.closedAt !== null) {
    await dropWork(deps, work);
    return;
  }
  const standing = { aggregate, consent };
  switch (consent.state) {
    case 'preparing': return ask(deps, standing);
    case 'asked': return lapse(deps, standing);
    case 'declined': return decline(deps, standing);
    case 'returned': return fetchAnswer(deps, standing);
    case 'ended': return closeConsent(deps, standing);
    case 'granted': return dropWork(deps, work);
  }
}

async function ask(deps: OperationDeps, { aggregate, consent }: Standing): Promise<void> {
  const { rail, call, request, box, connection } = await consentCall(deps, aggregate, consent);
  if (request.finishUrl === '') return untilListening(deps, { aggregate, consent });
  const startedAt = deps.clock.nowMs();
  const asked = await guarded(deps, consent, () => rail.ask(call, request));
  deps.providers.report(connection.id, callKind(asked.kind), deps.clock.nowMs() - startedAt);
  await change(deps, { consent, act: `consent.${asked.kind}` }, (current, nowMs) =>
    applyAsked(deps, current, { asked, box, nowMs }));
}

/** The listener opens last: a payer who came back before would meet nobody. */
async function untilListening(deps: OperationDeps, { consent }: Standing): Promise<void> {
  await change(deps, { consent, act: 'consent.postponed' }, ({ aggregate, consent: live }, nowMs) =>
    accept({ ...aggregate, consent: { ...live, dueAt: nowMs + LISTENER_PAUSE_MS } }));
}

const LISTENER_PAUSE_MS = 1_000;

function applyAsked(
  deps: OperationDeps,
  { aggregate, consent }: Standing,
  { asked, box, nowMs }: {
    readonly asked: ConsentAsked; readonly box: ConsentBox; readonly nowMs: number;
  },
): Result<PaymentAggregate> {
  switch (asked.kind) {
    case 'asked': return withConsent(aggregate, moveConsent(consent, 'ask', {
      ...factsOf(deps, consent, { facts: asked, box }), link: asked.link, failureText: null,
      linkExpiresAt: nowMs + asked.linkForMs, dueAt: nowMs + asked.linkForMs,
      readyAt: nowMs + asked.waitMs,
    }));
    case 'rejected': return accept(giveUpAsking({ aggregate, consent }, asked, nowMs));
    case 'unavailable': return accept(askLater(deps, { aggregate, consent }, {
      text: asked.message, nowMs,
    }) ?? giveUpAsking({ aggregate, consent }, {
      code: 'provider_unavailable', message: asked.message,
    }, nowMs));
  }
}

/** What a rail says of a consent, and its secrets sealed with ours. */
function factsOf(
  { secrets }: OperationDeps,
  { id }: Consent,
  { facts, box }: { readonly facts: ConsentFacts; readonly box: ConsentBox },
): Partial<Consent> {
  return {
    debit: facts.debit, receive: facts.receive, incomingReference: facts.incomingReference,
    quoteReference: facts.quoteReference, quoteExpiresAt: facts.quoteExpiresAt,
    box: sealBox(secrets, id, { ...box, rail: facts.state }),
  };
}

/**
 * No link can be had. A payment whose payer never had one ends, since nobody waits for it but its
 * caller, who is told; otherwise a person decides what becomes of it.
 */
function giveUpAsking(
  { aggregate, consent }: Standing,
  { code, message }: { readonly code: string; readonly message: string },
  nowMs: number,
): PaymentAggregate {
  if (consent.ordinal > 1) return leaveToPerson(aggregate, { code, text: message });
  const ended = { ...endConsent(consent, 'refused'), failureText: message };
  return withdrawUnsent({ ...aggregate, consent: ended }, nowMs, message);
}

/** Asked again after a growing pause; null once the tries are used up. */
function askLater(
  { options }: OperationDeps,
  { aggregate, consent }: Standing,
  { text, nowMs }: { readonly text: string; readonly nowMs: number },
): PaymentAggregate | null {
  const tries = consent.tries + 1;
  const delay = retryDelayMs(tries, null, options.retryDelaysMs);
  return delay === null ? null
    : { ...aggregate, consent: { ...consent, tries, failureText: text, dueAt: nowMs + delay } };
}

/** The link was not used in time: nothing was paid, and nothing can be any more. */
async function lapse(deps: OperationDeps, { consent }: Standing): Promise<void> {
  await change(deps, { consent, act: 'consent.lapsed' }, ({ aggregate, consent: live }, nowMs) => {
    // A clock that was set back meanwhile made it early.
    if (live.linkExpiresAt !== null && nowMs < live.linkExpiresAt) return accept(aggregate);
    return accept(withdrawUnsent(
      { ...aggregate, consent: endConsent(live, 'lapsed') }, nowMs,
      'the payer did not use the link in time',
    ));
  });
}

/**
 * Somebody came back saying that the payer refused. Anybody could say so: the grant is cancelled at
 * the provider, which makes it true either way, and only then the payment ends.
 */
async function decline(deps: OperationDeps, { aggregate, consent }: Standing): Promise<void> {
  const { rail, call, box } = await consentCall(deps, aggregate, consent);
  const state = box.rail;
  const isEnded = state === null || await guardedEnd(deps, consent, () => rail.end(call, state));
  await change(deps, { consent, act: 'consent.declined' }, (current, nowMs) => {
    const later = isEnded ? null : askLater(deps, current, {
      text: 'the provider did not answer', nowMs,
    });
    if (later !== null) return accept(later);
    const ended: Consent = {
      ...endConsent(current.consent, 'declined'), closedAt: isEnded ? nowMs : null,
      failureText: isEnded ? null : current.consent.failureText,
    };
    return accept(withdrawUnsent(
      { ...current.aggregate, consent: ended }, nowMs, 'the payer refused',
    ));
  });
}

async function fetchAnswer(deps: OperationDeps, { aggregate, consent }: Standing): Promise<void> {
  const { rail, call, request, box, connection } = await consentCall(deps, aggregate, consent);
  const state = box.rail;
  invariant(state !== null, 'A payer came back to a consent that nobody was asked for.');
  const startedAt = deps.clock.nowMs();
  const granted = await guarded(deps, consent, () => rail.fetch(call, request, state));
  deps.providers.report(connection.id, callKind(granted.kind), deps.clock.nowMs() - startedAt);
  await change(deps, { consent, act: `consent.${granted.kind}` }, (current, nowMs) =>
    applyGranted(deps, current, { granted, box, nowMs }));
}

function applyGranted(
  deps: OperationDeps,
  { aggregate, consent }: Standing,
  { granted, box, nowMs }: {
    readonly granted: ConsentGranted; readonly box: ConsentBox; readonly nowMs: number;
  },
): Result<PaymentAggregate> {
  switch (granted.kind) {
    case 'granted': {
      const kept = withConsent(aggregate, moveConsent(consent, 'grant', {
        ...factsOf(deps, consent, { facts: granted, box }), failureText: null,
      }));
      return kept.ok ? moveOne(kept.value, consent.operationId, {
        signal: 'schedule', patch: { dueAt: nowMs, failureCode: null, failureText: null },
      }) : kept;
    }
    case 'early': return accept({
      ...aggregate, consent: { ...consent, dueAt: nowMs + granted.waitMs },
    });
    // The right to pay went to an answer that never came: the payer has to be asked once more.
    case 'lost': return accept(withFreshConsent(deps, aggregate, {
      nowMs, keepsAnchor: true, because: granted.message,
    }));
    case 'rejected': return accept(leaveToPerson(aggregate, {
      code: granted.code, text: granted.message,
    }));
    case 'unavailable': return accept(askLater(deps, { aggregate, consent }, {
      text: granted.message, nowMs,
    }) ?? leaveToPerson(aggregate, { code: 'provider_unavailable', text: granted.message }));
  }
}

function withConsent(
  aggregate: PaymentAggregate,
  moved: Result<Consent>,
): Result<PaymentAggregate> {
  return moved.ok ? accept({ ...aggregate, consent: moved.value }) : moved;
}

/** Records a step of a consent that is still the payment's own and still where it was. */
async function change(
  deps: OperationDeps,
  { consent, act }: { readonly consent: Consent; readonly act: string },
  decide: (current: Standing, nowMs: number) => Result<PaymentAggregate>,
): Promise<void> {
  await deps.transactions.change(
    consent.paymentId, { actor: ENGINE, act, reason: '', data: { consent: consent.id } },
    (aggregate, { nowMs }) => {
      const current = aggregate.consent;
      if (current?.id !== consent.id || current.state !== consent.state
        || isTerminal(aggregate.payment.status)) {
        return refuse('state_forbids', { consent: consent.id });
      }
      const decided = decide({ aggregate, consent: current }, nowMs);
      return decided.ok ? accept({ aggregate: decided.value }) : decided;
    },
  );
}

type Unavailable = { readonly kind: 'unavailable'; readonly message: string };

/** A bug in a rail is no answer; nothing was paid by it either. */
async function guarded<T>(
  { log }: OperationDeps,
  consent: Consent,
  question: () => Promise<T>,
): Promise<T | Unavailable> {
  try {
    return await question();
  } catch (error) {
    log.error('rail failed', { consent: consent.id, error });
    return { kind: 'unavailable', message: 'the adapter failed' };
  }
}

async function guardedEnd(
  { log }: OperationDeps,
  consent: Consent,
  end: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await end();
  } catch (error) {
    log.error('rail failed', { consent: consent.id, error });
    return false;
  }
}

/** What an answer says of the provider's health. */
function callKind(kind: ConsentAsked['kind'] | ConsentGranted['kind']) {
  return kind === 'unavailable' ? 'unavailable' as const
    : kind === 'rejected' ? 'rejected' as const : 'settled' as const;
}
