import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret } from 'otpauth';

/** 160 random bits: nothing that can be guessed, so that a plain digest keeps it. */
export const RECOVERY_BYTES = 20;
const GROUP = 4;

/** The code as it is printed: groups of letters and digits that cannot be taken for each other. */
export function recoveryCodeText(bytes: Uint8Array): string {
  const letters = new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
  return (letters.match(new RegExp(`.{1,${GROUP}}`, 'gu')) ?? []).join('-');
}

/** What is kept of it: SHA-256 in hex over its letters, however they were typed. */
export function recoveryHash(code: string): string {
  const letters = code.toUpperCase().replace(/[^A-Z2-7]/gu, '');
  return createHash('sha256').update('paydesk recovery\0').update(letters).digest('hex');
}

/** Whether the typed code is the printed one, in constant time. */
export function isRecoveryCode(code: string, kept: string): boolean {
  return timingSafeEqual(Buffer.from(recoveryHash(code)), Buffer.from(kept));
}
