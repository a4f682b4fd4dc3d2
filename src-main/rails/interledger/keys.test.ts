import { createPublicKey, generateKeyPairSync } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { publicJwk, readPrivateKey, signingKey } from './keys.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const problem = (text: string): string => {
  const read = readPrivateKey(text);
  return read.ok ? 'nothing is wrong' : read.problem;
};

describe('a private key', () => {
  test.each([
    ['PEM', pem],
    ['PEM between spaces', `\n ${pem} \n`],
    ['PEM with Windows line ends', pem.replaceAll('\n', '\r\n')],
    ['base64 of PEM, as wallets hand it out', base64(pem)],
    ['base64 of PEM over several lines', base64(pem).replace(/(.{40})/g, '$1\n')],
  ])('is read from %s', (_form, text) => {
    expect(readPrivateKey(text)).toEqual({ ok: true, pem });
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  test.each([
    ['nothing', '  ', 'Paste the private key'],
    ['a word', 'secret', 'no PEM'],
    ['a path', '/etc/keys/private.key', 'no PEM'],
    ['an RSA key', rsa.export({ type: 'pkcs8', format: 'pem' }).toString(), 'Ed25519 only'],
    ['an old RSA key', rsa.export({ type: 'pkcs1', format: 'pem' }).toString(), 'Ed25519 only'],
    ['an elliptic key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      .export({ type: 'pkcs8', format: 'pem' }).toString(), 'kind ec'],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'public key'],
    ['a locked key', privateKey.export({
      type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x',
    }).toString(), 'password'],
    ['DER', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'), 'DER form'],
    ['a JWK', JSON.stringify(privateKey.export({ format: 'jwk' })), 'JWK'],
    ['half a key', pem.slice(0, 60), 'cannot be read'],
  ])('is not taken from %s', (_form, text, words) => {
    expect(problem(text)).toContain(words);
  });

  test('never stands in what is wrong with it', () => {
    expect(problem(pem.slice(0, 90))).not.toContain(pem.slice(40, 60));
  });
});

describe('the public half', () => {
  test('is what a wallet publishes', () => {
    const jwk = publicJwk(pem, 'key-1');
    expect(jwk).toMatchObject({ kid: 'key-1', kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(jwk?.x).toBe(publicKey.export({ format: 'jwk' })['x']);
    const published = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(published.equals(publicKey)).toBe(true);
  });

  test('is none of a text that is no key', () => {
    expect(publicJwk('-----BEGIN', 'key-1')).toBeNull();
    expect(signingKey('/etc/hosts')).toBeNull();
  });
});
