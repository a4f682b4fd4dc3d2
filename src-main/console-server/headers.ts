/** Headers of every answer to a browser (security guide 2.4 and 2.6). */
export const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'loopback-network=(), local-network=()',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/**
 * The page's policy (security guide 1.4): its own scripts, its own server to talk to, and style
 * elements that carry the nonce, since the component library writes some while it runs.
 */
export function pagePolicy(styleNonce: string): string {
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${styleNonce}'`,
    "img-src 'self' data:", "font-src 'self'", "connect-src 'self'", "object-src 'none'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const NAME_LENGTH_MAX = 120;

/**
 * `Content-Disposition` of a download (RFC 6266): a plain ASCII name for old readers, the exact one
 * in UTF-8. Separators, quotes and control characters never reach a file system or the header.
 */
export function attachment(name: string): string {
  const safe = name.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]/gu, '_').replace(/^\.+/, '_')
    .slice(0, NAME_LENGTH_MAX) || 'download';
  const ascii = safe.replaceAll(/[^\x20-\x7e]|[%']/g, '_');
  const encoded = encodeURIComponent(safe.toWellFormed())
    .replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
