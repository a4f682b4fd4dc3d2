/** Sends one case to the product and says what came of it. */
import { compose, type UsedKeys } from './compose.ts';
import { learnSpecial } from './furnish.ts';
import { jsonOf, judgeAnswer, judgeCall, type Outcome } from './judge.ts';
import { memberOf } from './known.ts';
import { createSender } from './message.ts';
import { spoilt } from './nasty.ts';
import type { CallCase, RouteCase, Target } from './targets.ts';
import type { World } from './world.ts';

export type Asked = {
  readonly outcome: Outcome;
  /** The request as a person reads it in a fault, cut short. */
  readonly told: string;
};

/** A case made ready: what it refers to is fixed, so that it can be sent a second time. */
export type Ready = () => Promise<Asked>;

export type Asker = {
  readonly call: (target: Target, given: CallCase) => Promise<Ready>;
  readonly route: (
    target: Extract<Target, { kind: 'route' }>, given: RouteCase, serial: number,
  ) => Promise<Ready>;
  readonly close: () => void;
};

const TOLD_MAX = 1_200;
/** Whose bodies the server may refuse before it has read them: then a socket may just close. */
const mayClose: ReadonlySet<string> = new Set(['hang-up', 'oversize', 'chunked', 'long-target']);
/** Where a path names something that belongs to one marketplace. */
const OWNED = /\/(?:jobs|payments|batches|purchases)\/\{/;
/** What a caller who is not signed in may do: whatever brings about that it is. */
const OPEN_CALLS = /^session\./;

export function createAsker(world: World): Asker {
  const { url } = world.app.listener;
  const { send, close } = createSender(url);
  const used: UsedKeys = new Map();
  const others = new Set<string>();
  const sender = {
    host: new URL(url).host, keys: world.keys, known: world.known,
    webhookSecret: world.credentials.webhookSecrets.jobs,
  };
  return {
    call: async (target, given) => {
      const input = given.spoils.reduce(spoilt, await world.known.fill(given.input));
      return () => askCall(world, target.name, { input, caller: given.caller });
    },
    route: async ({ route }, given, serial) => {
      const { message, named } = await compose(sender, { route, given, used, serial });
      const told = cut(`${given.key} ${message.method} ${message.target} ${given.flaw ?? ''} `
        + `${message.body?.toString('utf8') ?? ''}`);
      return async () => {
        const answer = await send(message);
        if (answer === null) {
          const fault = mayClose.has(given.flaw ?? '') ? null : 'the connection closed unanswered';
          return { told, outcome: { word: 'hung-up', fault } };
        }
        const outcome = judgeAnswer(answer, message.method);
        const body = jsonOf(answer.text);
        if (outcome.word !== 'ok') return { told, outcome };
        world.known.learn('', body);
        if (given.key !== 'other') return { told, outcome };
        if (OWNED.test(route.path) && named.some((id) => !others.has(id))) {
          return { told, outcome: { word: 'ok', fault: 'another marketplace was let in' } };
        }
        for (const id of idsOf(body)) others.add(id);
        return { told, outcome };
      };
    },
    close,
  };
}

async function askCall(
  world: World, name: string,
  { input, caller }: { readonly input: unknown; readonly caller: CallCase['caller'] },
): Promise<Asked> {
  const told = cut(`${caller} ${name} ${textOf(input)}`);
  const answer = await world.ask(name, input, caller);
  const outcome = judgeCall(name, answer);
  if (outcome.word !== 'ok') return { told, outcome };
  if (caller !== 'operator' && !OPEN_CALLS.test(name)) {
    return { told, outcome: { word: 'ok', fault: `it was answered to a ${caller} caller` } };
  }
  const value = memberOf(answer, 'value');
  world.known.learn(name.split('.')[0] ?? name, value);
  learnSpecial(world.known, name, value);
  return { told, outcome };
}

function idsOf(body: unknown): string[] {
  return ['job_id', 'payment_id', 'batch_id', 'purchase_id', 'pendingId']
    .map((name) => memberOf(body, name)).filter((id) => typeof id === 'string');
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value, (_name, one: unknown) =>
      (typeof one === 'bigint' ? one.toString() : one)) ?? 'undefined';
  } catch {
    return 'what has no text';
  }
}

function cut(text: string): string {
  return text.length <= TOLD_MAX ? text
    : `${text.slice(0, TOLD_MAX)}… (${text.length} characters)`;
}
