import { railNames } from './domain/rails.ts';
import { inboxStates } from './domain/records.ts';
import type { EngineMetrics } from './api.ts';
import type { EngineContext } from './context.ts';

/** Statuses in which something is still to be done by the runner. */
const IN_MOTION = ['requested', 'holding', 'releasing', 'refunding', 'unclear'];

/**
 * The figures of `/metrics` (S0-094 to S0-097), from counters that are kept in the commits which
 * they count: they survive a restart and always equal a recount.
 */
export function createMetrics({ store }: Pick<EngineContext, 'store'>) {
  return async (): Promise<EngineMetrics> => {
    const [transitions, ended, expired, statuses, inbox, head] = await Promise.all([
      store.read.counters('transition:'), store.read.counters('ended:'),
      store.read.counters('escrow-expired:'), store.read.counters('status:'),
      store.read.counters('inbox:'), store.read.auditHead(),
    ]);
    return {
      commits: head?.seq ?? 0,
      inbox: inboxStates.map((state) => ({
        state, count: inbox.find(({ name }) => name === `inbox:${state}`)?.count ?? 0,
      })),
      escrowsExpired: expired.reduce((sum, { count }) => sum + count, 0),
      workPending: statuses
        .filter(({ name }) => IN_MOTION.some((status) => name.endsWith(`:${status}`)))
        .reduce((sum, { count }) => sum + count, 0),
      operationsEnded: ended.flatMap(({ name, count }) => {
        const [, railName, kind = '', outcome = ''] = name.split(':');
        const rail = railNames.find((known) => known === railName);
        return rail === undefined ? [] : [{ rail, kind, outcome, count }];
      }),
      transitions: transitions.flatMap(({ name, count }) => {
        const [, railName, from = '', to = ''] = name.split(':');
        const rail = railNames.find((known) => known === railName);
        return rail === undefined ? [] : [{ rail, from, to, count }];
      }),
    };
  };
}
