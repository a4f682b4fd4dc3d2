import type { ProviderRequest, ProviderResponse, Route } from '../provider.ts';

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

export function answer(status: number, body: unknown): ProviderResponse {
  return { status, headers: JSON_HEADERS, bodyText: JSON.stringify(body) };
}

/** A refusal in the shape of a FastAPI service: `{"detail": "…"}`. */
export function refuse(status: number, detail: string): ProviderResponse {
  return answer(status, { detail });
}

/** What an unhandled exception looks like behind such a service: plain text, no JSON. */
export function internalError(): ProviderResponse {
  return {
    status: 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    bodyText: 'Internal Server Error',
  };
}

/** The path's segments, decoded, and its query; null where the path cannot be decoded. */
export function readPath(path: string): { segments: string[]; query: URLSearchParams } | null {
  const mark = path.indexOf('?');
  const plain = mark < 0 ? path : path.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : path.slice(mark + 1));
  try {
    const segments = plain.split('/').filter((part) => part !== '').map(decodeURIComponent);
    return { segments, query };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** A header's value whatever the case of its name; null when absent. */
export function header(request: ProviderRequest, name: string): string | null {
  const exact = request.headers[name];
  if (exact !== undefined) return exact;
  for (const [key, value] of Object.entries(request.headers)) {
    if (key.toLowerCase() === name) return value;
  }
  return null;
}

/** The same route, carried out for who gives the secret only; `/health` is open to everyone. */
export function behindSecret(
  route: Route,
  { given, secret, refusal }: {
    readonly given: string | null; readonly secret: string; readonly refusal: string;
  },
): Route {
  if (route.operation === 'health') return route;
  const mayPass = sameSecret(given ?? '', secret);
  return { ...route, run: (quirks) => (mayPass ? route.run(quirks) : refuse(401, refusal)) };
}

/** Compares secrets without telling by its duration where they differ. */
export function sameSecret(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < secret.length; i++) {
    difference |= given.charCodeAt(i % Math.max(given.length, 1)) ^ secret.charCodeAt(i);
  }
  return difference === 0;
}
