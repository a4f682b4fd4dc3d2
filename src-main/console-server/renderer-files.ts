import { globSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built renderer, by the path that it is asked for under (`/assets/x.js`). */
export type RendererFile = { readonly body: Buffer; readonly type: string };

/** What a path names: a file, the page of a screen, or nothing. */
export type Found =
  | { readonly kind: 'file'; readonly file: RendererFile }
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'nothing' };

const HTML = 'text/html; charset=utf-8';
const types: Readonly<Record<string, string>> = {
  '.html': HTML,
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built renderer into memory: served from this map and never from a path, so that no
 * address, however it is written, names a file outside of it. Throws when it was not built.
 */
export function readRenderer(folder: string): (path: string) => Found {
  const files = new Map<string, RendererFile>();
  for (const name of globSync('**/*', { cwd: folder })) {
    const type = types[extname(name)];
    const path = join(folder, name);
    if (type === undefined || !statSync(path).isFile()) continue;
    files.set(`/${name.replaceAll('\\', '/')}`, { body: readFileSync(path), type });
  }
  const page = files.get('/index.html')?.body.toString('utf8');
  if (page === undefined) {
    throw new Error(`The pages are not built (${folder} holds no index.html). Run npm run build.`);
  }
  return (path) => {
    const file = files.get(path);
    if (file !== undefined && file.type !== HTML) return { kind: 'file', file };
    // A path without an extension is a screen's address, and every screen is the same page.
    const isScreen = path === '/index.html' || !/\.[^/]*$/.test(path);
    return isScreen ? { kind: 'page', html: page } : { kind: 'nothing' };
  };
}
