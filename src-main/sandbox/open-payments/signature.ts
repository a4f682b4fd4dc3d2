import { createHash, createPublicKey, verify } from 'node:crypto';
import { header } from '../http/answers.ts';
import type { ProviderRequest } from '../provider.ts';
import type { Wallet } from './state.ts';

/** Why a request is not believed to come from its client; the words of a real Rafiki. */
export type SignatureFault =
  | 'missing keyId in signature input'
  | 'could not find key in list of client keys'
  | 'provided signature is invalid';

const INPUT = /^sig1=(?<parameters>\((?<names>[^)]*)\);.*)$/;
const KEY_ID = /;keyid="(?<id>[^"]+)"/;
const SIGNATURE = /^sig1=:(?<base64>[A-Za-z0-9+/=]+):$/;
const DIGEST = /^sha-512=:(?<base64>[A-Za-z0-9+/=]+):$/;

/** The components that cover a request, in their order (guide to Open Payments, section 2). */
function neededNames(request: ProviderRequest): readonly string[] {
  return [
    '@method', '@target-uri',
    ...(header(request, 'authorization') === null ? [] : ['authorization']),
    ...(request.bodyText === '' ? [] : ['content-digest', 'content-length', 'content-type']),
  ];
}

/**
 * Checks an HTTP message signature (RFC 9421, Ed25519) as a real Rafiki does: over the target as it
 * arrived, with the client's own keys, and without looking at its age. Null where it holds.
 */
export function signatureFault(
  request: ProviderRequest, client: Wallet,
): SignatureFault | null {
  const input = INPUT.exec(header(request, 'signature-input') ?? '')?.groups;
  const keyId = KEY_ID.exec(input?.['parameters'] ?? '')?.groups?.['id'];
  if (input === undefined || keyId === undefined) return 'missing keyId in signature input';
  const x = client.keys[keyId];
  if (x === undefined) return 'could not find key in list of client keys';
  const names = [...(input['names'] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '');
  if (!neededNames(request).every((name) => names.includes(name))) {
    return 'provided signature is invalid';
  }
  const given = SIGNATURE.exec(header(request, 'signature') ?? '')?.groups?.['base64'];
  const base = [
    ...names.map((name) => `"${name}": ${component(request, name)}`),
    `"@signature-params": ${input['parameters']}`,
  ].join('\n');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const holds = given !== undefined && digestHolds(request)
    && verify(null, Buffer.from(base), key, Buffer.from(given, 'base64'));
  return holds ? null : 'provided signature is invalid';
}

function component(request: ProviderRequest, name: string): string {
  if (name === '@method') return request.method;
  if (name === '@target-uri') return `${originOf(request)}${request.path}`;
  return (header(request, name) ?? '').trim();
}

function digestHolds(request: ProviderRequest): boolean {
  if (request.bodyText === '') return true;
  const given = DIGEST.exec(header(request, 'content-digest') ?? '')?.groups?.['base64'];
  return given === createHash('sha512').update(request.bodyText).digest('base64');
}

/** Where this stand-in is for whoever asks: the addresses of everything are made of it. */
export function originOf(request: ProviderRequest): string {
  return `http://${header(request, 'host') ?? 'open-payments.sandbox'}`;
}
