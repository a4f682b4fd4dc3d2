import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyObject } from 'node:crypto';

import type { AuthenticatedClient } from '@interledger/open-payments';

import { rawAnswer } from '../provider-text.ts';
import type { RailCall, RailReply, RailRequest } from '../rail.ts';
import { calledAddress, type Reach } from './addresses.ts';
import { reachOf } from './config.ts';
import { signingKey } from './keys.ts';

/** One call of the rail: who signs, which addresses may be called, what must not be shown. */
export type Session = {
  readonly call: RailCall;
  readonly reach: Reach;
  /** The wallet address in whose name is signed. */
  readonly client: string;
  readonly keyId: string;
  readonly key: KeyObject;
  /** Remembers a secret that this call came to know. */
  readonly learn: (...secrets: readonly string[]) => void;
  /** A text without any of our secrets, bounded. */
  readonly redact: (text: string) => string;
};

/** What is shorter protects nothing, and taking it out would maul every text. */
const SECRET_LENGTH_MIN = 6;

/** Null where the call has no seller, or one whose key is none. */
export function sessionOf(call: RailCall): Session | null {
  const { seller, connection } = call;
  const key = seller === null ? null : signingKey(seller.privateKey);
  if (seller === null || key === null) return null;
  const secrets = new Set([seller.privateKey]);
  const reach = reachOf(connection);
  return {
    call, reach, key, keyId: seller.keyId,
    client: calledAddress(seller.walletAddress, reach),
    learn: (...learned) => {
      for (const secret of learned) {
        if (secret.length >= SECRET_LENGTH_MIN) secrets.add(secret);
      }
    },
    redact: (text) => rawAnswer(
      // A request for money carries the secret of its packet stream.
      text.replace(/("sharedSecret"\s*:\s*")[^"]*/g, '$1[secret]'),
      Object.fromEntries([...secrets].map((secret, at) => [String(at), secret])),
    ),
  };
}

/** What one step of the SDK is doing; its interceptor finds it through the async context. */
type Errand = {
  readonly session: Session;
  reply: RailReply | null;
  /** What our own `send` threw: a bug, which must not end as the provider's fault. */
  bug: { readonly error: unknown } | null;
};
const errands = new AsyncLocalStorage<Errand>();

/**
 * Carries out one step of the SDK and answers with what really came over the wire. The SDK names
 * the route and the body; signing, deadline, retries and redirects are ours (guide, section 5), and
 * so is the reading of the answer: what the SDK makes of it, which may be an exception for a
 * payment that was made (pitfall 13), is not looked at.
 */
export async function perform(
  session: Session, step: (sdk: AuthenticatedClient) => Promise<unknown>,
): Promise<RailReply> {
  const errand: Errand = { session, reply: null, bug: null };
  let refusal = '';
  try {
    await errands.run(errand, async () => step(await clientOf(session.client)));
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  if (errand.bug !== null) throw errand.bug.error;
  // Without a reply the SDK itself refused to send what we gave it.
  return errand.reply ?? { ok: false, sent: 'no', message: `Nothing was sent. ${refusal}` };
}

const CLIENTS_MAX = 64;
/** Built once per wallet address, without any key: that comes and goes with each call. */
const clients = new Map<string, Promise<AuthenticatedClient>>();

function clientOf(walletAddressUrl: string): Promise<AuthenticatedClient> {
  const known = clients.get(walletAddressUrl);
  const client = known ?? createClient(walletAddressUrl);
  // Last used stands last; the first one leaves when there are too many.
  clients.delete(walletAddressUrl);
  clients.set(walletAddressUrl, client);
  const [oldest] = clients.keys();
  if (clients.size > CLIENTS_MAX && oldest !== undefined) clients.delete(oldest);
  // One that could not be made is made anew by the next call.
  client.catch(() => clients.delete(walletAddressUrl));
  return client;
}

/** The SDK is large, so it is loaded by the first payment rather than by the start. */
async function createClient(walletAddressUrl: string): Promise<AuthenticatedClient> {
  const { createAuthenticatedClient } = await import('@interledger/open-payments');
  return createAuthenticatedClient({
    walletAddressUrl, validateResponses: false, logLevel: 'silent',
    authenticatedRequestInterceptor: interceptor(carry),
  });
}

/**
 * The SDK hands the interceptor on to ky as a `beforeRequest` hook, where a `Response` ends the
 * request before any network is used; its own type does not mention that.
 */
function interceptor(hook: (request: Request) => unknown): (request: Request) => void {
  return hook;
}

async function carry(request: Request): Promise<Response> {
  const errand = errands.getStore();
  if (errand === undefined) throw new Error('A signed request left without a call.');
  try {
    const { call, reach } = errand.session;
    errand.reply = await call.send(withinReach(await signed(request, errand.session), reach));
  } catch (error) {
    errand.bug = { error };
  }
  return forKy(errand.reply);
}

/** A live connection follows nobody's address into the own network, unless it says so. */
export function withinReach(request: RailRequest, { mode, isLocal }: Reach): RailRequest {
  return { ...request, publicOnly: mode === 'live' && !isLocal };
}

/** ky retries some statuses by itself, with signatures that are none; this one it never does. */
const NEVER_RETRIED = 599;

function forKy(reply: RailReply | null): Response {
  if (reply === null || !reply.ok || reply.status < 200 || reply.status > 299) {
    return new Response(null, { status: NEVER_RETRIED });
  }
  return new Response(reply.status === 204 || reply.body === '' ? null : reply.body, {
    status: reply.status,
  });
}

const SIGNED_ANEW = ['signature', 'signature-input', 'content-digest', 'content-length'];

/** The request as it leaves: signed for this try alone. */
async function signed(request: Request, { key, keyId }: Session): Promise<RailRequest> {
  const { createHeaders } = await import('@interledger/http-signature-utils');
  const body = await request.clone().text();
  const plain = Object.fromEntries(
    [...request.headers].filter(([name]) => !SIGNED_ANEW.includes(name)),
  );
  const made = await createHeaders({
    request: {
      method: request.method, url: request.url, headers: { ...plain },
      ...(body === '' ? {} : { body }),
    },
    privateKey: key, keyId,
  });
  const added = Object.entries(made).map(([name, value]): [string, string] =>
    [name.toLowerCase(), String(value)]);
  return {
    method: methodOf(request.method), url: request.url, body: body === '' ? null : body,
    headers: { ...plain, ...Object.fromEntries(added) },
  };
}

function methodOf(method: string): RailRequest['method'] {
  if (method === 'GET' || method === 'POST' || method === 'DELETE') return method;
  throw new Error(`Open Payments has no ${method}.`);
}
