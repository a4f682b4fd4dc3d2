import { EventEmitter } from 'node:events';
import { app, type Session } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { openedOutside, person, schemes, WebContents } from '../testing/electron-stub.ts';
import { BrowserWindow as Window } from 'electron';
import { mayOpen, openExternal } from './external.ts';
import { shellWords } from './words.ts';
import { declareScheme, isRendererUrl } from './protocol.ts';
import { sealContents, sealSession } from './seal.ts';

vi.mock('electron', () => import('../testing/electron-stub.ts'));

type RequestHook = (details: { url: string }, answer: (a: { cancel: boolean }) => void) => void;
type Ask = (_: null, permission: string, answer: (yes: boolean) => void, details: object) => void;
type Check = (_: null, permission: string, origin: string) => boolean;

/** A session that keeps the hooks it is given, so that a test can call them as Chromium would. */
function sealedSession() {
  const hooks: { request?: RequestHook; ask?: Ask; check?: Check } = {};
  const session = Object.assign(new EventEmitter(), {
    webRequest: { onBeforeRequest: (hook: RequestHook) => void (hooks.request = hook) },
    setPermissionRequestHandler: (hook: Ask) => void (hooks.ask = hook),
    setPermissionCheckHandler: (hook: Check) => void (hooks.check = hook),
    setDevicePermissionHandler: () => {},
  });
  sealSession(session as unknown as Session);
  return { hooks, session };
}

describe('a page', () => {
  test.each([
    ['app://console/assets/x.js', false],
    ['app://elsewhere/x.js', true],
    ['https://example.com/', true],
    ['http://127.0.0.1:4001/v1/payments', true],
    ['file:///etc/passwd', true],
    ['ws://127.0.0.1/', true],
  ])('that asks for %s is cut off: %s', (url, cancelled) => {
    const answer = vi.fn();
    sealedSession().hooks.request?.({ url }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel: cancelled });
  });

  test.each([
    ['clipboard-sanitized-write', 'app://console/', true],
    ['clipboard-sanitized-write', 'https://example.com/', false],
    ['clipboard-read', 'app://console/', false],
    ['notifications', 'app://console/', false],
    ['geolocation', 'app://console/', false],
  ])('that wants %s from %s gets %s, asked and checked', (permission, from, allowed) => {
    const { hooks } = sealedSession();
    const answer = vi.fn();
    hooks.ask?.(null, permission, answer, { requestingUrl: from });
    expect(answer).toHaveBeenCalledWith(allowed);
    expect(hooks.check?.(null, permission, from)).toBe(allowed);
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    'is held by %s',
    (name) => {
      app.removeAllListeners();
      sealContents(() => {});
      const contents = new WebContents();
      app.emit('web-contents-created', {}, contents);
      const preventDefault = vi.fn();
      contents.emit(name, { preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
    },
  );

  test('opens no window; its link is offered to the person instead', () => {
    app.removeAllListeners();
    const links: string[] = [];
    sealContents((url) => links.push(url));
    const contents = new WebContents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.openHandler({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(links).toEqual(['https://example.com/']);
  });

  test('causes no download and sends no client certificate', () => {
    const preventDefault = vi.fn();
    sealedSession().session.emit('will-download', { preventDefault });
    app.removeAllListeners();
    sealContents(() => {});
    const answer = vi.fn();
    app.emit('select-client-certificate', { preventDefault }, null, 'https://x', [{}], answer);
    expect(preventDefault).toHaveBeenCalledTimes(2);
    expect(answer).toHaveBeenCalledWith();
  });
});

describe('our scheme', () => {
  test('is secure, standard, readable by nobody else, and above no policy', () => {
    declareScheme();
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
      },
    ]);
  });

  test.each(['app://elsewhere/', 'apps://console/', 'https://console/', 'nonsense', ''])(
    'is not %s',
    (url) => expect(isRendererUrl(url)).toBe(false),
  );
});

describe('an address outside', () => {
  const hosts = new Set(['mempool.space']);
  const link = 'https://bank.example/interact/1';
  const spoken = {
    hosts, words: shellWords.en,
    isPaymentLink: (address: string) =>
      Promise.resolve([link, 'javascript:pay()'].includes(address)),
  };

  test.each([
    ['https://mempool.space/tx/1', true],
    ['http://mempool.space/tx/1', false],
    ['https://evil-mempool.space/', false],
    ['https://mempool.space.example.com/', false],
    ['https://user:secret@mempool.space/', false],
    ['https://mempool.space:8443/', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
  ])('%s may be opened: %s', (address, allowed) => {
    expect(mayOpen(address, hosts)).toBe(allowed);
  });

  test('is opened only after the person saw its host and agreed', async () => {
    const window = new Window({});
    Object.assign(person, { agrees: false, shown: [] });
    expect(await openExternal(window, 'https://mempool.space/tx/1', spoken)).toBe(false);
    Object.assign(person, { agrees: true });
    expect(await openExternal(window, 'https://mempool.space/tx/1', spoken)).toBe(true);
    expect(await openExternal(window, 'https://example.com/', spoken)).toBe(false);
    expect(await openExternal(window, link, spoken)).toBe(true);
    expect(await openExternal(window, `${link}0`, spoken)).toBe(false);
    expect(await openExternal(window, 'javascript:pay()', spoken)).toBe(false);
    expect(openedOutside).toEqual(['https://mempool.space/tx/1', link]);
    expect(person.shown.map(({ message }) => message)).toEqual([
      'Open mempool.space in your browser?',
      'Open mempool.space in your browser?',
      'Open bank.example in your browser?',
    ]);
  });
});
