import { headerValues, type RequestHead } from '../listener/admission.ts';
import type { Fault } from '../listener/problems.ts';

const apiPaths = [/^\/session\/launch$/, /^\/rpc\/[\w.]+$/, /^\/events$/, /^\/files\/[\w-]+$/];

/** The methods of a path: commands are posted, everything else is read. */
export function methodsOf(path: string): readonly string[] {
  if (path === '/session/launch' || path.startsWith('/rpc/')) return ['POST'];
  return path === '/events' || path.startsWith('/files/') ? ['GET'] : ['GET', 'HEAD'];
}

/**
 * The API answers only our own page (security guide 2.3): the browser says so in
 * `Sec-Fetch-Site`; where it does not, `Origin` has to be ours exactly; and what changes
 * something is refused where there is neither. Pages themselves may be navigated to from anywhere.
 */
export function crossSiteFault(head: RequestHead, path: string): Fault | null {
  if (!apiPaths.some((pattern) => pattern.test(path))) return unknownApi(path);
  const sites = headerValues(head, 'sec-fetch-site');
  const origins = headerValues(head, 'origin');
  const [host = ''] = headerValues(head, 'host');
  const isOwn = sites.length > 0
    ? sites.every((site) => site === 'same-origin')
    : origins.length > 0
      ? origins.every((origin) => origin === `http://${host}`)
      : head.method === 'GET' || head.method === 'HEAD';
  return isOwn ? null : {
    status: 403, code: 'forbidden', message: 'Only pages of this console may call it.',
  };
}

/** An address that looks like the API's and is none. */
function unknownApi(path: string): Fault | null {
  const looksLikeApi = /^\/(session|rpc|files)\//.test(path);
  return looksLikeApi
    ? { status: 404, code: 'not_found', message: 'There is nothing under this address.' }
    : null;
}
