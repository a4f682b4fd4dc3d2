import { createHash } from 'node:crypto';
import { z } from 'zod';
import { answer, header } from '../http/answers.ts';
import type { ProviderResponse } from '../provider.ts';
import { randomHex } from '../world.ts';
import { amountShape, gnapError, noContent, readJson, redirect } from './answers.ts';
import { authServer, isRefusal, uuid, walletAt, walletUrl, type Bank, type Call } from './core.ts';
import { signatureFault } from './signature.ts';
import { accessTypes, type Grant, type Interaction, type Token, type Wallet } from './state.ts';

/** Asking again before this is over is too fast; counted from the answer before. */
export const WAIT_SECONDS = 5;
const TOKEN_LIFE_MS = 600_000;
export const INTERACTION_LIFE_MS = 600_000;

const accessShape = z.object({
  type: z.enum(accessTypes), actions: z.array(z.string()).min(1), identifier: z.string().optional(),
  limits: z.object({
    receiver: z.string().optional(), debitAmount: amountShape.optional(),
    receiveAmount: amountShape.optional(), interval: z.string().optional(),
  }).optional(),
});
const grantShape = z.object({
  client: z.string(),
  access_token: z.object({ access: z.tuple([accessShape]) }),
  interact: z.object({
    start: z.array(z.literal('redirect')).min(1),
    finish: z.object({
      method: z.literal('redirect'), uri: z.string(), nonce: z.string().min(1),
    }).optional(),
  }).optional(),
});

/** `POST <authServer>`: a token at once, or the way to ask a person. */
export function requestGrant(call: Call, bank: Bank): ProviderResponse {
  const { world, request, origin } = call;
  const parsed = grantShape.safeParse(readJson(request.bodyText));
  if (!parsed.success) return misread();
  const { client: clientUrl, access_token: { access: [access] }, interact } = parsed.data;
  const client = walletAt(call, origin, clientUrl);
  if (client === null) return gnapError(400, 'invalid_client', 'could not determine client');
  const fault = signatureFault(request, client);
  if (fault !== null) return clientFault(fault);
  const asksPerson = access.type === 'outgoing-payment';
  if (asksPerson && access.identifier === undefined) {
    return misread();
  }
  if (asksPerson && interact === undefined) {
    return gnapError(400, 'invalid_request', "missing required request field 'interact'");
  }
  if (access.identifier !== undefined
    && walletAt(call, origin, access.identifier)?.bank !== bank) {
    return gnapError(400, 'invalid_request', 'the wallet address is not of this server');
  }
  if (access.limits?.debitAmount !== undefined && access.limits.receiveAmount !== undefined) {
    return gnapError(400, 'invalid_request', 'only one access amount allowed');
  }
  const atMs = world.nowMs();
  const interaction: Interaction | null = !asksPerson ? null : {
    nonce: randomHex(world, 16), finishNonce: randomHex(world, 8), session: null, ref: null,
    finish: interact?.finish === undefined
      ? null : { uri: interact.finish.uri, nonce: interact.finish.nonce },
  };
  const grant: Grant = {
    id: uuid(world), bank, client: client.name, access, interaction, createdAtMs: atMs,
    state: asksPerson ? 'pending' : 'issued', continueToken: randomHex(world, 10), askedAtMs: atMs,
    spentDebit: '0', spentReceive: '0',
  };
  if (interaction === null) {
    const token = newToken(call, grant);
    call.commit({ type: 'put', atMs, grants: [grant], tokens: [token] });
    return answer(200, {
      access_token: tokenView(call, token), continue: continueView(call, grant),
    });
  }
  call.commit({ type: 'put', atMs, grants: [grant] });
  const query = new URLSearchParams({
    clientName: client.publicName, clientUri: walletUrl(origin, client.name),
  });
  return answer(200, {
    interact: {
      redirect: `${origin}/auth/interact/${grant.id}/${interaction.nonce}?${query.toString()}`,
      finish: interaction.finishNonce,
    },
    continue: { ...continueView(call, grant), wait: WAIT_SECONDS },
  });
}

const continueShape = z.object({ interact_ref: z.string().optional() });

/**
 * `POST /continue/<id>`: the token, once a person agreed. A reference that is not this grant's is
 * refused before anything is said of the time.
 */
export function continueGrant(call: Call, grantId: string): ProviderResponse {
  const { world, request } = call;
  const found = grantToContinue(call, grantId);
  if (isRefusal(found)) return found;
  const { grant } = found;
  const ref = continueShape.safeParse(readJson(request.bodyText)).data?.interact_ref ?? null;
  const atMs = world.nowMs();
  const { interaction } = grant;
  if (ref !== null && ref !== interaction?.ref) {
    return gnapError(404, 'invalid_continuation', 'grant not found');
  }
  if (interaction === null) return gnapError(401, 'request_denied', 'grant cannot be continued');
  if (atMs < grant.askedAtMs + WAIT_SECONDS * 1_000) {
    const what = ref === null ? 'polled' : 'continued';
    return gnapError(400, 'too_fast', `${what} grant faster than "wait" period`);
  }
  if (ref === null) {
    if (interaction.finish !== null) {
      return gnapError(401, 'request_denied', 'grant cannot be polled');
    }
    if (grant.state === 'pending') {
      call.commit({ type: 'put', atMs, grants: [{ ...grant, askedAtMs: atMs }] });
      return answer(200, { continue: { ...continueView(call, grant), wait: WAIT_SECONDS } });
    }
    if (grant.state !== 'accepted') {
      return gnapError(401, 'request_denied', 'grant cannot be continued');
    }
  } else if (grant.state !== 'accepted') {
    return gnapError(401, 'request_denied', 'grant interaction not approved');
  }
  const token = newToken(call, grant);
  call.commit({
    type: 'put', atMs, grants: [{ ...grant, state: 'issued' }], tokens: [token],
  });
  return answer(200, { access_token: tokenView(call, token), continue: continueView(call, grant) });
}

/** `DELETE /continue/<id>`: the grant ends, and its tokens with it. */
export function cancelGrant(call: Call, grantId: string): ProviderResponse {
  const found = grantToContinue(call, grantId);
  if (isRefusal(found)) return found;
  const { grant } = found;
  call.commit({
    type: 'put', atMs: call.world.nowMs(), grants: [{ ...grant, state: 'cancelled' }],
    tokens: tokensOf(call, grant.id).map((token) => ({ ...token, isDead: true })),
  });
  return noContent();
}

function grantToContinue(
  { state, request }: Call, grantId: string,
): { readonly grant: Grant; readonly client: Wallet } | ProviderResponse {
  const grant = state.grants.get(grantId);
  const client = state.wallets.get(grant?.client ?? '');
  if (grant === undefined || client === undefined || grant.state === 'cancelled'
    || header(request, 'authorization') !== `GNAP ${grant.continueToken}`) {
    return gnapError(401, 'invalid_continuation', 'invalid grant');
  }
  const fault = signatureFault(request, client);
  return fault === null ? { grant, client } : clientFault(fault);
}

/** `POST /token/<id>`: a new value, also after the old one ran out; the old one is dead then. */
export function rotateToken(call: Call, manageId: string): ProviderResponse {
  const found = tokenToManage(call, manageId);
  if (isRefusal(found)) return found;
  const next = newToken(call, found.grant);
  call.commit({
    type: 'put', atMs: call.world.nowMs(), tokens: [{ ...found.token, isDead: true }, next],
  });
  return answer(200, { access_token: tokenView(call, next) });
}

/** `DELETE /token/<id>`. */
export function revokeToken(call: Call, manageId: string): ProviderResponse {
  const found = tokenToManage(call, manageId);
  if (isRefusal(found)) return found;
  call.commit({
    type: 'put', atMs: call.world.nowMs(), tokens: [{ ...found.token, isDead: true }],
  });
  return noContent();
}

function tokenToManage(
  { state, request }: Call, manageId: string,
): { readonly grant: Grant; readonly token: Token } | ProviderResponse {
  const token = [...state.tokens.values()].find((one) => one.manageId === manageId && !one.isDead);
  const grant = state.grants.get(token?.grantId ?? '');
  const client = state.wallets.get(grant?.client ?? '');
  if (token === undefined || grant === undefined || client === undefined
    || header(request, 'authorization') !== `GNAP ${token.value}`) {
    return gnapError(401, 'invalid_client', 'invalid access token');
  }
  const fault = signatureFault(request, client);
  return fault === null ? { grant, token } : clientFault(fault);
}

/** `GET /interact/<id>/<nonce>/finish`: back to the client, for the browser that began it only. */
export function finishInteraction(call: Call, grantId: string, nonce: string): ProviderResponse {
  const { state, world, request, origin } = call;
  const grant = state.grants.get(grantId);
  const interaction = grant?.interaction ?? null;
  if (grant === undefined || interaction === null || interaction.nonce !== nonce) {
    return gnapError(404, 'unknown_interaction', 'unknown interaction');
  }
  const cookie = /(?:^|; *)sessionId=(?<session>[0-9a-f]+)/
    .exec(header(request, 'cookie') ?? '')?.groups;
  if (interaction.session === null || cookie?.['session'] !== interaction.session) {
    return gnapError(401, 'invalid_request', 'invalid session');
  }
  if (interaction.finish === null) return noContent();
  const back = (values: Readonly<Record<string, string>>): ProviderResponse => {
    const url = new URL(interaction.finish?.uri ?? '');
    for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value);
    return redirect(url.href);
  };
  if (world.nowMs() > grant.createdAtMs + INTERACTION_LIFE_MS) {
    return back({ result: 'invalid_interaction', message: 'interaction expired' });
  }
  switch (grant.state) {
    case 'rejected': return back({ result: 'grant_rejected' });
    case 'pending': return back({ result: 'grant_invalid' });
    case 'cancelled': return back({
      result: 'invalid_interaction', message: 'invalid interaction',
    });
    case 'accepted': case 'issued': return back({
      hash: interactionHash(interaction, authServer(origin, grant.bank)),
      interact_ref: interaction.ref ?? '',
    });
  }
}

/** SHA-256 of the four lines, in standard base64 with padding, as Rafiki writes it. */
function interactionHash(
  { finish, finishNonce, ref }: Interaction, grantEndpoint: string,
): string {
  const data = [finish?.nonce, finishNonce, ref, grantEndpoint].join('\n');
  return createHash('sha256').update(data).digest('base64');
}

function newToken({ world, quirks }: Call, grant: Grant): Token {
  return {
    value: randomHex(world, 10).toUpperCase(), manageId: uuid(world), grantId: grant.id,
    expiresAtMs: world.nowMs() + TOKEN_LIFE_MS, isDead: quirks.tokenRevoked === true,
  };
}

function tokensOf({ state }: Call, grantId: string): readonly Token[] {
  return [...state.tokens.values()].filter((token) => token.grantId === grantId);
}

function tokenView({ state, origin }: Call, { value, manageId, grantId }: Token) {
  const access = state.grants.get(grantId)?.access;
  return {
    value, manage: `${origin}/auth/token/${manageId}`, expires_in: TOKEN_LIFE_MS / 1_000,
    access: access === undefined ? [] : [access],
  };
}

function continueView({ origin }: Call, { id, continueToken }: Grant) {
  return { access_token: { value: continueToken }, uri: `${origin}/auth/continue/${id}` };
}

function clientFault(fault: string): ProviderResponse {
  return fault === 'could not find key in list of client keys'
    ? gnapError(400, 'invalid_client', 'could not determine client')
    : gnapError(401, 'invalid_client', 'invalid signature');
}

/** What the validator in front of an authorization server says: no code, and misleading words. */
function misread(): ProviderResponse {
  const description
    = 'body.access_token.access.0.type must be equal to one of the allowed values';
  return answer(400, { error: { description } });
}
