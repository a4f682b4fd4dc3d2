/**
 * What a request must be before anything of it is believed (security guide 2.2 and 2.3): checked on
 * Node's own request, because a parsed URL and merged headers no longer show what was sent.
 */
import type { IncomingMessage } from 'node:http';
import type { Fault } from './problems.ts';

/** The head of a request as it was sent. */
export type RequestHead = {
  readonly method: string;
  readonly target: string;
  /** Names and values by turns, in the order and spelling of the sender. */
  readonly rawHeaders: readonly string[];
};

export type HeadRules = {
  /** The methods of the path; null where nothing answers there. */
  readonly methodsOf: (path: string) => readonly string[] | null;
  readonly hosts: ReadonlySet<string>;
  /** What browsers may do on this path. */
  readonly browserFault: (head: RequestHead, path: string) => Fault | null;
};

const TARGET_LENGTH_MAX = 2_048;
/** Origin-form: one slash, then visible ASCII without backslash and fragment. */
const ORIGIN_FORM = /^\/(?!\/)[\x21\x22\x24-\x5b\x5d-\x7e]*$/;

/** The first rule that the head breaks, in the guide's order; null when it may go on. */
export function headFault(head: RequestHead, rules: HeadRules): Fault | null {
  const form = targetFault(head.target);
  if (form !== null) return form;
  const path = pathOf(head.target);
  return methodFault(head.method, rules.methodsOf(path))
    ?? hostFault(head, rules.hosts)
    ?? unknownPath(rules.methodsOf(path))
    ?? rules.browserFault(head, path);
}

export function headOf(incoming: IncomingMessage): RequestHead {
  const { method = '', url = '', rawHeaders } = incoming;
  return { method, target: url, rawHeaders };
}

/** The path of an origin-form target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

/** Every value of a header, so that a second one cannot hide. */
export function headerValues(head: RequestHead, name: string): string[] {
  return head.rawHeaders.filter(
    (_value, index) => index % 2 === 1 && head.rawHeaders[index - 1]?.toLowerCase() === name,
  );
}

/**
 * The hosts that name this server: the loopback names with our port, and the public address that
 * the user's own proxy or tunnel forwards (`BASE_URL`). Exact equality, never a suffix.
 */
export function hostsOf(port: number, publicBaseUrl: string | null): ReadonlySet<string> {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const hosts = new Set(names.map((name) => `${name}:${port}`));
  if (port === 80) for (const name of names) hosts.add(name);
  if (publicBaseUrl !== null) {
    const { protocol, hostname, host } = new URL(publicBaseUrl);
    hosts.add(host.toLowerCase());
    if (host === hostname) hosts.add(`${host.toLowerCase()}:${protocol === 'https:' ? 443 : 80}`);
  }
  return hosts;
}

/**
 * Server-to-server routes have no business with a browser: any sign of one is refused. Every
 * browser sends `Sec-Fetch-Site` to this machine, and `Origin` with what changes state.
 * `Sec-Fetch-Mode` alone is no sign: Node's own `fetch` sends it.
 */
export function refuseBrowsers(head: RequestHead): Fault | null {
  const sign = head.rawHeaders.find((name, index) => index % 2 === 0
    && (name.toLowerCase() === 'origin' || name.toLowerCase() === 'sec-fetch-site'));
  if (sign === undefined) return null;
  return {
    status: 403, code: 'forbidden', details: { header: sign },
    message: 'This address answers servers, not web pages; call it without a browser.',
  };
}

/**
 * The address to which a wallet sends its payer back: a browser may come, by moving its own window
 * there. A page that asks behind the payer's back, a frame, and a guess of where the payer will go
 * next (prefetch) are refused, since coming back counts once (security guide 2.3).
 */
export function navigationsOnly(head: RequestHead): Fault | null {
  const one = (name: string): string | undefined => headerValues(head, name)[0]?.toLowerCase();
  const isBrowser = one('sec-fetch-site') !== undefined;
  const isNavigation = one('sec-fetch-mode') === 'navigate'
    && one('sec-fetch-dest') === 'document' && one('sec-purpose') === undefined
    && one('purpose') === undefined;
  // Browsers too old to say how they come send an origin only with what a page asks for.
  const isPlain = !isBrowser && one('origin') === undefined;
  return isPlain || (isBrowser && isNavigation) ? null : {
    status: 403, code: 'forbidden',
    message: 'This address is for the window of a payer who comes back from the own wallet.',
  };
}

function targetFault(target: string): Fault | null {
  if (target.length <= TARGET_LENGTH_MAX && ORIGIN_FORM.test(target)) return null;
  return {
    status: 400, code: 'invalid_request',
    message: 'The request target has to be a plain path that begins with one slash.',
  };
}

function methodFault(method: string, methods: readonly string[] | null): Fault | null {
  if (methods === null && method !== 'OPTIONS') return null;
  if (methods?.includes(method) === true) return null;
  return {
    status: 405, code: 'method_not_allowed', details: { method },
    message: 'This address does not take that method.',
    headers: { allow: (methods ?? []).join(', ') },
  };
}

function hostFault(head: RequestHead, hosts: ReadonlySet<string>): Fault | null {
  const [host, second] = headerValues(head, 'host');
  if (host === undefined || second !== undefined) {
    return {
      status: 400, code: 'invalid_request', message: 'Exactly one Host header is needed.',
    };
  }
  if (hosts.has(host.toLowerCase())) return null;
  return {
    status: 421, code: 'misdirected',
    message: 'The request names a host that is not ours; use the address that Paydesk shows.',
  };
}

function unknownPath(methods: readonly string[] | null): Fault | null {
  return methods === null
    ? { status: 404, code: 'not_found', message: 'There is nothing under this address.' }
    : null;
}
