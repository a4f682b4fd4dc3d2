import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { EvmChain } from '../evm/chain-port.ts';
import { answerFromModel, createEvm } from '../evm/evm.ts';
import { createModelChain } from '../evm/model-chain.ts';
import type { ProviderModel, ProviderResponse } from '../provider.ts';
import type { World } from '../world.ts';
import { createCircle, type Circle } from './circle.ts';
import type { CircleLimits, CircleSecrets } from './core.ts';
import type { Reach } from './subscriptions.ts';

/** A chain of its own process, and how its questions are passed on. */
export type OuterChain = {
  readonly chain: EvmChain;
  ask(bodyText: string): ProviderResponse;
};

export type UsdcOptions = {
  /** The chain behind Circle; without one, the model chain. */
  readonly chain?: OuterChain;
  /** Without it every call is answered, however many come. */
  readonly limits?: CircleLimits;
  /** Without it no endpoint is asked whether it is there. */
  readonly reach?: Reach;
  /** Without it a key is made when it is first needed. */
  readonly entityKey?: CircleSecrets['entityKey'];
};

export type Usdc = {
  readonly circle: Circle;
  readonly evm: ProviderModel;
  readonly chain: EvmChain;
  /** When a transaction moves on, a block comes back, or a notification is to be sent. */
  nextDueMs(): number | null;
  /** Sets who is told whenever that moment may have become another one. */
  onDue(listener: () => void): void;
};

/** Circle and the chain that it sends to: two providers over one memory of what moved. */
export function createUsdc({ world, secrets, options }: {
  readonly world: World;
  readonly secrets: { readonly circleApiKey: string; readonly circleEntitySecret: string };
  readonly options: UsdcOptions;
}): Usdc {
  // What falls due happens at its own time, also where the clock has leapt far beyond it.
  const clock: { atMs: number | null } = { atMs: null };
  const timed: World = { ...world, nowMs: () => clock.atMs ?? world.nowMs() };
  const model = options.chain === undefined ? createModelChain({ world: timed }) : null;
  const chain = options.chain?.chain ?? model;
  const ask = options.chain?.ask ?? (model === null ? null : answerFromModel(model));
  if (chain === null || ask === null) throw new Error('There is no chain behind Circle.');
  const told = { wake: (): void => undefined };
  const circle = createCircle({
    world: timed, chain,
    secrets: {
      apiKey: secrets.circleApiKey, entitySecret: secrets.circleEntitySecret,
      entityKey: options.entityKey ?? usualEntityKey,
    },
    limits: options.limits ?? { getsPerSecond: null, postsPerSecond: null },
    reach: options.reach ?? null,
    onDue: () => told.wake(),
  });
  const evm = createEvm({ model, chain, ask });
  const settleDue = (): void => {
    const nowMs = world.nowMs();
    try {
      for (;;) {
        clock.atMs = leastOf([model?.nextDueMs() ?? null, circle.nextDueMs()]);
        if (clock.atMs === null || clock.atMs > nowMs) return;
        evm.settleDue();
        circle.settleDue();
      }
    } finally {
      clock.atMs = null;
    }
  };
  return {
    chain,
    circle: { ...circle, settleDue },
    evm: { ...evm, settleDue },
    onDue: (listener) => { told.wake = listener; },
    nextDueMs: () => leastOf([
      circle.nextDueMs(), circle.hooks.nextDueMs(), model?.nextDueMs() ?? null,
    ]),
  };
}

/** The earliest of some times; null where there is none. */
function leastOf(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

const made: { key: KeyObject | null } = { key: null };

/** The key of tests, made once for a process: short, because its strength protects nothing. */
function usualEntityKey(): KeyObject {
  made.key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return made.key;
}
