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

/**
 * The one way out to the system's browser: an allowed address, and only after the person has seen
 * its host and agreed. Answers whether it was opened.
 */
export async function openExternal(
  window: BrowserWindow,
  address: string,
  { hosts, words }: { readonly hosts: ReadonlySet<string>; readonly words: ShellWords },
): Promise<boolean> {
  if (!mayOpen(address, hosts)) return false;
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
