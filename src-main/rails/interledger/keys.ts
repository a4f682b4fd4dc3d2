import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

export type ReadPrivateKey =
  | { readonly ok: true; /** PKCS #8. */ readonly pem: string }
  | { readonly ok: false; readonly problem: string };

/** The public half of a seller's key, as a wallet publishes it. */
export type PublicJwk = {
  readonly kid: string; readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly alg: 'EdDSA';
  readonly use: 'sig'; readonly x: string;
};

/**
 * Reads the private key of a seller as wallets hand it out: PEM (PKCS #8, Ed25519), or that PEM in
 * base64. Everything else gets its own sentence. The SDK would take a text for a path first, and an
 * RSA key until the first call (guide, pitfall 12), so nothing unread ever reaches it.
 */
export function readPrivateKey(text: string): ReadPrivateKey {
  const given = text.trim();
  if (given === '') return no('Paste the private key: a text that begins with -----BEGIN.');
  if (given.startsWith('{')) return no('This is a JWK. Paste the key as PEM instead.');
  const pem = given.includes('-----BEGIN') ? given : decoded(given);
  if (pem === null) return no('This is no PEM. A private key begins with -----BEGIN PRIVATE KEY.');
  if (!pem.includes('-----BEGIN')) {
    return no('This is a key in DER form. Paste it as PEM, which begins with -----BEGIN.');
  }
  return readPem(pem);
}

function readPem(pem: string): ReadPrivateKey {
  if (pem.includes('ENCRYPTED')) {
    return no('This key is locked with a password. Paste it unlocked; Paydesk seals it itself.');
  }
  if (pem.includes('PUBLIC KEY') || pem.includes('CERTIFICATE')) {
    return no('This is a public key. Paste the private one that belongs to it.');
  }
  const key = keyOf(pem);
  if (key === null) return no('This key cannot be read. Copy it whole, from first to last line.');
  if (key.asymmetricKeyType !== 'ed25519') {
    const kind = key.asymmetricKeyType ?? 'unknown';
    return no(`This is a key of the kind ${kind}. Open Payments signs with Ed25519 only.`);
  }
  return { ok: true, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The key itself, or null where the PEM holds no Ed25519 key. */
export function signingKey(pem: string): KeyObject | null {
  const key = keyOf(pem);
  return key?.asymmetricKeyType === 'ed25519' ? key : null;
}

/** The public half, as the wallet has to publish it under `keyId`; null for a PEM that is none. */
export function publicJwk(pem: string, keyId: string): PublicJwk | null {
  const key = signingKey(pem);
  const { x } = key === null ? {} : createPublicKey(key).export({ format: 'jwk' });
  return x === undefined
    ? null : { kid: keyId, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', x };
}

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // What exactly OpenSSL dislikes could hold parts of the key.
    return null;
  }
}

/** The text behind base64; null where it is no base64. */
function decoded(text: string): string | null {
  const base64 = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(base64)
    ? Buffer.from(base64, 'base64').toString('latin1') : null;
}

function no(problem: string): ReadPrivateKey {
  return { ok: false, problem };
}
