import { HOTP, Secret, TOTP } from 'otpauth';

/**
 * Six digits of an authenticator app (TOTP, RFC 6238). SHA-1, six digits and 30 s are what every
 * app knows (security guide 7.4); the secret is as long as RFC 4226 section 4 recommends.
 */
const PERIOD_S = 30;
const DIGITS = 6;
export const CODE_SECRET_BYTES = 20;
/** Steps before and after the present one that count too: clocks differ, and people type slowly. */
const STEPS_OFF_MAX = 1;

/** The secret in the letters that a person can type into an app (base32). */
export function codeSecret(bytes: Uint8Array): string {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

/** What an app reads from a QR code. */
export function codeUri(secret: string, operatorName: string): string {
  return new TOTP({ issuer: 'Paydesk', label: operatorName, secret }).toString();
}

/**
 * The time step that a code belongs to, which counts only after `usedStep`: each code is taken once
 * (RFC 6238 section 5.2). Null where it is none of those that count now. A step that lies ahead of
 * every code that counts was used before the clock was set back, and keeps nobody out (R11).
 */
export function stepOfCode(
  secret: string,
  code: string,
  { nowMs, usedStep }: { readonly nowMs: number; readonly usedStep: number | null },
): number | null {
  const step = TOTP.counter({ period: PERIOD_S, timestamp: nowMs });
  const off = HOTP.validate({
    token: code.replace(/\s/gu, ''), secret: Secret.fromBase32(secret), digits: DIGITS,
    counter: step, window: STEPS_OFF_MAX,
  });
  if (off === null) return null;
  const wasUsed = usedStep !== null && step + off <= usedStep && usedStep <= step + STEPS_OFF_MAX;
  return wasUsed ? null : step + off;
}
