/** What a generated payment is, drawn from the seed; nothing here knows how it is written. */
import { money, type Money } from '../../src-main/engine/domain/money.ts';
import { railAssets, type EscrowRail } from '../../src-main/engine/domain/rails.ts';
import { invariant } from '../../src-main/engine/domain/result.ts';
import { pickEarly, type Directory } from './directory.ts';
import { pickPayee, type Payee, type Seeded } from './people.ts';

/** How far it came. The first eight have ended, the others wait for somebody or something. */
export type Plot =
  | 'released' | 'released-at-second-try' | 'released-in-part' | 'refunded' | 'refunded-expired'
  | 'cancelled' | 'failed'
  | 'escrowed' | 'running-out' | 'expiry-asks' | 'requested' | 'holding' | 'releasing'
  | 'refunding' | 'release-unclear' | 'hold-unclear' | 'hold-rejected' | 'refund-rejected'
  | 'release-dead';

export type Facts = {
  readonly index: number;
  readonly plot: Plot;
  readonly createdAt: number;
  /** When the last thing happened to it. */
  readonly movedAt: number;
  /** When an escrow that still runs ends, or what is scheduled or asked comes. */
  readonly laterAt: number;
  readonly rail: EscrowRail;
  readonly connectionId: string;
  readonly marketplace: Directory['marketplaces'][number];
  readonly amount: Money;
  readonly payee: Payee;
  readonly hasJob: boolean;
  readonly hasReference: boolean;
  /** 64 hexadecimal digits of its own, of which addresses and hashes are made. */
  readonly hex: string;
};

export type Scale = {
  readonly payments: number;
  /** How many of them have not ended. */
  readonly open: number;
  readonly nowMs: number;
};

const DAY_MS = 86_400_000;
const DAYS_BACK = 730;
/** Far enough ahead that a kept file does not begin to act on its own. */
const LATER_DAYS_MIN = 100;
const LATER_DAYS = 300;
const OPEN_SPACING = 4;
const PAYMENTS_PER_PAYEE = 12;

const ended: readonly (readonly [Plot, number])[] = [
  ['released', 0.8], ['released-at-second-try', 0.02], ['released-in-part', 0.02],
  ['refunded', 0.06], ['refunded-expired', 0.04], ['cancelled', 0.03], ['failed', 0.03],
];
const standing: readonly (readonly [Plot, number])[] = [
  ['escrowed', 0.7], ['running-out', 0.04], ['expiry-asks', 0.02], ['requested', 0.02],
  ['holding', 0.03], ['releasing', 0.06], ['refunding', 0.04], ['release-unclear', 0.02],
  ['hold-unclear', 0.01], ['hold-rejected', 0.02], ['refund-rejected', 0.02],
  ['release-dead', 0.02],
];

/** Draws one payment after the other, the oldest first. */
export function createFacts(
  seeded: Seeded, scale: Scale, directory: Directory,
): (index: number) => Facts {
  const isOpen = openIndexes(scale);
  const payees = Math.max(10, Math.floor(scale.payments / PAYMENTS_PER_PAYEE));
  return (index) => {
    // More every day: two years of a marketplace that grows.
    const part = Math.sqrt((index + 1) / scale.payments);
    const createdAt = scale.nowMs - Math.floor(DAYS_BACK * DAY_MS * (1 - part)) - 60_000;
    const rail: EscrowRail = seeded.chance(0.4) ? 'bitcoin' : 'aitbc';
    // Half a minute to ten days, most of them within hours.
    const tookMs = Math.floor(30_000 * (28_800 ** seeded.next()));
    return {
      index, createdAt, rail, plot: pickPlot(seeded, isOpen(index) ? standing : ended),
      movedAt: Math.min(createdAt + tookMs, scale.nowMs),
      laterAt: scale.nowMs + LATER_DAYS_MIN * DAY_MS + seeded.below(LATER_DAYS * 1_440) * 60_000,
      connectionId: pickEarly(seeded, atLeastOne(directory.connections[rail])),
      marketplace: pickEarly(seeded, atLeastOne(directory.marketplaces)),
      amount: money(BigInt(Math.floor(20_000 * (50_000 ** seeded.next()))), railAssets[rail].asset),
      payee: pickPayee(seeded, payees), hasJob: seeded.chance(0.6),
      hasReference: seeded.chance(0.8),
      hex: Buffer.from(seeded.random.bytes(32)).toString('hex'),
    };
  };
}

/** What is open is young: every fourth of the newest, or as close as there are. */
function openIndexes({ payments, open }: Scale): (index: number) => boolean {
  if (open === 0) return () => false;
  const spacing = Math.max(1, Math.min(OPEN_SPACING, Math.floor(payments / open)));
  return (index) => {
    const fromEnd = payments - 1 - index;
    return fromEnd % spacing === 0 && fromEnd / spacing < open;
  };
}

function pickPlot(seeded: Seeded, plots: readonly (readonly [Plot, number])[]): Plot {
  let rest = seeded.next();
  for (const [plot, share] of plots) {
    if (rest < share) return plot;
    rest -= share;
  }
  return plots[0]?.[0] ?? 'released';
}

function atLeastOne<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = items;
  invariant(first !== undefined, 'The generator needs a connection per rail and a marketplace.');
  return [first, ...rest];
}
