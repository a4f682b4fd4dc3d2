import type { Run } from '../../contract/rehearsal.ts';
import type { Ask, Engine } from '../../engine/api.ts';
import type { Delivery as Message } from '../../engine/domain/records.ts';
import { invariant } from '../../engine/domain/result.ts';
import type { Log } from '../../engine/ports.ts';
import type { Delivery } from '../../sandbox/deliver.ts';
import { createHttpPort } from '../../sandbox/http/http-port.ts';
import { demand } from './demand.ts';

/** What the marketplace of a rehearsal would be told at, on this computer. */
export type Endpoint = {
  /** From now on it answers 500 or not at all, and that it is gone to what is tried again. */
  readonly fail: () => void;
  /** From now on it takes what it is sent. */
  readonly mend: () => void;
  /** Takes it from the marketplace and ends it; what still waited for a person is closed. */
  readonly close: () => Promise<void>;
  /** How many of the messages about these payments it took, and how many became dead letters. */
  readonly heard: (
    paymentIds: readonly string[],
  ) => Promise<NonNullable<NonNullable<Run['score']>['heard']>>;
  /** Whether nothing about these payments waits for a further try. */
  readonly isQuiet: (paymentIds: readonly string[]) => Promise<boolean>;
};

const PATH = '/paydesk-rehearsal';

/** How the marketplace's server behaves, and the bodies that it took: each message has its own. */
type Behaviour = {
  failing: boolean; failures: number;
  readonly seen: Set<string>; readonly taken: Set<string>;
};

/**
 * Opens an endpoint on the loopback and gives it to the marketplace as an operator would. Throws a
 * refusal's sentence where the marketplace takes no more.
 */
export async function openEndpoint(
  { engine, log }: { readonly engine: Engine; readonly log: Log }, ask: Ask, marketplaceId: string,
): Promise<Endpoint> {
  const behaviour: Behaviour = {
    failing: false, failures: 0, seen: new Set(), taken: new Set(),
  };
  await removeEndpoints(engine, ask, marketplaceId);
  const port = createHttpPort({
    port: 0, answer: ({ bodyText }) => answerTo(behaviour, bodyText),
    onBug: (error) => { log.error('the endpoint of a rehearsal failed', { error }); },
  });
  await port.open();
  const adding = add(engine, ask, { marketplaceId, url: port.url() + PATH });
  const endpointId = await adding.catch(async (error: unknown) => {
    await port.close();
    throw error;
  });
  let told: readonly string[] = [];
  const deliveries = async (paymentIds: readonly string[]): Promise<readonly Message[]> => {
    told = paymentIds;
    const found = await Promise.all(paymentIds.map((paymentId) =>
      engine.lists.traffic({ paymentId, jobId: null })));
    return found.flatMap((one) => one.deliveries)
      .filter((delivery) => delivery.endpointId === endpointId);
  };
  return {
    fail: () => { behaviour.failing = true; },
    mend: () => { behaviour.failing = false; },
    isQuiet: async (paymentIds) =>
      (await deliveries(paymentIds)).every(({ state }) => state !== 'waiting'),
    heard: async (paymentIds) => {
      const all = await deliveries(paymentIds);
      const messages = new Set(all.map(({ body }) => body));
      return {
        messages: [...messages].filter((body) => behaviour.taken.has(body)).length,
        of: messages.size, dead: all.filter(({ state }) => state === 'dead').length,
      };
    },
    close: async () => {
      const dead = (await deliveries(told)).filter(({ state }) => state === 'dead');
      await removeEndpoints(engine, ask, marketplaceId);
      await port.close();
      // Nothing is sent to an endpoint that was removed; what stands in attention for it ends.
      if (dead.length > 0) await engine.webhooks.replay(ask, dead.map(({ id }) => id));
    },
  };
}

async function add(
  engine: Engine, ask: Ask, input: { readonly marketplaceId: string; readonly url: string },
): Promise<string> {
  const { marketplace } = demand(await engine.settings.addWebhook(ask, input));
  const added = marketplace.webhooks.find(({ url }) => url === input.url);
  invariant(added !== undefined, 'The endpoint of the rehearsal was added and is not there.');
  return added.id;
}

/** Takes the rehearsal's endpoint away, and one that a process left that died in the middle. */
async function removeEndpoints(engine: Engine, ask: Ask, marketplaceId: string): Promise<void> {
  const marketplaces = await engine.read.marketplaces();
  const own = marketplaces.find(({ id }) => id === marketplaceId)?.webhooks
    .filter(({ url }) => url.startsWith('http://127.0.0.1:') && url.endsWith(PATH)) ?? [];
  for (const { id: webhookId } of own) {
    demand(await engine.settings.removeWebhook(ask, { marketplaceId, webhookId }));
  }
}

/** An endpoint that only fails is tried for two days; "gone" is the answer that ends it at once. */
function answerTo(behaviour: Behaviour, body: string): Delivery {
  const { failing, seen, taken } = behaviour;
  if (!failing) {
    taken.add(body);
    return answered(204);
  }
  if (seen.has(body)) return answered(410);
  seen.add(body);
  behaviour.failures += 1;
  return behaviour.failures % 2 === 0 ? { kind: 'dropped', acted: false } : answered(500);
}

function answered(status: number): Delivery {
  const response = { status, headers: {}, bodyText: '' };
  return { kind: 'response', response, delayMs: 0, acted: false };
}
