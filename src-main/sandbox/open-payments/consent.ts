import { randomHex } from '../world.ts';
import type { ProviderResponse } from '../provider.ts';
import { gnapError, page, redirect } from './answers.ts';
import { INTERACTION_LIFE_MS } from './auth.ts';
import { walletUrl, type Call } from './core.ts';
import type { Amount, Grant } from './state.ts';

/** `GET /interact/<id>/<nonce>`: binds the browser with a cookie, and leads to the bank's page. */
export function beginInteraction(call: Call, grantId: string, nonce: string): ProviderResponse {
  const { world, state, origin } = call;
  const grant = state.grants.get(grantId);
  const interaction = grant?.interaction ?? null;
  if (grant === undefined || interaction === null || interaction.nonce !== nonce) {
    return gnapError(404, 'unknown_interaction', 'unknown interaction');
  }
  const isOver = world.nowMs() > grant.createdAtMs + INTERACTION_LIFE_MS;
  if (grant.state !== 'pending' || isOver) {
    const { finish } = interaction;
    if (finish === null) return gnapError(401, 'request_denied', 'invalid interaction');
    const url = new URL(finish.uri);
    url.searchParams.set('result', 'invalid_interaction');
    url.searchParams.set('message', isOver ? 'interaction expired' : 'invalid interaction');
    return redirect(url.href);
  }
  const session = randomHex(world, 16);
  call.commit({
    type: 'put', atMs: world.nowMs(),
    grants: [{ ...grant, interaction: { ...interaction, session } }],
  });
  return redirect(
    `${origin}/consent/${grantId}/${nonce}`,
    `sessionId=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${INTERACTION_LIFE_MS / 1_000}`,
  );
}

/** `GET /consent/<id>/<nonce>`: the bank asks its customer. */
export function consentPage(call: Call, grantId: string, nonce: string): ProviderResponse {
  const grant = asked(call, grantId, nonce);
  if (grant === null) return page(404, 'This request does not exist, or was answered already.');
  const { state, origin } = call;
  const client = state.wallets.get(grant.client);
  const debit = grant.access.limits?.debitAmount;
  const receive = grant.access.limits?.receiveAmount;
  return page(200, `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Sandbox bank</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}
strong{font-variant-numeric:tabular-nums}form{display:flex;gap:1rem}
button{font:inherit;padding:.6rem 1.4rem}code{overflow-wrap:anywhere}</style></head><body>
<h1>Sandbox bank</h1><p>No real money moves here.</p>
<p><b>${safe(client?.publicName ?? grant.client)}</b>
(<code>${safe(walletUrl(origin, grant.client))}</code>) asks to pay from
<code>${safe(grant.access.identifier ?? '')}</code>:</p>
<p>at most <strong>${safe(amountLine(debit) ?? amountLine(receive) ?? 'any amount')}</strong></p>
<form method="post"><button name="choice" value="accept">Accept</button>
<button name="choice" value="reject">Reject</button></form></body></html>`);
}

/** `POST /consent/<id>/<nonce>`: what the customer chose. */
export function chooseConsent(call: Call, grantId: string, nonce: string): ProviderResponse {
  const grant = asked(call, grantId, nonce);
  const interaction = grant?.interaction ?? null;
  const choice = new URLSearchParams(call.request.bodyText).get('choice');
  if (grant === null || interaction === null) {
    return page(404, 'This request does not exist, or was answered already.');
  }
  if (choice !== 'accept' && choice !== 'reject') return page(400, 'Accept or reject it.');
  const accepts = choice === 'accept';
  call.commit({
    type: 'put', atMs: call.world.nowMs(),
    grants: [{
      ...grant, state: accepts ? 'accepted' : 'rejected',
      interaction: { ...interaction, ref: accepts ? randomHex(call.world, 16) : null },
    }],
  });
  return redirect(`${call.origin}/auth/interact/${grantId}/${nonce}/finish`);
}

function asked({ state, world }: Call, grantId: string, nonce: string): Grant | null {
  const grant = state.grants.get(grantId);
  return grant?.state === 'pending' && grant.interaction?.nonce === nonce
    && world.nowMs() <= grant.createdAtMs + INTERACTION_LIFE_MS ? grant : null;
}

function amountLine(amount: Amount | undefined): string | null {
  if (amount === undefined) return null;
  const { value, assetCode, assetScale } = amount;
  const digits = value.padStart(assetScale + 1, '0');
  const whole = digits.slice(0, digits.length - assetScale);
  const part = digits.slice(digits.length - assetScale);
  return `${whole}${assetScale === 0 ? '' : `.${part}`} ${assetCode}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
};

function safe(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
