import { joinUrl } from '../provider-request.ts';
import { providerText } from '../provider-text.ts';
import type { AccountFinding, RailCall, RailHealth, RailReply } from '../rail.ts';
import { urlProblem } from './addresses.ts';
import { readKeys, readWallet } from './client.ts';
import { reachOf } from './config.ts';
import { publicJwk } from './keys.ts';

/** Beyond this a server may take our signatures for old or for invented (security 3.12). */
const SKEW_MS_MAX = 60_000;

/** A wallet as its own public document describes it. */
export async function accountOf(call: RailCall, account: string): Promise<AccountFinding> {
  const answer = await readWallet(call, reachOf(call.connection), account);
  switch (answer.kind) {
    case 'read': {
      const { asset, publicName } = answer.value;
      const name = providerText(publicName ?? '', 100);
      return { kind: 'account', asset, publicName: name === '' ? null : name };
    }
    case 'refused': return { kind: 'unknown', message: answer.message };
    case 'not-received': return { kind: 'unavailable', message: answer.message };
    case 'unknown': {
      // A page where a wallet's document should be is an answer too: there is no wallet here.
      const isPage = answer.status !== null && answer.status >= 200 && answer.status < 300;
      return isPage
        ? { kind: 'unknown', message: 'Something answers at this address, but it is no wallet.' }
        : { kind: 'unavailable', message: answer.message };
    }
  }
}

/** Whether the seller's wallet publishes the key that we sign with. */
export async function checkSeller(call: RailCall): Promise<RailHealth> {
  const { seller } = call;
  const jwk = seller === null ? null : publicJwk(seller.privateKey, seller.keyId);
  if (seller === null || jwk === null) {
    return bad('The seller has no readable Ed25519 key.');
  }
  const reach = reachOf(call.connection);
  const wallet = await readWallet(call, reach, seller.walletAddress);
  if (wallet.kind !== 'read') return bad(`The wallet cannot be read. ${wallet.message}`);
  const keys = await readKeys(call, reach, seller.walletAddress);
  if (keys.kind !== 'read') return bad(`The wallet's public keys cannot be read. ${keys.message}`);
  const published = keys.value.keys.find(({ kid }) => kid === seller.keyId);
  if (published === undefined) {
    return bad(`The wallet publishes no key with the id ${seller.keyId}. Add the public key there, `
      + 'or correct the key id.');
  }
  return published.x === jwk.x && published.crv === jwk.crv
    ? { ok: true, message: 'The wallet publishes this key.' }
    : bad(`The wallet publishes another key under the id ${seller.keyId}.`);
}

/**
 * Asks the stand-in of a sandbox connection, or the page that a live connection names, whether it
 * answers, and compares the clocks. Payments themselves go to the servers that wallets name.
 */
export async function health(call: RailCall): Promise<RailHealth> {
  const { connection: { mode, baseUrl }, connection } = call;
  const url = mode === 'sandbox' ? joinUrl(baseUrl, '/health') : baseUrl;
  const problem = urlProblem(url, reachOf(connection));
  if (problem !== null) return bad(problem);
  const reply = await call.send({ method: 'GET', url, headers: {}, body: null });
  if (!reply.ok) return bad(providerText(reply.message));
  if (reply.status >= 500) return bad(`It answers ${reply.status}.`);
  return skewOf(reply, call.nowMs) ?? { ok: true, message: 'It answers.' };
}

function skewOf(
  { headers }: Extract<RailReply, { readonly ok: true }>, nowMs: number,
): RailHealth | null {
  const date = headers['date'] ?? '';
  const theirs = /^[A-Z][a-z]{2}, /.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(theirs) || Math.abs(theirs - nowMs) <= SKEW_MS_MAX) return null;
  const seconds = Math.round((nowMs - theirs) / 1_000);
  return bad(`Our clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the `
    + 'wallet server\'s. Set it right: signatures carry its time and may be refused.');
}

function bad(message: string): RailHealth {
  return { ok: false, message: providerText(message) };
}
