import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import type { FaultWord } from '../faults.ts';
import { createSandbox, type SandboxOptions } from '../sandbox.ts';
import { START_MS } from '../test-sandbox.ts';
import type { ProviderResponse } from '../provider.ts';
import { USDC_CONTRACT } from '../evm/chain-port.ts';
import { USDC_TOKEN_ID } from './views.ts';

export type Json = Record<string, unknown>;

/** Circle in this process under a hand-turned clock, and short ways to ask it. */
export function createCircleDesk(options: Partial<SandboxOptions> = {}) {
  let drawn = 0;
  const sandbox = createSandbox({
    nowMs: () => START_MS, signing: 'hash',
    randomBytes: (size) => {
      drawn += 1;
      const bytes = new Uint8Array(size).fill(7);
      new DataView(bytes.buffer).setUint32(size - 4, drawn);
      // What turns a random UUID into another one stands in front.
      new DataView(bytes.buffer).setUint32(0, drawn);
      return bytes;
    },
    ...options,
  });
  return { sandbox, ...circleAsker(sandbox) };
}

/** Ways to ask Circle as a client does; every call that changes something has a key of its own. */
export function circleAsker(sandbox: ReturnType<typeof createSandbox>) {
  let keys = 0;
  const ask = (line: string, body?: object): ProviderResponse => {
    const [method = '', path = ''] = line.split(' ');
    return sandbox.handle('circle', {
      method, path, headers: { authorization: `Bearer ${sandbox.secrets.circleApiKey}` },
      bodyText: body === undefined ? '' : JSON.stringify(body),
    });
  };
  const publicKey = String(dataOf(ask('GET /v1/w3s/config/entity/publicKey'))['publicKey']);
  const ciphertext = (secret = sandbox.secrets.circleEntitySecret): string => publicEncrypt({
    key: createPublicKey(publicKey), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256',
  }, Buffer.from(secret, 'hex')).toString('base64');
  const freshKey = (): string => {
    keys += 1;
    return `00000000-0000-4000-8000-${String(keys).padStart(12, '0')}`;
  };
  const change = (line: string, body: object): ProviderResponse => ask(line, {
    idempotencyKey: freshKey(), entitySecretCiphertext: ciphertext(), ...body,
  });
  const accounts = sandbox.circle.accounts();
  const account = (role: 'treasury' | 'payee' | 'foreign') => {
    const found = accounts.find((one) => one.role === role);
    if (found === undefined) throw new Error(`The sandbox has no ${role}.`);
    return found;
  };
  const order = ({ amount = '10', to = account('foreign').address, ...rest }: Order = {}) => ({
    amounts: [amount], destinationAddress: to, walletId: account('treasury').id,
    tokenId: USDC_TOKEN_ID, feeLevel: 'MEDIUM', ...rest,
  });
  return {
    ask, change, ciphertext, freshKey, account, order,
    /** A transfer from the treasury, accepted; what Circle answered. */
    transfer: (given: Order = {}): { readonly id: string; readonly state: string } => {
      const made = dataOf(change('POST /v1/w3s/developer/transactions/transfer', order(given)));
      return { id: String(made['id']), state: String(made['state']) };
    },
    transaction: (id: string): Json => {
      const { transaction } = dataOf(ask(`GET /v1/w3s/transactions/${id}`));
      return asJson(transaction);
    },
  };
}

/** A transfer that meets a fault, over the door where faults are met. */
export function faulted(
  desk: ReturnType<typeof createCircleDesk>, fault: FaultWord, delayMs?: number,
): string {
  desk.sandbox.faults.add({
    provider: 'circle', operation: 'payout', fault, times: 1,
    ...(delayMs === undefined ? {} : { delayMs }),
  });
  const delivery = desk.sandbox.deliver('circle', {
    method: 'POST', path: '/v1/w3s/developer/transactions/transfer',
    headers: { authorization: `Bearer ${desk.sandbox.secrets.circleApiKey}` },
    bodyText: JSON.stringify({
      ...desk.order({ refId: fault }), idempotencyKey: desk.freshKey(),
      entitySecretCiphertext: desk.ciphertext(),
    }),
  });
  if (delivery.kind !== 'response') throw new Error(delivery.kind);
  return String(asJson(asJson(JSON.parse(delivery.response.bodyText))['data'])['id']);
}

type Order = { readonly amount?: string; readonly to?: string } & Json;

/** The way of an ERC-20 call instead of the native one. */
export const BY_TOKEN = {
  tokenId: undefined, tokenAddress: USDC_CONTRACT, blockchain: 'ARC-TESTNET',
} as const;

/** The `data` of an answer; one without any fails the test that asked. */
export function dataOf(response: ProviderResponse): Json {
  return asJson(asJson(JSON.parse(response.bodyText))['data']);
}

export function codeOf(response: ProviderResponse): string {
  return `${response.status}/${String(asJson(JSON.parse(response.bodyText))['code'])}`;
}

export function asJson(value: unknown): Json {
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error(`Not an object: ${JSON.stringify(value)}`);
}
