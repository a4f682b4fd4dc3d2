import { randomInt } from 'node:crypto';
import type { OuterChain } from '../circle/usdc.ts';
import { createAnvilChain } from './anvil-chain.ts';
import { findAnvil, startAnvil } from './anvil-process.ts';

/** `auto`: anvil where there is one, else the model chain. */
export const CHAIN_CHOICES = ['auto', 'anvil', 'model'] as const;
export type ChainChoice = (typeof CHAIN_CHOICES)[number];

export const NO_ANVIL =
  'There is no anvil on this machine: neither the package @foundry-rs/anvil-linux-amd64 nor a '
  + 'program called anvil on the PATH.';

/** A chain in a process of its own; null means the model chain. */
export type RunningChain = {
  readonly outer: OuterChain;
  /** Told when the chain's process was started again. */
  onRestart(listener: () => void): void;
  stop(): Promise<void>;
};

/**
 * Starts the chain that was chosen, on the folder's own state. A folder keeps to the chain that it
 * began with (`before`), since the other one knows nothing of what happened. Throws a sentence
 * where anvil is asked for and cannot be had.
 */
export async function openChain({ choice, before, folder, nowMs, onBug }: {
  readonly choice: ChainChoice;
  readonly before: 'anvil' | 'model' | null;
  readonly folder: string;
  nowMs(): number;
  onBug(error: unknown): void;
}): Promise<RunningChain | null> {
  const wanted = before ?? choice;
  if (wanted === 'model') return null;
  const binary = findAnvil();
  if (binary === null) {
    if (wanted === 'auto') return null;
    throw new Error(`${NO_ANVIL} Nothing was started. ${before === 'anvil'
      ? 'This folder\'s chain runs on it: install it, or remove the folder to begin anew.'
      : 'Install it, or choose the model chain.'}`);
  }
  const anvil = await startAnvil({ binary, folder, nowMs, random: (below) => randomInt(below) });
  const { url, isFresh } = anvil;
  const chain = await createAnvilChain({ url, isFresh, nowMs, onBug });
  return {
    outer: { chain, ask: chain.ask }, onRestart: anvil.onRestart,
    stop: () => {
      chain.close();
      return anvil.stop();
    },
  };
}
