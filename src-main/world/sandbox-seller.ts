import { generateKeyPairSync } from 'node:crypto';
import { ENGINE } from '../engine/domain/actor.ts';
import { invariant } from '../engine/domain/result.ts';
import type { Engine } from '../engine/api.ts';
import type { StandIns } from './sandbox-link.ts';

/** As the documents' own examples name them, so that these run as they stand (DESIGN 7). */
const REFERENCE = 'default-seller';
const WALLET = 'mvr5656';
const WALLET_ADDRESS = `https://ilp.interledger-test.dev/${WALLET}`;
const KEY_ID = 'paydesk-sandbox';
const PUBLISH_DEADLINE_MS = 5_000;

/**
 * A seller of the sandbox, its key fresh per data folder and published at the stand-in's wallet.
 * Repeats harmlessly; a person who renamed or disabled it finds it as it was left.
 */
export async function ensureSandboxSeller(
  engine: Engine,
  { standIns, marketplaceId }: { readonly standIns: StandIns; readonly marketplaceId: string },
): Promise<void> {
  const present = await engine.read.sellers();
  if (present.some(({ reference }) => reference === REFERENCE)) return;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await publish(standIns, String(publicKey.export({ format: 'jwk' }).x));
  const saved = await engine.sellers.save({ actor: ENGINE, idempotency: null }, {
    marketplaceId, reference: REFERENCE, version: null, name: 'Sandbox seller', categories: null,
    walletAddress: WALLET_ADDRESS, keyId: KEY_ID, enabled: true,
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  });
  invariant(saved.ok, 'The sandbox\'s seller was refused.');
}

async function publish({ control }: StandIns, x: string): Promise<void> {
  const base = control.url.endsWith('/') ? control.url : `${control.url}/`;
  const answer = await fetch(new URL('keys', base), {
    method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PUBLISH_DEADLINE_MS),
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ wallet: WALLET, kid: KEY_ID, x }),
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  throw new Error(`The sandbox answered ${answer.status} to the key of its seller. Paydesk did not `
    + 'start; start the sandbox and this version of Paydesk from the same sources.');
}
