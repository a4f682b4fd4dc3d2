import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { invariant } from '../domain/result.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX = 'pck_live';
export const SHORT_ID_LENGTH = 8;
/** 32 bytes written in base 62. */
const SECRET_LENGTH = 43;
export const SECRET_BYTES = 32;
const CHECK_LENGTH = 6;
const KEY = /^pck_live_([0-9A-Za-z]{8})_([0-9A-Za-z]{43})_([0-9A-Za-z]{6})$/;

/**
 * A whole API key: `pck_live_<id>_<secret>_<crc32>`. Base 62 keeps the underscore for the joints
 * and lets a double click select the key; the checksum lets a scanner tell it from chance.
 */
export function formatKey(shortId: string, secret: string): string {
  const body = `${PREFIX}_${shortId}_${secret}`;
  return `${body}_${checksum(body)}`;
}

/** The parts of a presented key; null where it is not one, a wrong checksum included. */
export function parseKey(
  text: string,
): { readonly shortId: string; readonly secret: string } | null {
  const match = KEY.exec(text);
  if (match === null) return null;
  const [, shortId = '', secret = '', check = ''] = match;
  return check === checksum(`${PREFIX}_${shortId}_${secret}`) ? { shortId, secret } : null;
}

/** The text of 32 random bytes. */
export function secretText(bytes: Uint8Array): string {
  invariant(bytes.length === SECRET_BYTES, 'An API key holds 32 random bytes.');
  return base62(BigInt(`0x${Buffer.from(bytes).toString('hex')}`), SECRET_LENGTH);
}

/** Eight characters from random bytes, those that would favour some characters left out. */
export function shortIdText(bytes: Uint8Array): string | null {
  const fair = Array.from(bytes).filter((byte) => byte < DIGITS.length * 4);
  const text = fair.slice(0, SHORT_ID_LENGTH).map((byte) => DIGITS[byte % DIGITS.length]).join('');
  return text.length === SHORT_ID_LENGTH ? text : null;
}

/** SHA-256 of the secret: with 256 random bits no slow hash is needed (security guide 2.8). */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

function checksum(text: string): string {
  return base62(BigInt(crc32(text)), CHECK_LENGTH);
}

function base62(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  while (rest > 0n) {
    text = `${DIGITS[Number(rest % 62n)] ?? ''}${text}`;
    rest /= 62n;
  }
  return text.padStart(length, '0');
}
