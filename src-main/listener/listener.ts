import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import {
  headFault, headOf, hostsOf, navigationsOnly, pathOf, refuseBrowsers, type HeadRules,
} from './admission.ts';
import { createAuthenticator } from './authenticate.ts';
import { drain } from './body.ts';
import type { ListenerDeps } from './deps.ts';
import { createEventFeed, type EventFeed } from './event-feed.ts';
import { openHttpServer, urlOf } from './http-server.ts';
import { createIdempotency } from './idempotency.ts';
import { createLegacyDoor } from './legacy.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { describeRoutes } from './openapi.ts';
import { createPayoutViews } from './payout-views.ts';
import { answerRequest, faultAnswer, type Answer, type PipelineDeps } from './pipeline.ts';
import type { Route } from './route.ts';
import { batchRoutes } from './routes/batches.ts';
import { circleRoutes } from './routes/circle.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { eventRoutes } from './routes/events.ts';
import { exchangeRoutes } from './routes/exchange.ts';
import { finishRoutes } from './routes/finish.ts';
import { jobRoutes } from './routes/jobs.ts';
import { paymentRoutes } from './routes/payments.ts';
import { payoutRoutes } from './routes/payouts.ts';
import { quoteRoutes } from './routes/quotes.ts';
import { sellerRoutes } from './routes/sellers.ts';
import { serviceRoutes } from './routes/service.ts';
import { taskRoutes } from './routes/tasks.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workerRoutes } from './routes/workers.ts';
import { createViews } from './views.ts';
import { createWorkerViews } from './worker-views.ts';

export type Listener = {
  readonly url: string;
  /** Ends event streams, lets running answers finish (at most 2 s), then lets go of the port. */
  readonly close: () => Promise<void>;
};

const CLOSE_GRACE_MS = 2_000;

/** Where a browser has business, and what it may do there; everywhere else it is refused. */
const browserRules: ReadonlyMap<string, HeadRules['browserFault']> = new Map([
  ['/health', () => null],
  ['/payments/finish', navigationsOnly],
]);

/**
 * The HTTP door for marketplaces (DESIGN section 8). Answers once the port is bound; rejects with
 * the system's error when it cannot be (another program holds it).
 */
export async function createListener(deps: ListenerDeps): Promise<Listener> {
  const { engine, clock, config } = deps;
  const metrics = createMetrics(engine);
  const feed = createEventFeed({
    engine, clock, log: deps.log, heartbeatMs: config.heartbeatMs,
    streamsPerKeyMax: config.streamsPerKeyMax,
  });
  const routes = createRoutes(deps, { metrics, feed });
  const answer = createAnswerer(deps, routes, metrics);
  const methodsOf = createMethodTable(routes);
  // The port is known only once bound, and the Host rule needs it: nothing is answered before.
  let rules: HeadRules | null = null;
  const server = await openHttpServer({
    host: config.host, port: config.port, log: deps.log,
    handle: (incoming, outgoing) => {
      if (rules === null) return void outgoing.destroy();
      const fault = headFault(headOf(incoming), rules);
      if (fault === null) void answer(incoming, outgoing);
      else refuse(deps, { incoming, outgoing, fault, metrics });
    },
  });
  rules = {
    methodsOf, hosts: hostsOf(server.port, config.publicBaseUrl),
    browserFault: (head, path) => (browserRules.get(path) ?? refuseBrowsers)(head, path),
  };
  const url = urlOf(config.host, server.port);
  deps.log.info('the listener answers', { url });
  if (config.legacyLoopback !== null) {
    deps.log.warn('callers of this machine need no API key to start and read wallet payments and '
      + 'to change sellers', { marketplace: config.legacyLoopback });
  }
  return {
    url,
    close: async () => {
      feed.endAll();
      await server.close(CLOSE_GRACE_MS);
    },
  };
}

/** Every route of the listener, the description of them included. */
export function createRoutes(
  deps: ListenerDeps,
  { metrics, feed }: { readonly metrics: Metrics; readonly feed: EventFeed },
): readonly Route[] {
  const paymentDeps = { ...deps, views: createViews(deps.facts) };
  const payoutDeps = { ...deps, payoutViews: createPayoutViews(deps.facts) };
  const workerDeps = { ...deps, workerViews: createWorkerViews(deps.facts) };
  let openApi: string | null = null;
  const routes: Route[] = [
    ...jobRoutes(paymentDeps), ...paymentRoutes(paymentDeps), ...batchRoutes(deps),
    ...eventRoutes(feed), ...exchangeRoutes(paymentDeps), ...sellerRoutes(deps),
    ...quoteRoutes(payoutDeps), ...payoutRoutes(payoutDeps), ...finishRoutes(payoutDeps),
    ...webhookRoutes({ engine: deps.engine, metrics }),
    ...taskRoutes({ engine: deps.engine, metrics }), ...deadLetterRoutes(workerDeps),
    ...workerRoutes(workerDeps), ...circleRoutes({ ...deps, metrics }),
    ...serviceRoutes({
      clock: deps.clock, metrics, halted: deps.halted,
      openApi: () => (openApi ??= JSON.stringify(describeRoutes(routes, deps.version))),
    }),
  ];
  return routes;
}

type Bindings = { Bindings: HttpBindings };

/** Hono finds the route and writes the response; what is answered is the pipeline's. */
function createAnswerer(
  deps: ListenerDeps, routes: readonly Route[], metrics: Metrics,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const { config, clock, engine } = deps;
  const pipeline: PipelineDeps = {
    ...deps,
    authenticator: createAuthenticator({
      keys: engine.keys, keyRate: config.keyRate, failureRate: config.failureRate,
      nowMs: clock.nowMs,
    }),
    idempotency: createIdempotency(engine.read),
    legacyDoor: createLegacyDoor({ read: engine.read, choice: config.legacyLoopback }),
  };
  const app = new Hono<Bindings>();
  // The door let it in, and the router reads its escapes otherwise than the door's table did.
  app.notFound(({ env: { incoming } }) => responseOf(faultAnswer(
    { incoming, requestId: deps.ids.next('req') },
    { status: 404, code: 'not_found', message: 'There is nothing under this address.' },
  )));
  for (const route of routes) {
    // Hono takes HEAD for GET; which of them a path answers is the door's table.
    app.on(route.method === 'HEAD' ? 'GET' : route.method, route.path, async (context) => {
      const { incoming } = context.env;
      const requestId = deps.ids.next('req');
      const answer = await answerRequest(pipeline, {
        incoming, route, requestId, params: context.req.param(),
      });
      metrics.answered(route.method, route.path, answer.status);
      deps.log.debug('answered', {
        requestId, method: route.method, path: pathOf(incoming.url ?? ''),
        status: answer.status, callersId: callersRequestId(incoming),
      });
      return responseOf(answer);
    });
  }
  return getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
}

function responseOf({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}

/** A refusal at the door is written by hand: no router ever sees such a request. */
function refuse(
  { ids, log }: ListenerDeps,
  { incoming, outgoing, fault, metrics }: {
    readonly incoming: IncomingMessage; readonly outgoing: ServerResponse;
    readonly fault: Parameters<typeof faultAnswer>[1]; readonly metrics: Metrics;
  },
): void {
  const requestId = ids.next('req');
  const { status, headers, body } = faultAnswer({ incoming, requestId }, fault);
  metrics.answered(incoming.method ?? '', 'none', status);
  log.debug('turned away', { requestId, status, code: fault.code });
  drain(incoming);
  const bytes = Buffer.from(typeof body === 'string' ? body : '');
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.length });
  outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
}

/** Which methods each path takes; HEAD only where an answer is short and made at once. */
function createMethodTable(
  routes: readonly Route[],
): (path: string) => readonly string[] | null {
  const entries = new Map<string, { readonly pattern: RegExp; readonly methods: string[] }>();
  for (const { method, path } of routes) {
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
    const methods = entries.get(path)?.methods ?? (path === '/health' ? ['HEAD'] : []);
    entries.set(path, { pattern, methods: [...methods, method] });
  }
  const table = [...entries.values()];
  return (path) => {
    const methods = table.filter(({ pattern }) => pattern.test(path))
      .flatMap((entry) => entry.methods);
    return methods.length === 0 ? null : methods;
  };
}

/** The caller's own name for a request, logged beside ours when it is a harmless word. */
function callersRequestId(incoming: IncomingMessage): string | undefined {
  const value = incoming.headers['x-request-id'];
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
}
