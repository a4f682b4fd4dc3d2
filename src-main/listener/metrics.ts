import { Counter, Gauge, Registry } from 'prom-client';
import type { Engine, EngineMetrics } from '../engine/api.ts';

export type Metrics = {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  /** Counts an answer, by the route's template (`none` at the door) and never by its ids. */
  readonly answered: (method: string, path: string, status: number) => void;
  /** Counts a webhook whose signature was not to be believed. */
  readonly signatureRefused: (path: string) => void;
};

/**
 * The figures that the source documents ask to watch: failed escrow creations, expired escrows,
 * refund failures, status transitions (S0-094 to S0-097), beside what the runner has to do. The
 * engine keeps the counts; they are copied at each reading, so that the two never differ.
 */
export function createMetrics(engine: Pick<Engine, 'metrics'>): Metrics {
  const registry = new Registry();
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const requests = counter('paydesk_http_requests_total', 'Answers of the listener.',
    ['method', 'route', 'status']);
  const operations = counter('paydesk_operations_ended_total', 'Operations that ended.',
    ['rail', 'kind', 'outcome']);
  const holdFailures = counter('paydesk_escrow_creation_failures_total',
    'Escrows that the provider refused to create.', ['rail']);
  const refundFailures = counter('paydesk_refund_failures_total',
    'Refunds that the provider refused.', ['rail']);
  const expired = counter('paydesk_escrows_expired_total', 'Escrows that ran out.', []);
  const transitions = counter('paydesk_payment_status_transitions_total',
    'Moves of payments from one status to another.', ['rail', 'from', 'to']);
  const signatures = counter('paydesk_webhook_signature_failures_total',
    'Incoming webhooks whose signature was not to be believed.', ['route']);
  const inbox = new Gauge({
    name: 'paydesk_inbox_messages', help: 'Incoming webhooks by what became of them.',
    labelNames: ['state'], registers: [registry],
  });
  const commits = counter('paydesk_commits_total', 'Changes made durable.', []);
  const pending = new Gauge({
    name: 'paydesk_work_pending', help: 'Pieces of work that wait for their time.',
    registers: [registry],
  });
  const copy = (figures: EngineMetrics): void => {
    for (const one of [operations, holdFailures, refundFailures, expired, transitions, commits]) {
      one.reset();
    }
    for (const { rail, kind, outcome, count } of figures.operationsEnded) {
      operations.inc({ rail, kind, outcome }, count);
      if (outcome !== 'rejected') continue;
      if (kind === 'hold') holdFailures.inc({ rail }, count);
      if (kind === 'refund') refundFailures.inc({ rail }, count);
    }
    for (const { rail, from, to, count } of figures.transitions) {
      transitions.inc({ rail, from, to }, count);
    }
    expired.inc(figures.escrowsExpired);
    commits.inc(figures.commits);
    pending.set(figures.workPending);
    for (const { state, count } of figures.inbox) inbox.set({ state }, count);
  };
  return {
    contentType: registry.contentType,
    text: async () => {
      copy(await engine.metrics());
      return registry.metrics();
    },
    answered: (method, path, status) => {
      requests.inc({ method, route: path, status: String(status) });
    },
    signatureRefused: (route) => {
      signatures.inc({ route });
    },
  };
}
