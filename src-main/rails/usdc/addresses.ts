import { keccak_256 } from '@noble/hashes/sha3.js';

import { ARC_USDC } from './config.ts';

/** What tells of native movements on Arc (EIP-7708); nobody can be paid there. */
export const SYSTEM_ADDRESS = '0xfffffffffffffffffffffffffffffffffffffffe';
const ZERO_ADDRESS = `0x${'0'.repeat(40)}`;
const DIGITS = 40;

/** A sentence that says what is wrong with an account, or null if it can be paid to. */
export function evmAddressProblem(account: string): string | null {
  const digits = /^0x([0-9a-fA-F]*)$/.exec(account)?.[1];
  if (digits === undefined) {
    return 'An address on Arc is 0x followed by 40 digits from 0 to 9 and a to f.';
  }
  if (digits.length !== DIGITS) {
    const difference = Math.abs(DIGITS - digits.length);
    const what = digits.length < DIGITS ? 'missing' : 'too many';
    return `An address has 40 digits after 0x; this one has ${digits.length}, ${difference} `
      + `${what}. Ask the payee for the whole address; never guess the rest.`;
  }
  const plain = account.toLowerCase();
  if (plain === ZERO_ADDRESS) {
    return 'The zero address belongs to nobody: money sent there is lost.';
  }
  if (plain === ARC_USDC || plain === SYSTEM_ADDRESS) {
    return 'This is the address of the token itself, not of a payee: money sent there is lost.';
  }
  if (isMixedCase(digits) && checksummed(plain) !== account) {
    return 'The capital letters of this address do not fit its digits (EIP-55), so at least one '
      + 'character is wrong. Copy it again from the payee\'s wallet.';
  }
  return null;
}

function isMixedCase(digits: string): boolean {
  return digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
}

/** The address with the capital letters of EIP-55, by which a mistyped one is seen. */
export function checksummed(address: string): string {
  const plain = address.toLowerCase().slice(2);
  const nibbles = Buffer.from(keccak_256(Buffer.from(plain, 'utf8'))).toString('hex');
  const letters = Array.from(plain, (digit, at) =>
    Number.parseInt(nibbles.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit);
  return `0x${letters.join('')}`;
}

export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
