import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built renderer, by the path it is asked for under (`/assets/x.js`). */
export type RendererFile = { readonly body: Buffer; readonly type: string };

/** What a page is answered with; the caller turns it into a response of its own kind. */
export type RendererAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built renderer into memory. Serving from this map and never from a path means that no
 * address, however it is written, can name a file that is not part of the renderer. Source maps are
 * left out; throws when the renderer was not built.
 */
export function readRendererFiles(folder: string): ReadonlyMap<string, RendererFile> {
  const names = globSync('**/*', { cwd: folder }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => {
    return extname(name) in types && statSync(join(folder, name)).isFile();
  });
  if (!files.includes('index.html')) {
    throw new Error(`The pages are not built (${folder} holds no index.html). Run npm run build.`);
  }
  return new Map(
    files.map((name): [string, RendererFile] => {
      const type = types[extname(name)] ?? 'application/octet-stream';
      return [`/${name}`, { body: readFileSync(join(folder, name)), type }];
    }),
  );
}

/**
 * Answers a GET of the window's own origin. A path that names no file and looks like none is a
 * screen's address, and every screen is the same page.
 */
export function answerFromRenderer(
  files: ReadonlyMap<string, RendererFile>,
  request: { readonly method: string; readonly url: string },
): RendererAnswer {
  const { protocol, host, pathname } = new URL(request.url);
  if (protocol !== 'app:' || host !== 'console') return refuse(404);
  if (request.method !== 'GET') return refuse(405);
  const file = files.get(pathname === '/' ? '/index.html' : pathname);
  if (file !== undefined && file.type !== types['.html']) return answer(file.type, file.body, {});
  const page = files.get('/index.html');
  if (page === undefined || /\.[a-z0-9]+$/i.test(pathname.replace(/^\/index\.html$/, ''))) {
    return refuse(404);
  }
  return answerPage(page.body.toString('utf8'));
}

/**
 * The page, with a fresh nonce in its policy and wherever the page asks for one: the component
 * library writes its style elements while it runs.
 */
function answerPage(html: string): RendererAnswer {
  const nonce = randomBytes(16).toString('base64');
  const body = Buffer.from(html.replaceAll('__CSP_NONCE__', nonce));
  return answer(types['.html'] ?? '', body, {
    'content-security-policy': contentSecurityPolicy(nonce),
    'cache-control': 'no-store',
  });
}

/** The window talks to the engine over IPC alone, so it may connect to nothing. */
export function contentSecurityPolicy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function answer(
  type: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): RendererAnswer {
  const common = { 'content-type': type, 'x-content-type-options': 'nosniff' };
  return { status: 200, headers: { ...common, ...headers }, body: Uint8Array.from(body) };
}

function refuse(status: number): RendererAnswer {
  return { status, headers: { 'x-content-type-options': 'nosniff' }, body: null };
}
