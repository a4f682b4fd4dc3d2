import { isPrivateHost } from '../own-network.ts';
import type { RailConnection } from '../rail.ts';

const ADDRESS_LENGTH_MAX = 500;
/** Nothing but host and path: no credentials, no query, no fragment. */
const ADDRESS = /^https?:\/\/[^\s\\?#@/][^\s\\?#@]*$/;
/** Wallet addresses below it are the stand-in's on a sandbox connection (DESIGN 7). */
const SANDBOX_ALIAS = 'https://ilp.interledger-test.dev/';

/**
 * A wallet address as Paydesk keeps it: a `$pointer` turned into its URL, no slash at the end,
 * otherwise to the letter. The SDK takes neither pointers nor slashes (guide, pitfall 11). Null
 * where the text is no wallet address.
 */
export function walletAddress(text: string): string | null {
  const given = text.trim();
  const address = given.startsWith('$') ? pointerUrl(given.slice(1)) : given.replace(/\/+$/, '');
  if (address.length > ADDRESS_LENGTH_MAX || !ADDRESS.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

/** A pointer without a path means the path that its specification names. */
function pointerUrl(pointer: string): string {
  const plain = pointer.replace(/\/+$/, '');
  return plain.includes('/') ? `https://${plain}` : `https://${plain}/.well-known/pay`;
}

/** What is wrong with a wallet address that somebody gave, or null. */
export function walletAddressProblem(account: string, mode: RailConnection['mode']): string | null {
  const address = walletAddress(account);
  const url = address === null ? null : URL.parse(address);
  if (url === null) {
    return 'Give a wallet address such as https://wallet.example/alice or $wallet.example/alice, '
      + `without credentials, ? or #, of at most ${ADDRESS_LENGTH_MAX} characters.`;
  }
  // Whether this connection may call an address of its own network, its setting decides.
  if (url.protocol === 'https:' || mode === 'sandbox' || isPrivateHost(url.hostname)) return null;
  return 'A wallet address begins with https://, unless the wallet runs on this computer.';
}

/** Which addresses a connection may call. */
export type Reach = {
  readonly mode: RailConnection['mode'];
  readonly baseUrl: string;
  /** The connection says that its wallets are on this computer or in the own network. */
  readonly isLocal: boolean;
};

/** Where a wallet address is really asked: to the letter, but for the sandbox's own alias. */
export function calledAddress(address: string, { mode, baseUrl }: Reach): string {
  const plain = walletAddress(address) ?? address;
  if (mode !== 'sandbox' || !plain.startsWith(SANDBOX_ALIAS)) return plain;
  return `${baseUrl.replace(/\/+$/, '')}/${plain.slice(SANDBOX_ALIAS.length)}`;
}

/**
 * Why an address must not be called, or null. Wallet documents are remote input, and so is every
 * address in them (security guide 3.8): a live connection calls https outside the own network only.
 * What a name resolves to is for the Http port to check; here stand names and literals.
 */
export function urlProblem(text: string, { mode, isLocal }: Reach): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== ''
    || url.password !== '' || text.length > 2 * ADDRESS_LENGTH_MAX) {
    return 'The provider names an address that is none.';
  }
  const isPrivate = isPrivateHost(url.hostname);
  const isTrusted = isLocal || mode === 'sandbox';
  if (isPrivate && !isTrusted) {
    return `The provider names an address inside the own network (${url.host}), which a live `
      + 'connection does not call unless its setting "Wallets in the own network" is on.';
  }
  if (url.protocol === 'http:' && !(isLocal || (isTrusted && isPrivate))) {
    return `The provider names an address without encryption (${url.host}), which is not called.`;
  }
  return null;
}

/** Whether an address belongs to the server that it has to belong to (mix-up, guide 3.8). */
export function sameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin;
  return origin !== undefined && origin === URL.parse(other)?.origin;
}
