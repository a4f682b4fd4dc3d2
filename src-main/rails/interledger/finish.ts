import { createHash, timingSafeEqual } from 'node:crypto';

import { providerText } from '../provider-text.ts';
import type { ConsentReturned } from '../rail.ts';
import { readState, writeState, type ConsentState } from './state.ts';

const FORGED: ConsentReturned = { kind: 'forged' };
const REFERENCE_LENGTH_MAX = 500;

/**
 * What the parameters of the finish address prove (guide, section 3). With the right hash: that the
 * payer consented. A rejection carries no proof and is a hint only (pitfall 8).
 */
export function readReturn(
  stateText: string, parameters: Readonly<Record<string, string>>,
): ConsentReturned {
  const state = readState(stateText);
  if (state === null) return FORGED;
  const { hash, interact_ref: ref, result, message } = parameters;
  if (hash !== undefined && ref !== undefined && ref !== '' && ref.length <= REFERENCE_LENGTH_MAX) {
    if (!hashHolds(hash, ref, state)) return FORGED;
    const interaction = { ...state.interaction, ref };
    return { kind: 'consented', state: writeState({ ...state, interaction }) };
  }
  const sentence = result !== undefined && Object.hasOwn(REFUSALS, result)
    ? REFUSALS[result] : undefined;
  if (sentence === undefined) return FORGED;
  const told = providerText(message ?? '', 120);
  return { kind: 'refused', message: told === '' ? sentence : `${sentence} It says: ${told}` };
}

/** What an authorization server says instead of a hash. */
const REFUSALS: Readonly<Record<string, string>> = {
  grant_rejected: 'The payer refused at the wallet.',
  grant_invalid: 'The payer left the wallet without a choice.',
  invalid_interaction: 'The wallet says that the request has run out or was ended.',
  request_denied: 'The wallet could not finish the request.',
};

/** The endpoint is the wallet document's own text; older servers add a slash to a bare origin. */
function hashHolds(given: string, ref: string, { interaction, payer }: ConsentState): boolean {
  const bytes = digestOf(given);
  if (bytes === null) return false;
  const isOrigin = URL.parse(payer.authServer)?.origin === payer.authServer;
  const endpoints = isOrigin ? [payer.authServer, `${payer.authServer}/`] : [payer.authServer];
  return endpoints.some((endpoint) => timingSafeEqual(bytes, interactionHash({
    nonce: interaction.nonce, serverNonce: interaction.serverNonce, ref, endpoint,
  })));
}

/** SHA-256 over the four lines, without a line feed at the end. */
export function interactionHash({ nonce, serverNonce, ref, endpoint }: {
  readonly nonce: string; readonly serverNonce: string; readonly ref: string;
  readonly endpoint: string;
}): Buffer {
  return createHash('sha256').update([nonce, serverNonce, ref, endpoint].join('\n')).digest();
}

/**
 * The 32 bytes behind base64 of either alphabet, padded or not; null for anything else. A plus sign
 * that a server forgot to encode has become a space on its way.
 */
function digestOf(given: string): Buffer | null {
  const text = given.replaceAll(' ', '+');
  if (!/^(?:[A-Za-z0-9+/]{43}|[A-Za-z0-9_-]{43})=?$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes : null;
}
