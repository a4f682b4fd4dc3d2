import { scrypt, timingSafeEqual } from 'node:crypto';

/** The cost of one password check: `N = 2^ln` blocks of `128 * r` bytes, `p` passes. */
export type ScryptCost = { readonly ln: number; readonly r: number; readonly p: number };

/** OWASP's floor for scrypt (security guide 7.3): 128 MiB and about a third of a second. */
export const SCRYPT_COST: ScryptCost = { ln: 17, r: 8, p: 1 };

export const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a stored string may ask of us; a damaged row must not take the machine's memory. */
const LN_MAX = 20;
const R_MAX = 32;
const P_MAX = 8;

const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

type Stored = { readonly cost: ScryptCost; readonly salt: Uint8Array; readonly hash: Uint8Array };

/**
 * Hashes a password into a PHC string, `$scrypt$ln=17,r=8,p=1$salt$hash` (base64 unpadded), over
 * its NFC form, so that the same characters typed on another keyboard are the same password.
 */
export async function hashPassword(
  password: string, salt: Uint8Array, cost: ScryptCost,
): Promise<string> {
  const hash = await derive(password, salt, cost);
  const { ln, r, p } = cost;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Compares in constant time. `outdated`: it matches and was made at another cost, so it should be
 * hashed again. A string that is no PHC string never matches, after the same work.
 */
export async function checkPassword(
  password: string, phc: string, cost: ScryptCost,
): Promise<{ readonly matches: boolean; readonly outdated: boolean }> {
  const stored = parsePhc(phc);
  if (stored === null) {
    await derive(password, new Uint8Array(SALT_BYTES), cost);
    return { matches: false, outdated: false };
  }
  const hash = await derive(password, stored.salt, stored.cost);
  const matches = timingSafeEqual(hash, stored.hash);
  const { ln, r, p } = stored.cost;
  return { matches, outdated: matches && (ln !== cost.ln || r !== cost.r || p !== cost.p) };
}

function parsePhc(phc: string): Stored | null {
  const match = PHC.exec(phc);
  if (match === null) return null;
  const [, ln = '', r = '', p = '', salt = '', hash = ''] = match;
  const cost = {
    ln: Number.parseInt(ln, 10), r: Number.parseInt(r, 10), p: Number.parseInt(p, 10),
  };
  const bounded = cost.ln >= 1 && cost.ln <= LN_MAX && cost.r >= 1 && cost.r <= R_MAX
    && cost.p >= 1 && cost.p <= P_MAX;
  if (!bounded) return null;
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function derive(password: string, salt: Uint8Array, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  // Node refuses scrypt above 32 MiB unless told; the block mix needs a little more than 128 N r.
  const maxmem = 128 * r * (N + p + 2) + 65_536;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, { N, r, p, maxmem }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
