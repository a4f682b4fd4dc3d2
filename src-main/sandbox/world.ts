import type { BookRow } from './books.ts';
import type { ProviderName, Quirks } from './provider.ts';

/** What a model may ask of the sandbox around it. */
export type World = {
  /** The stand-ins' time in milliseconds, with every advance of the scripted clock in it. */
  nowMs(): number;
  randomBytes(size: number): Uint8Array;
  /** Writes one event to the journal; the model changes its state only after this returned. */
  record(provider: ProviderName, event: { readonly type: string }): void;
  book(row: BookRow): void;
};

/** `size` random bytes in lower-case hex. */
export function randomHex(world: World, size: number): string {
  return Buffer.from(world.randomBytes(size)).toString('hex');
}

/** A token transaction hash as the AITBC chain writes it: `0x` and 64 hex digits. */
export function tokenHash(world: World): string {
  return `0x${randomHex(world, 32)}`;
}

/** Milliseconds as the ISO 8601 text that every provider here answers with. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** When a stuck move ends by itself; null where it waits for the faults to be cleared. */
export function stuckUntil(world: World, { stuck }: Quirks): number | null {
  return stuck === undefined || stuck.forMs === null ? null : world.nowMs() + stuck.forMs;
}
