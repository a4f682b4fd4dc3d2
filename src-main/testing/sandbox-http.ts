import type { Clock, Http, HttpAnswer, HttpRequest } from '../engine/ports.ts';
import type { ProviderName } from '../sandbox/provider.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Where each stand-in answers in tests; nothing listens there, the port below routes by host. */
export const sandboxUrls = {
  walletDaemon: 'http://wallet-daemon.test', exchange: 'http://exchange.test',
  chain: 'http://chain.test', openPayments: 'http://open-payments.test',
  circle: 'http://circle.test', evm: 'http://evm.test',
} as const satisfies Record<ProviderName, string>;

const hosts = new Map<string, ProviderName>([
  ['wallet-daemon.test', 'walletDaemon'], ['exchange.test', 'exchange'], ['chain.test', 'chain'],
  ['open-payments.test', 'openPayments'], ['circle.test', 'circle'], ['evm.test', 'evm'],
]);

/**
 * An `Http` port over the stand-ins in process: the same faults as over the wire, no sockets.
 * `latencyMs` is taken from the clock, so that turned time decides which answer comes first.
 */
export function createSandboxHttp(options: {
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly latencyMs?: (request: HttpRequest) => number;
  /** Sees every request before it is delivered: the simulation crashes here. */
  readonly onSend?: (request: HttpRequest) => void;
  /** Answers what goes to other hosts; without it they refuse the connection. */
  readonly elsewhere?: Http['send'];
}): Http {
  const { sandbox, clock, latencyMs, onSend, elsewhere } = options;
  const wait = (ms: number): Promise<void> => ms <= 0 ? Promise.resolve()
    : new Promise((resolve) => {
      clock.after(ms, resolve);
    });
  return {
    send: async (request) => {
      const url = new URL(request.url);
      const provider = hosts.get(url.hostname);
      if (provider === undefined) {
        return elsewhere?.(request) ?? failure('no', 'refused', 'connection refused');
      }
      onSend?.(request);
      const latency = latencyMs?.(request) ?? 0;
      await wait(Math.min(latency, request.deadlineMs));
      if (latency >= request.deadlineMs) return failure('maybe', 'timeout', 'no answer in time');
      const delivery = sandbox.deliver(provider, {
        method: request.method, path: url.pathname + url.search,
        // Banks name their own addresses as they were asked for.
        headers: { ...request.headers, host: url.host },
        bodyText: request.body ?? '',
      });
      switch (delivery.kind) {
        case 'refused-connection': return failure('no', 'refused', 'connection refused');
        case 'dropped': return failure('maybe', 'reset', 'the connection was closed');
        case 'timeout':
          await wait(request.deadlineMs);
          return failure('maybe', 'timeout', 'no answer in time');
        case 'response': {
          if (delivery.delayMs >= request.deadlineMs) {
            await wait(request.deadlineMs);
            return failure('maybe', 'timeout', 'no answer in time');
          }
          await wait(delivery.delayMs);
          const { status, headers, bodyText } = delivery.response;
          return { ok: true, response: { status, headers, body: bodyText } };
        }
      }
    },
  };
}

function failure(
  sent: 'no' | 'maybe',
  cause: 'refused' | 'timeout' | 'reset',
  message: string,
): HttpAnswer {
  return { ok: false, failure: { sent, cause, message } };
}
