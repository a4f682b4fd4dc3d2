import { AsyncLocalStorage } from 'node:async_hooks';

import type {
  CircleDeveloperControlledWalletsClient as Sdk, initiateDeveloperControlledWalletsClient,
} from '@circle-fin/developer-controlled-wallets';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';

import { joinUrl } from '../provider-request.ts';
import { rawAnswer } from '../provider-text.ts';
import type { RailCall, RailReply, RailRequest } from '../rail.ts';
import { readUsdcConfig, type UsdcSettings } from './config.ts';
import { withoutSecrets } from './redact.ts';

/** One call of the rail: its settings, read once, and what must not be shown. */
export type Session = {
  readonly call: RailCall;
  readonly settings: UsdcSettings;
  readonly apiKey: string;
  readonly entitySecret: string;
  /** A text without any of our secrets, bounded. */
  readonly redact: (text: string) => string;
};

export function sessionOf(call: RailCall): Session {
  const { connection } = call;
  const { apiKey = '', entitySecret = '' } = connection.secrets;
  return {
    call, settings: readUsdcConfig(connection), apiKey, entitySecret,
    redact: (text) => rawAnswer(withoutSecrets(text), { apiKey, entitySecret }),
  };
}

/** What one step of the SDK is doing; our adapter finds it through the async context. */
type Errand = {
  readonly session: Session;
  reply: RailReply | null;
  /** What our own `send` threw: a bug, which must not end as the provider's fault. */
  bug: { readonly error: unknown } | null;
};
const errands = new AsyncLocalStorage<Errand>();

/**
 * The SDK sends through the one axios instance that all of a process share, and takes no adapter
 * per client (guide 1.7). So a client is made for one step, with an address that leads nowhere and
 * without the API key, and what it wants to send is carried out by us. Should the SDK ever come
 * with an axios of its own, then nothing leaves, instead of leaving without deadline and guards.
 */
const NOWHERE = 'https://circle.invalid';

/**
 * Carries out one step of the SDK and answers with what really came over the wire. The SDK names
 * the route, writes the body and encrypts the entity secret; sign-in, deadline, retries and
 * redirects are ours, and so is the reading of the answer: the SDK reads numbers as floats, and
 * sorts errors into classes that hide what they prove (guide 1.7).
 * `publicKey` encrypts the entity secret of a step that changes something.
 */
export async function perform(
  session: Session, publicKey: string | null, step: (sdk: Sdk) => Promise<unknown>,
): Promise<RailReply> {
  const errand: Errand = { session, reply: null, bug: null };
  let refusal = '';
  try {
    const createClient = await sdkLoaded();
    await errands.run(errand, () => step(createClient({
      apiKey: '', entitySecret: session.entitySecret, baseUrl: NOWHERE,
      storage: {
        get: () => Promise.resolve(publicKey ?? undefined), set: () => Promise.resolve(),
      },
    })));
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  if (errand.bug !== null) throw errand.bug.error;
  // Without a reply the SDK itself refused to send what we gave it.
  return errand.reply
    ?? { ok: false, sent: 'no', message: session.redact(`Nothing was sent. ${refusal}`) };
}

type CreateClient = typeof initiateDeveloperControlledWalletsClient;
let loading: Promise<CreateClient> | null = null;

/** The SDK is loaded by the first call rather than by the start, and its axios taught once. */
function sdkLoaded(): Promise<CreateClient> {
  loading ??= load();
  return loading;
}

async function load(): Promise<CreateClient> {
  const [{ default: axios }, sdk] = await Promise.all([
    import('axios'), import('@circle-fin/developer-controlled-wallets'),
  ]);
  axios.interceptors.request.use((config) => {
    const errand = errands.getStore();
    // Whoever else uses axios in this process is none of our business.
    if (errand === undefined) return config;
    return Object.assign(config, {
      adapter: (request: InternalAxiosRequestConfig) => carry(errand, request),
    });
  });
  return sdk.initiateDeveloperControlledWalletsClient;
}

async function carry(
  errand: Errand, config: InternalAxiosRequestConfig,
): Promise<AxiosResponse<unknown>> {
  try {
    if (errand.reply !== null) throw new Error('One step of the SDK sends one request.');
    errand.reply = await errand.session.call.send(requestOf(config, errand.session));
  } catch (error) {
    errand.bug = { error };
  }
  return { data: { data: {} }, status: 200, statusText: '', headers: {}, config };
}

function requestOf(
  { url = '', method = '', headers, data }: InternalAxiosRequestConfig<unknown>,
  { call, apiKey }: Session,
): RailRequest {
  if (!url.startsWith(NOWHERE)) throw new Error('The SDK chose an address of its own.');
  const body = typeof data === 'string' && data !== '' ? data : null;
  const named = Object.entries(headers.toJSON()).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)]]);
  const { 'content-type': contentType = 'application/json', ...plain } = Object.fromEntries(named);
  return {
    method: methodOf(method), url: joinUrl(call.connection.baseUrl, url.slice(NOWHERE.length)),
    headers: {
      ...plain, authorization: `Bearer ${apiKey}`,
      ...(body === null ? {} : { 'content-type': contentType }),
    },
    body,
  };
}

function methodOf(method: string): RailRequest['method'] {
  const name = method.toUpperCase();
  if (name === 'GET' || name === 'POST' || name === 'DELETE') return name;
  throw new Error(`This rail sends no ${name}.`);
}
