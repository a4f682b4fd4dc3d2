import { dialog, shell, type BrowserWindow } from 'electron';
import type { ShellWords } from './words.ts';

/**
 * Whether an address may be opened in the system's browser: https, no credentials in it, and a host
 * that is on the list letter by letter (a suffix rule would let `evil-example.org` pass for
 * `example.org`).
 */
export function mayOpen(address: string, hosts: ReadonlySet<string>): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' && hosts.has(host);
}

/** Which addresses lead out: hosts that we know, and links that payments are waiting on. */
export type WaysOut = {
  readonly hosts: ReadonlySet<string>;
  /** Whether a payer is just being asked to follow this very address. */
  readonly isPaymentLink: (address: string) => Promise<boolean>;
  readonly words: ShellWords;
};

/**
 * The one way out to the system's browser: an allowed address, and only after the person has seen
 * its host and agreed. Answers whether it was opened.
 */
export async function openExternal(
  window: BrowserWindow,
  address: string,
  { hosts, isPaymentLink, words }: WaysOut,
): Promise<boolean> {
  if (!mayOpen(address, hosts) && !await isWebLink(address, isPaymentLink)) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.outside.question(new URL(address).host),
    detail: address,
    buttons: [words.outside.cancel, words.outside.open],
    defaultId: 0,
    cancelId: 0,
  });
  if (response !== 1) return false;
  await shell.openExternal(address);
  return true;
}

/** A bank's page of consent; the rail has seen to it that only a sandbox's is without https. */
async function isWebLink(
  address: string,
  isPaymentLink: WaysOut['isPaymentLink'],
): Promise<boolean> {
  return /^https?:$/.test(URL.parse(address)?.protocol ?? '') && await isPaymentLink(address);
}
