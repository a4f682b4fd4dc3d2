import { createHash } from 'node:crypto';
import type { Ids, Random } from '../engine/ports.ts';

/** A fast pseudo-random generator (xoshiro128**); the same seed gives the same run. */
export function createSeeded(seed: number): {
  /** 0 <= x < 1. */
  readonly next: () => number;
  /** A whole number, 0 <= x < bound. */
  readonly below: (bound: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  readonly random: Random;
} {
  const digest = createHash('sha256').update(`paydesk ${seed}`).digest();
  const state = new Uint32Array([
    digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), digest.readUInt32LE(12),
  ]);
  const word = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    state[2] = c ^ a;
    state[3] = d ^ b;
    state[1] = b ^ (state[2] ?? 0);
    state[0] = a ^ (state[3] ?? 0);
    state[2] = (state[2] ?? 0) ^ (b << 9);
    state[3] = rotate(state[3] ?? 0, 11);
    return result;
  };
  const next = (): number => word() / 4_294_967_296;
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next, below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    random: {
      bytes: (length) => Uint8Array.from({ length }, () => word() & 255),
    },
  };
}

function rotate(value: number, by: number): number {
  return ((value << by) | (value >>> (32 - by))) >>> 0;
}

/** Ids that count up: readable in a failing test, sortable like the real ones. */
export function createCountingIds(): Ids {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${String(count).padStart(8, '0')}`;
    },
  };
}
