import { protocol } from 'electron';
import { answerFromRenderer, readRendererFiles } from './renderer-files.ts';

/** Where the window's page lives; nothing else is ever shown in a window. */
export const rendererOrigin = { protocol: 'app:', host: 'console' } as const;

/** The address of a screen inside the window. */
export function rendererUrl(path: string): string {
  return `${rendererOrigin.protocol}//${rendererOrigin.host}${path}`;
}

/**
 * Must run before Electron is ready. `corsEnabled` belongs to `supportFetchAPI`: without it other
 * origins could read ours (CVE-2026-70604).
 */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Serves the built renderer under `app://console/`. Throws when it was not built. */
export function serveRenderer(folder: string): void {
  const files = readRendererFiles(folder);
  protocol.handle('app', ({ method, url }) => {
    const { status, headers, body } = answerFromRenderer(files, { method, url });
    return new Response(body, { status, headers });
  });
}

/**
 * Whether an address is the window's own page. Protocol and host are compared, because the origin
 * of a custom scheme is the word "null" in Node, equal for all of them.
 */
export function isRendererUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol: scheme, host } = new URL(url);
  return scheme === rendererOrigin.protocol && host === rendererOrigin.host;
}
