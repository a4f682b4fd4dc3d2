import { ENGINE } from '../engine/domain/actor.ts';
import type { Ask, Engine, NewConnection } from '../engine/api.ts';
import type { Log } from '../engine/ports.ts';
import { EURC_CONTRACT } from '../sandbox/evm/chain-port.ts';
import type { StandIns } from './sandbox-link.ts';

const ask: Ask = { actor: ENGINE, idempotency: null };
const CALL_DEADLINE_MS = 5_000;

/** The treasury that the stand-in of Circle keeps, bound to its own chain by the first block. */
export function treasuryConnection({ circle, evm }: StandIns): NewConnection {
  const treasury = circle.wallets.find(({ role }) => role === 'treasury');
  return {
    rail: 'usdc', name: 'Circle on Arc', mode: 'sandbox', enabled: true, priority: 1,
    baseUrl: circle.url, concurrencyMax: 16, callsPerSecondMax: null, deadlineMs: 10_000,
    config: {
      walletId: treasury?.id ?? '', rpcUrl: evm.rpcUrl, chainId: evm.chainId,
      genesisHash: evm.genesisHash, usdcTokenId: circle.tokenIds.USDC,
      eurcTokenId: circle.tokenIds.EURC, eurcTokenAddress: EURC_CONTRACT,
    },
    secrets: { apiKey: circle.apiKey, entitySecret: circle.entitySecret },
    expiryOwner: 'unknown',
  };
}

/** The payees that the sandbox begins with, each with a wallet; repeats harmlessly. */
export async function ensureSandboxPayees(
  engine: Engine,
  { standIns: { circle }, marketplaceId, log }: {
    readonly standIns: StandIns; readonly marketplaceId: string; readonly log: Log;
  },
): Promise<void> {
  const payees = [
    ...circle.wallets.filter(({ role }) => role === 'payee'),
    ...circle.foreign.map((one) => ({ ...one, id: null })),
  ];
  for (const { id, name, address } of payees) {
    const reference = referenceOf(name);
    if (await engine.read.payeeWalletOf(marketplaceId, 'usdc', reference) !== null) continue;
    const saved = await engine.payeeWallets.adopt(ask, {
      marketplaceId, reference, version: null, name, account: address, enabled: null,
    }, { ours: id !== null, providerReference: id });
    if (saved.ok) continue;
    log.warn('a payee of the sandbox was not made', { name, code: saved.refusal.code });
  }
}

/** `Tomás Rivera` becomes `tomas-rivera`. */
export function referenceOf(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/**
 * Has the stand-in tell this listener of its transfers. What it tells is only ever a hint, so a
 * start without it goes on, and asks.
 */
export async function subscribeToHints(
  { circle }: StandIns,
  { listenerUrl, log }: { readonly listenerUrl: string; readonly log: Log },
): Promise<void> {
  const endpoint = `${listenerUrl.replace(/\/+$/, '')}/webhooks/circle`;
  const call = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${circle.url}/v2/notifications/subscriptions${path}`, {
      method, redirect: 'error', signal: AbortSignal.timeout(CALL_DEADLINE_MS),
      headers: { authorization: `Bearer ${circle.apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  try {
    const listed: unknown = await (await call('GET', '')).json();
    const present = subscriptionsIn(listed);
    for (const { id, endpoint: other } of present) {
      if (other !== endpoint) await (await call('DELETE', `/${id}`)).body?.cancel();
    }
    if (present.some((subscription) => subscription.endpoint === endpoint)) return;
    const made = await call('POST', '', { endpoint, notificationTypes: ['transactions.outbound'] });
    await made.body?.cancel();
    if (!made.ok) log.warn('Circle\'s stand-in sends no webhooks', { status: made.status });
  } catch (error) {
    log.warn('Circle\'s stand-in sends no webhooks', { error });
  }
}

function subscriptionsIn(value: unknown): readonly { id: string; endpoint: string }[] {
  const data: unknown = typeof value === 'object' && value !== null && 'data' in value
    ? value.data : null;
  if (!Array.isArray(data)) return [];
  return data.flatMap((one: unknown) => {
    const isOne = typeof one === 'object' && one !== null && 'id' in one && 'endpoint' in one
      && typeof one.id === 'string' && typeof one.endpoint === 'string';
    return isOne ? [{ id: String(one.id), endpoint: String(one.endpoint) }] : [];
  });
}
