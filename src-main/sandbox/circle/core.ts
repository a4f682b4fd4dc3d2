import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { EvmChain } from '../evm/chain-port.ts';
import type { ProviderRequest, Quirks } from '../provider.ts';
import { randomHex, type World } from '../world.ts';
import type { Driver } from './driver.ts';
import type { Hooks } from './hooks.ts';
import type { CircleEvent, CircleState } from './state.ts';

/** What opens the stand-in, and what it decrypts with. */
export type CircleSecrets = {
  readonly apiKey: string;
  /** 32 bytes in hex: what a client encrypts anew for every call that changes something. */
  readonly entitySecret: string;
  /** The RSA key under which it is encrypted; a promise while it is being made. */
  entityKey(): KeyObject | Promise<KeyObject>;
};

/** How many calls a second are answered; null: as many as come. */
export type CircleLimits = {
  readonly getsPerSecond: number | null;
  readonly postsPerSecond: number | null;
};
/** Source: Circle's documentation, guide 1.5. */
export const CIRCLE_LIMITS: CircleLimits = { getsPerSecond: 20, postsPerSecond: 5 };

export type Core = {
  readonly world: World;
  readonly state: CircleState;
  readonly chain: EvmChain;
  readonly secrets: CircleSecrets;
  readonly driver: Driver;
  readonly hooks: Hooks;
  commit(event: CircleEvent): void;
};

/** What a handler needs: the core, the request, and how oddly it is to behave. */
export type Call = Core & {
  readonly request: ProviderRequest;
  readonly query: URLSearchParams;
  readonly quirks: Quirks;
};

export const BLOCKCHAIN = 'ARC-TESTNET';
/** What an idempotency key has to be (guide 1.8). */
export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const NAMESPACE = 'b1f0e7a4-52d1-5c1e-9d0a-3d4f6a5c2e90';

/**
 * A UUIDv5 of a name: Circle's own ids are of that version (guide 1.5), and one that follows from
 * the idempotency key is the same however often it is asked for.
 */
export function uuidV5(name: string): string {
  const digest = createHash('sha1').update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(name).digest('hex');
  return dashed(digest, '5');
}

/** A random UUID drawn from the world, so that a seed tells the same story twice. */
export function uuidV4(world: World): string {
  return dashed(randomHex(world, 16), '4');
}

function dashed(hex: string, version: string): string {
  return [
    hex.slice(0, 8), hex.slice(8, 12), `${version}${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`, hex.slice(20, 32),
  ].join('-');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
