import type { Asset } from '../engine/domain/money.ts';
import type { BookKind, BookRow } from './books.ts';
import { amountText } from './http/body.ts';
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

/** What one row of the books says beyond its provider and asset; `amount` is in minor units. */
type BookFacts = Pick<BookRow, 'reference' | 'account' | 'hash'> & {
  readonly amount: bigint;
  readonly atMs: number;
};
export type Bookkeeper = (kind: BookKind, facts: BookFacts) => void;

/** Writes a provider's rows, all in its one asset, into the books. */
export function createBookkeeper(
  world: World,
  { provider, asset }: { readonly provider: ProviderName; readonly asset: Asset },
): Bookkeeper {
  return (kind, { reference, account, amount, hash, atMs }) => {
    world.book({
      provider, kind, reference, account, amount: amountText(amount, asset), asset: asset.code,
      hash, at: isoTime(atMs),
    });
  };
}

/** The one way in which a model changes its mind: written to the journal first, then applied. */
export function createCommit<E extends { readonly type: string }>(
  world: World,
  provider: ProviderName,
  state: { apply(event: E): void },
): (event: E) => void {
  return (event) => {
    world.record(provider, event);
    state.apply(event);
  };
}

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
