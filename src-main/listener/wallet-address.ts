import type { ListenerDeps } from './deps.ts';
import type { Refusal } from './engine-types.ts';

type WalletAddress =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly refusal: Refusal };

/** The wallet address of a body as Paydesk keeps it, or the refusal that names its field. */
export function walletAddressOf(
  { facts }: Pick<ListenerDeps, 'facts'>, field: string, given: string,
): WalletAddress {
  const value = facts.walletAddress(given);
  return value === null ? { ok: false, refusal: {
    code: 'invalid_address', details: { [field]: 'is no wallet address' },
    message: `${field} has to be a wallet address such as https://wallet.example/alice or `
      + '$wallet.example/alice; nothing was done.',
  } } : { ok: true, value };
}
