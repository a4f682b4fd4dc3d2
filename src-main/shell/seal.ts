import { app, type Session } from 'electron';
import { isRendererUrl } from './protocol.ts';

/**
 * Closes every way by which a page could leave its room: requests to anything but our own scheme,
 * permissions, downloads. The renderer has nobody to talk to but us.
 */
export function sealSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOwnRequest(details.url) });
  });
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permission === 'clipboard-sanitized-write' && isRendererUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => {
    return permission === 'clipboard-sanitized-write' && isRendererUrl(origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Our scheme, and the developer tools' own pages where those can be opened. */
function isOwnRequest(url: string): boolean {
  return isRendererUrl(url) || url.startsWith('devtools://') || url.startsWith('data:image/');
}

/**
 * Denies navigation, new windows and embedded views for every page there will ever be, and sends no
 * client certificate (unanswered, Electron would send the first that fits). A link that asks for a
 * window is denied and told to `onLink`, which may offer it to the person.
 */
export function sealContents(onLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      onLink(url);
      return { action: 'deny' };
    });
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
}
