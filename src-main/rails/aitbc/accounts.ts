const ACCOUNT = /^(?=.*[A-Za-z0-9])[A-Za-z0-9_.:-]{1,128}$/;
const HEX_ADDRESS = /^0x[0-9a-f]{40}$/i;

/**
 * What is wrong with a token account, for the person who typed it; null if it can be paid. The
 * chain's own addresses and plain account ids are taken; what begins like a hexadecimal address
 * has to be a whole one (the source documents show one with 39 digits, row X-27).
 */
export function accountProblem(account: string): string | null {
  if (/^0x/i.test(account) && !HEX_ADDRESS.test(account)) {
    const digits = account.length - 2;
    return 'An address that begins with 0x has exactly 40 hexadecimal digits; this one has '
      + `${digits} characters after it.`;
  }
  if (ACCOUNT.test(account)) return null;
  return 'A token account is 1 to 128 characters: letters, digits, and the signs _ . : - only.';
}
