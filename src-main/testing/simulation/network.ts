import type { Http, HttpAnswer, HttpRequest } from '../../engine/ports.ts';
import type { BookRow } from '../../sandbox/books.ts';
import { PROVIDER_NAMES, type ProviderName } from '../../sandbox/provider.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { sandboxUrls } from '../sandbox-http.ts';
import { judgePayout } from './check-payouts.ts';
import type { Facts } from './facts.ts';
import type { Plan, Seeded } from './plan.ts';
import { HOOK_HOST } from './plan.ts';
import type { Timeline } from './timeline.ts';
import { count, type Coverage, type Trace, type Verdict } from './trace.ts';
import { isTransfer, type Journey, type Transfers } from './transfers.ts';
import { plainHost } from './treasury.ts';
import { drawFault } from './wire-faults.ts';
import type { Trail, Trails } from './trails.ts';

const hosts = new Map(Object.entries(sandboxUrls).map(([name, url]) =>
  [new URL(url).hostname, name]));

function providerAt(hostname: string): ProviderName | null {
  const name = hosts.get(plainHost(hostname));
  return PROVIDER_NAMES.find((provider) => provider === name) ?? null;
}

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
  readonly journey: Journey | null;
  readonly answer: (answer: HttpAnswer) => void;
  cancelArrival: () => void;
};

type Deps = {
  readonly plan: Plan;
  readonly seeded: Seeded;
  readonly timeline: Timeline;
  readonly sandbox: Sandbox;
  readonly trails: Trails;
  readonly transfers: Transfers;
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
      const provider = providerAt(url.hostname);
      if (provider === null) {
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
      const journey = journeyOf(deps, provider, request);
      trace.note(`send ${request.method} ${provider} ${traced(path)} ${key ?? ''}`);
      const call: Call = {
        request, provider, path, trail, journey, answer, cancelArrival: () => undefined,
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
          trace.note(`lost ${call.provider} ${traced(call.path)}`);
          if (call.trail !== null) trails.lose(call.trail);
          if (call.journey !== null) deps.transfers.end(call.journey);
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

function journeyOf(
  { transfers }: Deps, provider: ProviderName, { method, url, body }: HttpRequest,
): Journey | null {
  return provider === 'circle' && isTransfer(method, new URL(url).pathname)
    ? transfers.leave(body ?? '') : null;
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
  const { request, provider, path, trail, journey } = call;
  trails.sync();
  const drawn = healthy ? null : drawFault(seeded, plan.faultChance, {
    provider, method: request.method, path, body: request.body ?? '', isKeyed: trail !== null,
  });
  const fault = drawn?.fault ?? null;
  const rule = drawn === null ? null : sandbox.faults.add(drawn);
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
  trace.note(`arrive ${provider} ${traced(path)} ${fault ?? ''} ${delivery.kind} `
    + `${acted ? 'acted' : ''}${delivery.kind !== 'response' ? ''
      : ` ${delivery.response.status} ${traced(path, delivery.response.bodyText)}`}`);
  if (journey !== null) deps.transfers.end(journey);
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

/** Circle's keys are drawn by the platform, anew for each history: nothing of them is told. */
function traced(path: string, text = path): string {
  return path.includes('/publicKey') ? '(a key)' : text;
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
