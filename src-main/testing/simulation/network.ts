import type { Http, HttpAnswer, HttpRequest } from '../../engine/ports.ts';
import type { BookRow } from '../../sandbox/books.ts';
import type { FaultWord } from '../../sandbox/faults.ts';
import type { ProviderName } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { sandboxUrls } from '../sandbox-http.ts';
import { judgePayout } from './check-payouts.ts';
import type { Facts } from './facts.ts';
import type { Plan, Seeded } from './plan.ts';
import { HOOK_HOST } from './plan.ts';
import type { Timeline } from './timeline.ts';
import { count, type Coverage, type Trace, type Verdict } from './trace.ts';
import type { Trail, Trails } from './trails.ts';

const hosts = new Map<string, ProviderName>([
  [new URL(sandboxUrls.walletDaemon).hostname, 'walletDaemon'],
  [new URL(sandboxUrls.exchange).hostname, 'exchange'],
  [new URL(sandboxUrls.chain).hostname, 'chain'],
  [new URL(sandboxUrls.openPayments).hostname, 'openPayments'],
]);

/** What can befall a request that moves money, and one that only asks. */
const MONEY_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'stuck', 'stuck', 'stuck', 'no-hash', 'rate-limit',
  'truncate-amount',
] as const;
const QUESTION_FAULTS = [
  'refuse', 'error-before', 'drop-before', 'timeout-before', 'nonsense', 'slow', 'down',
  'no-status', 'rate-limit', 'stale-rate',
] as const;

/** What can befall a request to a payer's or payee's bank; what acted may not be heard of. */
const BANK_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-before',
  'timeout-after', 'nonsense', 'slow', 'down', 'rate-limit', 'quote-expired', 'token-revoked',
] as const;
const PAYOUT_FAULTS = [
  'refuse', 'error-before', 'error-after', 'drop-before', 'drop-after', 'timeout-after',
  'nonsense', 'stuck', 'stuck', 'sent-zero', 'sent-part', 'down',
] as const;

/**
 * A request that is past its deadline may still arrive, but sooner than twice the deadline after
 * its intent: that is the grace which DESIGN 4 gives an unknown id.
 */
const LATE_PARTS_MAX = 0.85;

const TAKEN_UNHEARD = 0.35;

export type Network = {
  /** The Http port of one engine instance: nobody hears an answer once it is dead. */
  readonly httpOf: (isAlive: () => boolean) => Http;
  /** A crash, a sleep or a jump forward: what is on its way arrives now or is lost. */
  readonly settleInFlight: () => void;
  readonly inFlight: () => number;
  /** No more faults, and no request is late. */
  readonly heal: () => void;
};

type Call = {
  readonly request: HttpRequest;
  readonly provider: ProviderName;
  readonly path: string;
  readonly trail: Trail | null;
  readonly answer: (answer: HttpAnswer) => void;
  cancelArrival: () => void;
};

type Deps = {
  readonly plan: Plan;
  readonly seeded: Seeded;
  readonly timeline: Timeline;
  readonly sandbox: Sandbox;
  readonly trails: Trails;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly facts: Facts;
  readonly verdict: Verdict;
};

/** The wires between engine and stand-ins: slow, lossy, and late; every fault is drawn here. */
export function createNetwork(deps: Deps): Network {
  const { timeline, seeded, trails, trace } = deps;
  const calls = new Set<Call>();
  const state = { healthy: false };

  const send = (request: HttpRequest, isAlive: () => boolean): Promise<HttpAnswer> =>
    new Promise((resolve) => {
      const url = new URL(request.url);
      const cancel: { timeout: () => void } = { timeout: () => undefined };
      const answer = (result: HttpAnswer): void => {
        cancel.timeout();
        if (isAlive()) resolve(result);
      };
      cancel.timeout = timeline.after(request.deadlineMs, () => {
        answer(failure('maybe', 'timeout', 'no answer in time'));
      });
      if (url.hostname === HOOK_HOST) {
        answerHook(deps, state.healthy, answer);
        return;
      }
      const provider = hosts.get(url.hostname);
      if (provider === undefined) {
        answer(failure('no', 'refused', 'connection refused'));
        return;
      }
      const path = url.pathname + url.search;
      const key = request.headers['idempotency-key'];
      const trail = key === undefined ? null
        : trails.leave({ key, provider, path, body: request.body ?? '' });
      if (provider === 'openPayments' && request.method === 'POST'
        && path.endsWith('/outgoing-payments')) {
        judgePayout(deps.facts, deps.verdict, request.body ?? '{}');
      }
      trace.note(`send ${request.method} ${provider} ${path} ${key ?? ''}`);
      const call: Call = {
        request, provider, path, trail, answer, cancelArrival: () => undefined,
      };
      const delayMs = drawDelay(deps, state.healthy, request.deadlineMs);
      call.cancelArrival = timeline.after(delayMs, () => {
        calls.delete(call);
        arrive(deps, state.healthy, call);
      });
      calls.add(call);
    });

  return {
    httpOf: (isAlive) => ({
      send: (request) => isAlive() ? send(request, isAlive) : new Promise(() => undefined),
    }),
    settleInFlight: () => {
      for (const call of [...calls]) {
        call.cancelArrival();
        calls.delete(call);
        if (seeded.chance(0.5)) arrive(deps, state.healthy, call);
        else {
          trace.note(`lost ${call.provider} ${call.path}`);
          if (call.trail !== null) trails.lose(call.trail);
        }
      }
    },
    inFlight: () => calls.size,
    heal: () => {
      state.healthy = true;
      deps.sandbox.faults.clear();
      trails.sync();
    },
  };
}

function drawDelay({ seeded }: Deps, healthy: boolean, deadlineMs: number): number {
  const luck = seeded.next();
  if (healthy || luck < 0.7) return 1 + seeded.below(30);
  if (luck < 0.9) return 30 + seeded.below(900);
  if (luck < 0.97) return seeded.below(deadlineMs);
  return Math.floor(deadlineMs * (1 + seeded.next() * LATE_PARTS_MAX));
}

function arrive(deps: Deps, healthy: boolean, call: Call): void {
  const { plan, seeded, sandbox, trails, trace, coverage, timeline } = deps;
  const { request, provider, path, trail } = call;
  trails.sync();
  const fault: FaultWord | null = healthy || !seeded.chance(plan.faultChance) ? null
    : provider === 'openPayments'
      ? seeded.pick(path.endsWith('/outgoing-payments') ? PAYOUT_FAULTS : BANK_FAULTS)
      : trail === null ? seeded.pick(QUESTION_FAULTS) : seeded.pick(MONEY_FAULTS);
  const rule = fault === null ? null : sandbox.faults.add({
    provider, operation: 'any', fault, times: 1, delayMs: drawFaultDelay(deps, fault),
  });
  const rows: BookRow[] = [];
  const delivery = sandbox.deliver(provider, {
    method: request.method, path, bodyText: request.body ?? '',
    // Banks name their own addresses as they were asked for.
    headers: { ...request.headers, host: new URL(request.url).host },
  }, { onEffect: (booked) => rows.push(...booked) });
  if (rule !== null) {
    const spent = !sandbox.faults.list().some(({ id }) => id === rule.id);
    if (spent) count(coverage, `fault ${fault}`);
    sandbox.faults.remove(rule.id);
  }
  const acted = 'acted' in delivery && delivery.acted;
  trace.note(`arrive ${provider} ${path} ${fault ?? ''} ${delivery.kind} ${acted ? 'acted' : ''}`
    + (delivery.kind !== 'response' ? ''
      : ` ${delivery.response.status} ${delivery.response.bodyText}`));
  if (provider === 'walletDaemon' && request.method === 'GET') {
    trails.look(path.split('/').at(-1) ?? '');
  }
  if (trail !== null) {
    trails.arrive(trail, { acted, rows, awaits: fault === 'stuck' });
  }
  switch (delivery.kind) {
    case 'refused-connection':
      call.answer(failure('no', 'refused', 'connection refused'));
      return;
    case 'dropped':
      call.answer(failure('maybe', 'reset', 'the connection was closed'));
      return;
    case 'timeout':
      return;
    case 'response': {
      // The worst of all: taken, not carried out yet, and nobody heard that it was taken.
      if (fault === 'stuck' && seeded.chance(TAKEN_UNHEARD)) {
        call.answer(failure('maybe', 'reset', 'the connection was closed'));
        return;
      }
      const { status, headers, bodyText } = delivery.response;
      timeline.after(delivery.delayMs + drawDelay(deps, healthy, request.deadlineMs), () => {
        call.answer({ ok: true, response: { status, headers, body: bodyText } });
      });
    }
  }
}

function drawFaultDelay({ seeded }: Deps, fault: FaultWord): number {
  if (fault === 'stuck') return seeded.pick([3_000, 60_000, 1_200_000]);
  if (fault === 'slow') return seeded.pick([1_000, 4_000, 30_000]);
  return fault === 'stale-rate' ? 300_000 : 2_000;
}

/** The marketplace's webhook endpoint: mostly there. */
function answerHook(deps: Deps, healthy: boolean, answer: (answer: HttpAnswer) => void): void {
  const { seeded, timeline } = deps;
  const luck = healthy ? 0 : seeded.next();
  if (luck > 0.95) return;
  const status = luck < 0.8 ? 200 : luck < 0.93 ? 500 : 410;
  timeline.after(5, () => {
    answer({ ok: true, response: { status, headers: {}, body: '' } });
  });
}

function failure(
  sent: 'no' | 'maybe',
  cause: 'refused' | 'timeout' | 'reset',
  message: string,
): HttpAnswer {
  return { ok: false, failure: { sent, cause, message } };
}
