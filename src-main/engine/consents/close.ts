import { ENGINE } from '../domain/actor.ts';
import type { Consent } from '../domain/consent.ts';
import { consentWork } from '../domain/due.ts';
import type { PaymentAggregate } from '../domain/payment.ts';
import { workId, retryDelayMs } from '../domain/work.ts';
import type { OperationDeps } from '../operations/intent.ts';
import { consentCall } from './call.ts';

/**
 * Clears away what an ended consent left at the provider: grants are cancelled, tokens revoked. A
 * commit of its own, since its payment may have ended, and ended payments never change. Where the
 * provider cannot be reached after the usual tries it is left alone: what is left there ends by
 * itself within minutes, and nothing is ever paid under a consent that has ended here.
 */
export async function closeConsent(
  deps: OperationDeps,
  { aggregate, consent }: {
    readonly aggregate: PaymentAggregate; readonly consent: Consent;
  },
): Promise<void> {
  const isClosed = await endAtProvider(deps, aggregate, consent);
  const nowMs = deps.clock.nowMs();
  const tries = consent.tries + 1;
  const delay = isClosed ? null : retryDelayMs(tries, null, deps.options.retryDelaysMs);
  const row: Consent = {
    ...consent, tries, version: consent.version + 1,
    ...(delay === null ? { closedAt: nowMs } : { dueAt: nowMs + delay }),
  };
  // A conflict means that it moved meanwhile; its work says what is due then.
  await deps.store.commit({
    writes: [
      { write: 'update', noun: 'consents', row, expectedVersion: consent.version },
      ...delay === null
        ? [{ write: 'work-done', id: workId('consent', consent.id) } as const]
        : consentWork(row, aggregate).map((work) => ({ write: 'work', row: work } as const)),
    ],
    audit: {
      at: nowMs, actor: ENGINE, act: 'consent.close', subject: 'payment',
      subjectId: consent.paymentId, reason: '',
      data: { consent: consent.id, closed: isClosed ? 'yes' : 'no' },
    },
  });
}

async function endAtProvider(
  deps: OperationDeps,
  aggregate: PaymentAggregate,
  consent: Consent,
): Promise<boolean> {
  try {
    const { rail, call, box } = await consentCall(deps, aggregate, consent);
    return box.rail === null || await rail.end(call, box.rail);
  } catch (error) {
    deps.log.error('a consent could not be closed', { consent: consent.id, error });
    return false;
  }
}
