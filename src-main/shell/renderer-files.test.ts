import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerFromRenderer, contentSecurityPolicy, readRendererFiles } from './renderer-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'paydesk-renderer-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<style nonce="__CSP_NONCE__"></style>');
writeFileSync(join(folder, 'assets', 'main.js'), 'run()');
writeFileSync(join(folder, 'assets', 'main.js.map'), '{}');
afterAll(() => rmSync(folder, { recursive: true }));

const files = readRendererFiles(folder);
const get = (url: string, method = 'GET') => answerFromRenderer(files, { method, url });

describe('the renderer', () => {
  test('is served from its known files, with their types', () => {
    const answer = get('app://console/assets/main.js');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(Buffer.from(answer.body ?? []).toString()).toBe('run()');
  });

  test.each(['app://console/', 'app://console/index.html', 'app://console/payments/pay_1'])(
    'answers %s with the page',
    (url) => {
      expect(get(url).headers['content-type']).toBe('text/html; charset=utf-8');
    },
  );

  test.each([
    'app://console/assets/main.js.map',
    'app://console/assets/other.js',
    'app://console/%2e%2e/%2e%2e/etc/passwd.txt',
    'app://elsewhere/index.html',
    'https://console/index.html',
  ])('has nothing under %s', (url) => {
    expect(get(url)).toMatchObject({ status: 404, body: null });
  });

  test('is only ever read', () => {
    expect(get('app://console/', 'POST').status).toBe(405);
  });

  test('has a fresh nonce in policy and page each time', () => {
    const [first, second] = [get('app://console/'), get('app://console/')];
    const policy = first.headers['content-security-policy'] ?? '';
    const nonce = /nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(Buffer.from(first.body ?? []).toString()).toBe(`<style nonce="${nonce}"></style>`);
    expect(second.headers['content-security-policy']).not.toBe(policy);
  });

  test('may connect to nothing and run nothing inline', () => {
    const policy = contentSecurityPolicy('x').split('; ');
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toContain('unsafe');
  });

  test('says so when it was not built', () => {
    expect(() => readRendererFiles(join(folder, 'assets'))).toThrow(/npm run build/);
  });
});
