const LENGTH_MAX = 300;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Why money or its news may not travel to this address, or null. https, except on loopback; no
 * credentials inside, because addresses are logged and shown (DESIGN 8, R12). `plainAllowed` is for
 * sandbox connections, which may be reached over http anywhere.
 */
export function webAddressProblem(
  text: string,
  options: { readonly plainAllowed: boolean },
): string | null {
  const url = text.length <= LENGTH_MAX && URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'Give a whole address, for instance https://pay.example/hooks.';
  }
  if (url.username !== '' || url.password !== '') return 'Keep credentials out of the address.';
  if (url.hash !== '') return 'The address ends before any #.';
  if (url.protocol === 'http:' && !options.plainAllowed && !LOOPBACK.test(url.hostname)) {
    return 'Only https leaves this computer; http is for addresses on it.';
  }
  return null;
}
